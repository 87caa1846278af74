import Testing

@testable import DarumaCore

@Suite("Readiness: the table is what it does")
struct ReadinessTableTests {
  private enum StateName: String, CaseIterable {
    case catchingUp, current, deaf

    /// A new state does not compile here until it has a name, and then not below until it has a specimen.
    init(_ state: Readiness.State) {
      self =
        switch state {
        case .catchingUp: .catchingUp
        case .current: .current
        case .deaf: .deaf
        }
    }

    /// The events that lead there.
    var paths: [[Readiness.Event]] {
      switch self {
      case .catchingUp:
        [
          [], [.changed(.current), .changed(.catchingUp)],
          [.changed(.current), .changed(.catchingUp), .overdue(since: .at("03:00"))],
        ]
      case .current: [[.changed(.current)]]
      case .deaf:
        [[.changed(.deaf(.clocksApart))], [.changed(.deaf(.sourceOutOfReach)), .overdue(since: .at("03:00"))]]
      }
    }

    var specimens: [Readiness] {
      paths.map { path in
        var machine = Readiness()
        for event in path { machine.apply(event, at: .at("03:00")) }
        return machine
      }
    }
  }

  private enum InputName: String, CaseIterable {
    case catchingUp, current, deaf, patienceEnded

    init(_ input: Readiness.Input) {
      self =
        switch input {
        case .told(.catchingUp): .catchingUp
        case .told(.current): .current
        case .told(.deaf): .deaf
        case .patienceEnded: .patienceEnded
        }
    }

    var specimens: [Readiness.Input] {
      switch self {
      case .catchingUp: [.told(.catchingUp)]
      case .current: [.told(.current)]
      case .deaf: Deafness.allCases.map { .told(.deaf($0)) }
      case .patienceEnded: [.patienceEnded]
      }
    }
  }

  private static func react(_ machine: Readiness, _ input: Readiness.Input) -> TransitionTable.Reaction {
    let event = machine.decide(input)
    var next = machine
    if let event { next.apply(event, at: .at("04:00")) }
    let name =
      switch event {
      case .changed: "changed"
      case .overdue: "overdue"
      case nil: TransitionTable.noEvent
      }
    return .init(event: name, next: StateName(next.state).rawValue)
  }

  @Test("every state with every input does what the table says")
  func table() throws {
    let table = try TransitionTable(source: SourceFile.text("Sources/DarumaCore/Observation/Readiness.swift"))
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

  @Test("since when it is not current stays, whatever comes between; who never was is late for nothing")
  func since() {
    var machine = Readiness()
    #expect(machine.overdueAt == nil)
    machine.apply(.changed(.current), at: .at("03:00"))
    machine.apply(.changed(.deaf(.sourceOutOfReach)), at: .at("03:01"))
    machine.apply(.changed(.catchingUp), at: .at("03:03"))
    #expect(machine.notCurrentSince == .at("03:01"))
    #expect(machine.overdueAt == .at("03:06"))
    #expect(!machine.isOverdue(at: .at("03:05")) && machine.isOverdue(at: .at("03:06")))
  }

  @Test("current may act; who is not may act only where the file says so, late, and with a time to trust")
  func mayAct() {
    var machine = Readiness()
    #expect(!machine.mayAct(at: .at("03:00"), actDeaf: true))
    machine.apply(.changed(.current), at: .at("03:00"))
    #expect(machine.mayAct(at: .at("03:00"), actDeaf: false))
    for change in [Readiness.Change.catchingUp] + Deafness.allCases.map({ .deaf($0) }) {
      var other = machine
      other.apply(.changed(change), at: .at("03:01"))
      #expect(!other.mayAct(at: .at("03:01"), actDeaf: true), "\(change)")
      #expect(!other.mayAct(at: .at("04:00"), actDeaf: false), "\(change)")
      let isTimeTrusted = change != .deaf(.clocksApart) && change != .deaf(.journalAhead)
      #expect(other.mayAct(at: .at("04:00"), actDeaf: true) == isTimeTrusted, "\(change)")
    }
  }

  @Test("what ran out while nobody looked counts as failed only after a look")
  func expiry() {
    var machine = Readiness()
    #expect(machine.expiry(of: .at("03:00")) == .at("03:00"))
    machine.apply(.changed(.current), at: .at("04:00"))
    #expect(machine.expiry(of: .at("03:00")) == .at("04:02"))
    #expect(machine.expiry(of: .at("05:00")) == .at("05:00"))
  }
}
