import Testing

@testable import DarumaCore

@Suite("Effect: the table is what it does")
struct EffectMachineTableTests {
  private static let failure = Failure(code: "step.timed-out", message: "no result", isRetriable: true)

  private static let states: [(name: String, path: [EffectMachine.Event])] = [
    ("intended", []), ("sent", [.sent]), ("done", [.sent, .done(outputs: [:], byOther: false)]),
    ("failed", [.failed(failure)]), ("unknown", [.sent, .lost(failure)]),
    ("calledOff", [.calledOff(reason: "ended")]),
  ]

  private static let inputs: [(name: String, specimens: [EffectMachine.Input])] = [
    ("sendAllowed", [.sendAllowed]),
    ("seenDone", [.seenDone(outputs: [:], byOther: false), .seenDone(outputs: ["a": "b"], byOther: true)]),
    ("seenFailed", [.seenFailed(failure)]), ("leftUnsettled", [.leftUnsettled(failure)]),
    ("callOffAsked", [.callOffAsked(reason: "ended")]),
  ]

  private static func machine(_ path: [EffectMachine.Event]) -> EffectMachine {
    var machine = EffectMachine()
    for event in path { machine.apply(event, at: .at("03:00")) }
    return machine
  }

  private static func react(_ machine: EffectMachine, _ input: EffectMachine.Input) -> TransitionTable.Reaction {
    let event = machine.decide(input)
    var next = machine
    if let event { next.apply(event, at: .at("03:01")) }
    return .init(event: event?.kind.rawValue ?? TransitionTable.noEvent, next: next.stateName)
  }

  @Test("every state with every input does what the table says")
  func table() throws {
    let table = try TransitionTable(source: SourceFile.text("Sources/DarumaCore/Effects/EffectMachine.swift"))
    let check = TableCheck(
      states: Self.states.map { ($0.name, [Self.machine($0.path)]) }, inputs: Self.inputs, react: Self.react)
    #expect(check.differences(from: table, .onlyWhatHappens).filter { !$0.contains("does not name the state") } == [])
    #expect(Self.states.allSatisfy { Self.machine($0.path).stateName == $0.name })
  }

  @Test("what was sent has no end until one is seen or time runs out; what has an end keeps it")
  func ends() {
    let ended = Self.states.filter { Self.machine($0.path).hasEnded }.map(\.name)
    #expect(ended == ["done", "failed", "unknown", "calledOff"])
    for state in Self.states where ended.contains(state.name) {
      #expect(Self.inputs.flatMap(\.specimens).allSatisfy { Self.machine(state.path).decide($0) == nil })
    }
  }
}
