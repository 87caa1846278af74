import TestSupport
import Testing

@testable import DarumaCore

@Suite("Step: the table is what it does")
struct StepMachineTableTests {
  private enum StateName: String, CaseIterable {
    case waiting, ready, running, succeeded, adopted, failed, skipped, stopped

    /// A new state does not compile here until it has a name, and then not below until it has a specimen.
    init(_ state: StepMachine.State) {
      self =
        switch state {
        case .waiting: .waiting
        case .ready: .ready
        case .running: .running
        case .succeeded: .succeeded
        case .adopted: .adopted
        case .failed: .failed
        case .skipped: .skipped
        case .stopped: .stopped
        }
    }

    /// The events that lead there.
    var paths: [[StepMachine.Event]] {
      let ready = StepMachine.Event.ready(attempt: 1, lastAttempt: 2, notBefore: .at("03:00"))
      let first = StepMachine.Event.started(.attempt(1), lastAttempt: 2)
      let second = StepMachine.Event.started(.attempt(2), lastAttempt: 2)
      let again = StepMachine.Event.attemptFailed(
        .passing, attempt: 1, lastAttempt: 2, retryAt: .at("03:01"))
      switch self {
      case .waiting: return [[]]
      case .ready: return [[ready], [ready, first, again]]
      case .running: return [[ready, first], [ready, first, again, second]]
      case .succeeded: return [[ready, first, .succeeded(outputs: [:])]]
      case .adopted: return [[ready, first, .adopted(outputs: [:])]]
      case .failed: return [[ready, .failed(.lasting, attempt: 1)], [ready, first, .failed(.lasting, attempt: 1)]]
      case .skipped: return [[.skipped(reason: "done by hand", by: "yuki")]]
      case .stopped: return [[ready, first, .stopped]]
      }
    }

    var specimens: [StepMachine] {
      paths.map { path in
        var machine = StepMachine()
        for event in path { machine.apply(event, at: .at("03:00")) }
        return machine
      }
    }
  }

  private enum InputName: String, CaseIterable {
    case predecessorsDone, started, blocked, succeeded, adopted, attemptFailed, retryAsked, skipAsked
    case calledOff, heldBack

    /// A new input does not compile here until it has a name, and then not below until it has a specimen.
    init(_ input: StepMachine.Input) {
      self =
        switch input {
        case .predecessorsDone: .predecessorsDone
        case .started: .started
        case .blocked: .blocked
        case .succeeded: .succeeded
        case .adopted: .adopted
        case .attemptFailed: .attemptFailed
        case .retryAsked: .retryAsked
        case .skipAsked: .skipAsked
        case .calledOff: .calledOff
        case .heldBack: .heldBack
        }
    }

    /// Outcomes of both attempts, so that each running specimen meets one of its own and one that comes late.
    var specimens: [StepMachine.Input] {
      let now = Instant.at("03:02")
      let attempts = [Effect.attempt(1).id, Effect.attempt(2).id]
      switch self {
      case .predecessorsDone: return [.predecessorsDone(lastAttempt: 3, at: now)]
      case .started: return [.started(.attempt(1), at: now), .started(.attempt(2), at: now)]
      case .blocked: return [.blocked(.lasting, at: now)]
      case .succeeded: return attempts.map { .succeeded($0, outputs: ["endpoint": "db"], at: now) }
      case .adopted: return attempts.map { .adopted($0, outputs: ["endpoint": "db"], at: now) }
      case .attemptFailed:
        return attempts.flatMap { id in
          [Failure.passing, .lasting].map { .attemptFailed(id, $0, retryAt: .at("03:03"), at: now) }
        }
      case .retryAsked: return [.retryAsked(attempts: 3, at: now)]
      case .calledOff: return attempts.map { .calledOff($0, at: now) }
      case .heldBack: return attempts.map { .heldBack($0, at: now) }
      case .skipAsked: return [.skipAsked(reason: "done by hand", by: "yuki", at: now)]
      }
    }
  }

  private static func react(_ machine: StepMachine, _ input: StepMachine.Input) -> TransitionTable.Reaction {
    let event = machine.decide(input)
    var next = machine
    if let event { next.apply(event, at: .at("03:02")) }
    return .init(
      event: event?.kind.rawValue ?? TransitionTable.noEvent, next: StateName(next.state).rawValue)
  }

  @Test("every state with every input does what the table says")
  func table() throws {
    let table = try TransitionTable(
      source: SourceFile.text("Sources/DarumaCore/Failover/StepMachine.swift"))
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
    #expect(Set(seen) == Set(StepMachine.Event.Kind.allCases))
  }

  @Test("a retry that a person asks for counts on from the attempts before, and is granted so many more")
  func retryAsked() {
    var machine = StepMachine()
    machine.apply(.failed(.lasting, attempt: 4), at: .at("03:00"))
    #expect(
      machine.decide(.retryAsked(attempts: 3, at: .at("03:02")))
        == .ready(attempt: 5, lastAttempt: 7, notBefore: .at("03:02")))
  }

  @Test("when the first attempt began stays known over later ones")
  func startedAt() {
    var machine = StepMachine()
    machine.apply(.started(.attempt(1), lastAttempt: 2), at: .at("03:00"))
    machine.apply(
      .attemptFailed(.passing, attempt: 1, lastAttempt: 2, retryAt: .at("03:01")), at: .at("03:00"))
    machine.apply(.started(.attempt(2), lastAttempt: 2), at: .at("03:01"))
    #expect(machine.startedAt == .at("03:00"))
    #expect(machine.lastEffect == .attempt(2))
  }
}

extension Effect {
  fileprivate static func attempt(_ number: Int) -> Effect {
    Effect(
      id: .init("e1/restore-db/\(number)"), application: "kaigo-subsys", execution: "e1", step: "restore-db",
      attempt: number, purpose: .perform,
      action: .httpCheck(url: "https://app.kaigo.example", expect: 200, consecutive: 1),
      deadline: .at("04:00"))
  }
}

extension Failure {
  fileprivate static let passing = Failure(code: "aws.throttled", message: "slow down", isRetriable: true)
  fileprivate static let lasting = Failure(code: "rds.denied", message: "not allowed", isRetriable: false)
}
