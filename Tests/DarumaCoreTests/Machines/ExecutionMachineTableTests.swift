import Testing

@testable import DarumaCore

@Suite("Execution: the table is what it does")
struct ExecutionMachineTableTests {
  private enum StateName: String, CaseIterable {
    case pending, awaitingApproval, running, pausedByOperator, pausedByFailedStep, verifying, stopping, succeeded
    case failed, aborted

    /// A new state does not compile here until it has a name, and then not below until it has a specimen.
    init(_ state: ExecutionMachine.State) {
      self =
        switch state {
        case .pending: .pending
        case .awaitingApproval: .awaitingApproval
        case .running: .running
        case .pausedByOperator: .pausedByOperator
        case .pausedByFailedStep: .pausedByFailedStep
        case .verifying: .verifying
        case .stopping: .stopping
        case .succeeded: .succeeded
        case .failed: .failed
        case .aborted: .aborted
        }
    }

    /// The events that lead there.
    var paths: [[ExecutionMachine.Event]] {
      switch self {
      case .pending: [[]]
      case .awaitingApproval:
        [[.approvalRequested(.first)], [.approvalRequested(.first), .approved(.yuki)]]
      case .running: [[.began(by: "policy")], [.paused(by: "yuki"), .resumed(by: "yuki")]]
      case .pausedByOperator: [[.began(by: "policy"), .paused(by: "yuki")]]
      case .pausedByFailedStep: [[.began(by: "policy"), .stepPaused("dns", .blocked)]]
      case .verifying: [[.began(by: "policy"), .verificationBegan]]
      case .stopping: [[.began(by: "policy"), .stopping(reason: "enough", by: "yuki")]]
      case .succeeded: [[.verificationBegan, .succeeded]]
      case .failed: [[.verificationBegan, .failed(.blocked)]]
      case .aborted: [[.aborted(reason: "denied", by: "yuki")], [.denied(reason: "it is back", by: "yuki")]]
      }
    }

    var specimens: [ExecutionMachine] {
      paths.map { path in
        var machine = ExecutionMachine()
        for event in path { machine.apply(event, at: .at("03:00")) }
        return machine
      }
    }
  }

  private enum InputName: String, CaseIterable {
    case approvalNeeded, approvalNotNeeded, approved, approvalComplete, denied, approvalExpired, pauseAsked
    case resumeAsked, stopAsked, stepFailed, stepsDone, verified, verificationFailed, effectsEnded

    /// A new input does not compile here until it has a name, and then not below until it has a specimen.
    init(_ input: ExecutionMachine.Input) {
      self =
        switch input {
        case .approvalNeeded: .approvalNeeded
        case .approvalNotNeeded: .approvalNotNeeded
        case .approved: .approved
        case .approvalComplete: .approvalComplete
        case .denied: .denied
        case .approvalExpired: .approvalExpired
        case .pauseAsked: .pauseAsked
        case .resumeAsked: .resumeAsked
        case .stopAsked: .stopAsked
        case .effectsEnded: .effectsEnded
        case .stepFailed: .stepFailed
        case .stepsDone: .stepsDone
        case .verified: .verified
        case .verificationFailed: .verificationFailed
        }
    }

    var specimens: [ExecutionMachine.Input] {
      switch self {
      case .approvalNeeded: [.approvalNeeded(.first)]
      case .approvalNotNeeded: [.approvalNotNeeded]
      case .approved: [.approved(.yuki)]
      case .approvalComplete: [.approvalComplete]
      case .denied: [.denied(by: "yuki", reason: "the primary is back")]
      case .approvalExpired: ApprovalPolicy.OnTimeout.allCases.map { .approvalExpired($0) }
      case .pauseAsked: [.pauseAsked(by: "yuki")]
      case .resumeAsked: [.resumeAsked(by: "yuki")]
      case .stopAsked: [.stopAsked(by: "yuki", reason: "enough")]
      case .effectsEnded: [.effectsEnded]
      case .stepFailed: Step.OnFailure.allCases.map { .stepFailed("dns", .blocked, $0) }
      case .stepsDone: [.stepsDone]
      case .verified: [.verified]
      case .verificationFailed: [.verificationFailed(.blocked)]
      }
    }
  }

  private static func react(_ machine: ExecutionMachine, _ input: ExecutionMachine.Input)
    -> TransitionTable.Reaction
  {
    let event = machine.decide(input)
    var next = machine
    if let event { next.apply(event, at: .at("03:01")) }
    return .init(
      event: event?.kind.rawValue ?? TransitionTable.noEvent, next: StateName(next.state).rawValue)
  }

  @Test("every state with every input does what the table says")
  func table() throws {
    let table = try TransitionTable(
      source: SourceFile.text("Sources/DarumaCore/Failover/ExecutionMachine.swift"))
    let check = TableCheck(
      states: StateName.allCases.map { ($0.rawValue, $0.specimens) },
      inputs: InputName.allCases.map { ($0.rawValue, $0.specimens) }, react: Self.react)
    #expect(check.differences(from: table, .onlyWhatHappens) == [])
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
    #expect(Set(seen) == Set(ExecutionMachine.Event.Kind.allCases))
  }

  @Test("a state is named in messages as in the table")
  func stateNames() {
    for name in StateName.allCases {
      #expect(name.specimens.allSatisfy { $0.stateName == name.rawValue })
    }
  }

  @Test("only the end states have an end")
  func ends() {
    let ended = StateName.allCases.filter { $0.specimens.allSatisfy(\.hasEnded) }
    #expect(ended == [.succeeded, .failed, .aborted])
    #expect(ended.flatMap(\.specimens).allSatisfy { $0.endedAt == .at("03:00") })
  }

  @Test("a new request forgets who approved the one before")
  func requestedAnew() {
    var machine = ExecutionMachine()
    machine.apply(.approvalRequested(.first), at: .at("03:00"))
    machine.apply(.approved(.yuki), at: .at("03:01"))
    #expect(machine.approval?.isComplete == true)
    machine.apply(.approvalRequested(.first), at: .at("03:02"))
    #expect(machine.approval?.approvers == [])
  }
}

extension Approval {
  fileprivate static let first = Approval(
    terms: ApprovalTerms(
      application: "kaigo-subsys", execution: "e1", plan: "p", file: "d0", evidence: [], fates: [],
      onset: .at("02:55"), asOf: .at("03:00"), loss: nil,
      policy: ApprovalPolicy(required: 1, from: ["management"])),
    digest: "d1", policy: ApprovalPolicy(required: 1, from: ["management"]), requestedAt: .at("03:00"),
    expiresAt: .at("03:30"), round: 1)
}

extension Approver {
  fileprivate static let yuki = Approver(name: "yuki", role: "management", digest: "d1", at: .at("03:01"))
}

extension Failure {
  fileprivate static let blocked = Failure(code: "guard.evidence-gone", message: "it is back", isRetriable: false)
}
