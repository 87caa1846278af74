import Testing

@testable import DarumaCore

@Suite("Trigger: the table is what it does")
struct TriggerMachineTableTests {
  private enum StateName: String, CaseIterable {
    case clear, holding, suppressed, firing, coolingDown, acknowledged

    /// A new state does not compile here until it has a name, and then not below until it has a specimen.
    init(_ state: TriggerMachine.State) {
      self =
        switch state {
        case .clear: .clear
        case .holding: .holding
        case .suppressed: .suppressed
        case .firing: .firing
        case .coolingDown: .coolingDown
        case .acknowledged: .acknowledged
        }
    }

    /// The events that lead there.
    var paths: [[TriggerMachine.Event]] {
      switch self {
      case .clear: [[], [.held(since: .at("03:00")), .released]]
      case .holding: [[.held(since: .at("03:00"))]]
      case .suppressed: [[.held(since: .at("03:00")), .suppressed(by: .paused)], [.suppressed(by: .spent)]]
      case .firing: [[.held(since: .at("03:00")), .fired("e1")]]
      case .coolingDown: [[.fired("e1"), .cooled(until: .at("09:00"))]]
      case .acknowledged: [[.held(since: .at("03:00")), .acknowledged(by: "yuki")]]
      }
    }

    var specimens: [TriggerMachine] {
      paths.map { path in
        var machine = TriggerMachine()
        for event in path { machine.apply(event) }
        return machine
      }
    }
  }

  private enum InputName: String, CaseIterable {
    case conditionMet, conditionUnmet, holdElapsed, guardBlocked, executionEnded, coolDownElapsed
    case acknowledgeAsked, rearmAsked

    /// A new input does not compile here until it has a name, and then not below until it has a specimen.
    init(_ input: TriggerMachine.Input) {
      self =
        switch input {
        case .conditionMet: .conditionMet
        case .conditionUnmet: .conditionUnmet
        case .holdElapsed: .holdElapsed
        case .guardBlocked: .guardBlocked
        case .executionEnded: .executionEnded
        case .coolDownElapsed: .coolDownElapsed
        case .acknowledgeAsked: .acknowledgeAsked
        case .rearmAsked: .rearmAsked
        }
    }

    var specimens: [TriggerMachine.Input] {
      switch self {
      case .conditionMet: [.conditionMet(.at("03:00")), .conditionMet(.at("04:00"))]
      case .conditionUnmet: [.conditionUnmet]
      case .holdElapsed: [.holdElapsed("e1"), .holdElapsed("e2")]
      case .guardBlocked: [.guardBlocked(.paused), .guardBlocked(.spent)]
      case .executionEnded:
        [.changed(coolDownUntil: .at("10:00")), .denied(by: "yuki"), .unchanged].map { .executionEnded($0) }
      case .coolDownElapsed: [.coolDownElapsed]
      case .rearmAsked: [.rearmAsked]
      case .acknowledgeAsked: [.acknowledgeAsked(by: "yuki"), .acknowledgeAsked(by: "ken")]
      }
    }
  }

  private static func react(_ machine: TriggerMachine, _ input: TriggerMachine.Input)
    -> TransitionTable.Reaction
  {
    let event = machine.decide(input)
    var next = machine
    if let event { next.apply(event) }
    return .init(
      event: event?.kind.rawValue ?? TransitionTable.noEvent, next: StateName(next.state).rawValue)
  }

  @Test("every state with every input does what the table says")
  func table() throws {
    let table = try TransitionTable(
      source: SourceFile.text("Sources/DarumaCore/Failover/TriggerMachine.swift"))
    let check = TableCheck(
      states: StateName.allCases.map { ($0.rawValue, $0.specimens) },
      inputs: InputName.allCases.map { ($0.rawValue, $0.specimens) }, react: Self.react)
    #expect(check.differences(from: table, .full) == [])
  }

  @Test("each specimen is of the state and the input that it stands for")
  func specimens() {
    for name in StateName.allCases {
      #expect(!name.specimens.isEmpty && name.specimens.allSatisfy { StateName($0.state) == name })
    }
    for name in InputName.allCases {
      #expect(!name.specimens.isEmpty && name.specimens.allSatisfy { InputName($0) == name })
    }
  }

  @Test("every kind of event comes of some pair")
  func events() {
    let seen = StateName.allCases.flatMap(\.specimens).flatMap { machine in
      InputName.allCases.flatMap(\.specimens).compactMap { machine.decide($0)?.kind }
    }
    #expect(Set(seen) == Set(TriggerMachine.Event.Kind.allCases))
  }

  @Test("suppressed by the same guard again says nothing; by another it says which")
  func suppressedAnew() {
    var machine = TriggerMachine()
    machine.apply(.held(since: .at("03:00")))
    machine.apply(.suppressed(by: .paused))
    var sameGuard = Block.paused
    sameGuard.reason = "automatic failover was paused by ken"
    #expect(machine.decide(.guardBlocked(sameGuard)) == nil)
    #expect(machine.decide(.guardBlocked(.spent)) == .suppressed(by: .spent))
    machine.apply(.suppressed(by: .spent))
    #expect(machine.state == .suppressed(since: .at("03:00"), by: .spent), "since when it held stays known")
  }
}

extension Block {
  fileprivate static let paused = Block(
    .automationPaused, reason: "automatic failover was paused by yuki", remedy: "resume it", at: .at("03:05"))
  fileprivate static let spent = Block(
    .budgetSpent, reason: "2 failovers started", remedy: "fail over by hand", at: .at("03:06"))
}
