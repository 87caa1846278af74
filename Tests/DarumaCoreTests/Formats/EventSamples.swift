import TestSupport

@testable import DarumaCore

/// An event of every type that there is.
enum EventSamples {
  static var all: [EventBody] {
    var all: [EventBody] = Fact.Kind.allCases.map { .observed(.sample(FactSamples.full($0))) }
    all += TriggerMachine.Event.Kind.allCases.map { .trigger("region-outage", trigger($0)) }
    all += ExecutionMachine.Event.Kind.allCases.map { .execution("e1", execution($0)) }
    all += StepMachine.Event.Kind.allCases.map { .step("e1", "restore-db", step($0)) }
    all += EffectMachine.Event.Kind.allCases.map { .effect("e1/restore-db/1", self.effect($0)) }
    all += PlacementMachine.Event.Kind.allCases.map { .placement(placement($0)) }
    all += tellings.flatMap { [.notice(.due(effect, $0)), .notice(.told($0))] }
    all += observations + progress + commands
    return all + [
      .catalog(.declared(.kaigo, digest: "d0")), .catalog(.withdrawn(by: "applications folder")),
      .executionStarted(started),
    ]
  }

  /// What two signals that name no resource say of a point.
  static var binding: PointBinding {
    var projection = Projection()
    var taken = Signal.sample(FactSamples.full(.recoveryPointTaken))
    taken.resource = nil
    projection.absorb(taken)
    let id = taken.recoveryPoints[0]
    var archived = Signal.sample(.resourceChanged(ResourceChanged(change: .archived)))
    archived.resource = ARN(id.rawValue)
    projection.absorb(archived)
    return PointBinding(
      point: projection.protection.points[id] ?? RecoveryPoint(id: id),
      changes: (projection.world.changes[ARN(id.rawValue)] ?? [:]).values.sorted())
  }

  private static func trigger(_ kind: TriggerMachine.Event.Kind) -> TriggerMachine.Event {
    switch kind {
    case .held: .held(since: .at("03:00"))
    case .released: .released
    case .suppressed: .suppressed(by: block)
    case .fired: .fired("e1")
    case .cooled: .cooled(until: .at("09:00"))
    case .cleared: .cleared
    case .acknowledged: .acknowledged(by: "yuki")
    }
  }

  private static func execution(_ kind: ExecutionMachine.Event.Kind) -> ExecutionMachine.Event {
    switch kind {
    case .approvalRequested: .approvalRequested(approval)
    case .approved: .approved(Approver(name: "yuki", role: "management", digest: "d1", at: .at("03:07")))
    case .began: .began(by: "approval")
    case .paused: .paused(by: "yuki")
    case .stepPaused: .stepPaused("dns", failure)
    case .resumed: .resumed(by: "yuki")
    case .verificationBegan: .verificationBegan
    case .succeeded: .succeeded
    case .failed: .failed(failure)
    case .denied: .denied(reason: "it is back", by: "yuki")
    case .stopping: .stopping(reason: "enough", by: "yuki")
    case .aborted: .aborted(reason: "denied: it is back", by: "yuki")
    }
  }

  private static func effect(_ kind: EffectMachine.Event.Kind) -> EffectMachine.Event {
    switch kind {
    case .sent: .sent
    case .done: .done(outputs: ["endpoint": "db.example"], byOther: true)
    case .failed: .failed(failure)
    case .lost: .lost(failure)
    case .calledOff: .calledOff(reason: "the execution is ended")
    }
  }

  private static func placement(_ kind: PlacementMachine.Event.Kind) -> PlacementMachine.Event {
    switch kind {
    case .departed: .departed("e1")
    case .arrived: .arrived(.recovery("us-west-2"))
    case .stayed: .stayed(.primary)
    case .lost: .lost(reason: "dns was sent, and nobody saw how it ended")
    case .told: .told(.primary, by: "yuki")
    }
  }

  private static var tellings: [Telling] {
    var tellings: [Telling] = [
      .approvalRequested("e1", round: 2), .began("e1"), .usersMoved("e1"),
      .stepPaused("e1", "dns", attempt: 3, failure), .ended("e1"), .suppressed("region-outage", block),
      .placementUnknown(reason: "nobody saw it", since: .at("03:10")),
      .placementTold(.recovery("us-west-2"), by: "yuki", at: .at("03:11")),
      .effectUnknown("e1/dns/1", failure), .paused(by: "yuki", at: .at("03:00")), .overridden(override),
      .cannotHear(since: .at("03:00"), words: "deaf"), .journalAccepted(acceptance),
      .recordsLost(lost, at: .at("03:00")), .callerChanged(caller, at: .at("03:00")),
      .planTurned(turned, at: .at("03:00")),
    ]
    if case .commandGiven(let command) = FactSamples.full(.commandGiven) {
      let before = UntoldRejections(count: 9_999, since: .at("02:00"))
      tellings += [
        .commandRejected("s-1", command, reason: "no plan is named"),
        .commandRejected("s-2", command, reason: "no plan is named", untold: before),
        .strangerRefused(command, reason: "it is not signed", at: .at("03:00")),
        .strangerRefused(command, reason: "it is not signed", at: .at("03:00"), untold: before),
        .rejectionsUntold(before, at: .at("04:00")),
      ]
    }
    return tellings
  }

  private static let turned = PlanTurn(plan: "region-failover", isReady: false, since: .at("02:55"))

  private static let readiness = PlanReadiness(
    plan: "region-failover", verdict: .notReady, since: .at("02:55"),
    marks: [
      PlanMark(
        .unmet, step: "restore-db", subject: "subnet group kaigo-dr-db", state: "does not exist in us-west-2",
        code: "rds.DBSubnetGroupNotFound", remedy: "create it there", since: .at("02:55"))
    ], further: 2)

  private static let caller = Caller(account: "123456789012", arn: "arn:aws:sts::123456789012:assumed-role/daruma/i-1")

  private static var override: GuardOverride {
    GuardOverride(.lossTooGreat, by: "yuki", comment: "better than nothing", risk: "more is lost", at: .at("03:20"))
  }

  private static func step(_ kind: StepMachine.Event.Kind) -> StepMachine.Event {
    switch kind {
    case .ready: .ready(attempt: 1, lastAttempt: 4, notBefore: .at("03:08"))
    case .started: .started(effect, lastAttempt: 4)
    case .succeeded: .succeeded(outputs: ["endpoint": "db.example"])
    case .adopted: .adopted(outputs: [:])
    case .attemptFailed: .attemptFailed(failure, attempt: 1, lastAttempt: 4, retryAt: .at("03:09"))
    case .failed: .failed(failure, attempt: 4)
    case .skipped: .skipped(reason: "done by hand", by: "yuki")
    case .stopped: .stopped
    }
  }

  private static var observations: [EventBody] {
    let test = SilenceTest(source: "synthetics-us-west-2", duration: .minutes(3))
    let exposure = Exposure(
      resource: "db",
      levels: [.init(usability: .taken, status: .fresh, point: "arn:p2", takenAt: .at("02:23"))],
      changesAt: .at("03:23"))
    let whole = ApplicationExposure(levels: [.init(usability: .taken, status: .late, resource: "db")])
    let unowned = UnownedResource(
      arn: "arn:aws:rds:us-east-1:1:db:other", account: "1", seenAt: .at("03:00"), source: "aws.rds")
    return [
      .observation(.readinessChanged(.deaf(.sourceOutOfReach))), .observation(.readinessOverdue(since: .at("03:00"))),
      .observation(.futureForgotten(after: .at("03:02"))), .observation(.journalAccepted(acceptance)),
      .observation(.recordsLost(lost)), .observation(.callerChanged(caller)),
      .observation(.planReadinessChanged(readiness)), .observation(.planReadinessTurned(turned)),
      .observation(.fellSilent(test, since: .at("03:03"))), .observation(.spokeAgain(test)),
      .observation(
        .wordGiven("provider-expects-4h", Word(by: "yuki", at: .at("03:00"), expiresAt: .at("07:00"), comment: "c"))),
      .observation(.wordWithdrawn("provider-expects-4h", by: "yuki")),
      .observation(.exposureChanged(exposure)), .observation(.applicationExposureChanged(whole)),
      .observation(.pointBound(binding)),
      .observation(.unownedSeen(unowned)), .observation(.pastForgotten(before: .at("03:00"))),
      .observation(
        .complianceChanged(
          ComplianceChange(resource: "db", began: [BreachSamples.one], ended: [], nextAt: .at("04:00")))),
    ]
  }

  private static var lost: RecordsLost {
    RecordsLost(topic: "daruma.alarm", partition: 1, position: 40, resumesAt: 7, reason: .madeAnew)
  }

  private static var acceptance: JournalAcceptance {
    JournalAcceptance(
      by: "yuki", comment: "the disk was lost", at: .at("03:02"), reason: "3 commits are gone", usersMayHaveMoved: true)
  }

  private static var progress: [EventBody] {
    [
      .progress("e1", .noticeDue(effect)), .progress("e1", .noticeSent(effect.id)),
      .progress("e1", .noticeFailed(effect.id, failure)), .progress("e1", .verificationDue(effect)),
      .progress("e1", .stepVerified("dns")), .progress("e1", .verificationFailed("dns", failure)),
    ]
  }

  private static var commands: [EventBody] {
    guard case .commandGiven(let command) = FactSamples.full(.commandGiven) else { return [] }
    return [
      .command(.taken("s-1", command)), .command(.guardOverridden(override)), .command(.rearmed(by: "yuki")),
      .command(.accepted("s-1", command)), .command(.rejected("s-1", command, reason: "no plan is named")),
      .command(.refused("s-1", command, reason: "it is not signed")),
      .command(.automationPaused(by: "yuki")), .command(.automationResumed(by: "yuki")),
      .command(.findingCleared("f-1", by: "yuki")), .command(.reconciliationAsked(by: "yuki")),
    ]
  }

  static var block: Block {
    Block(.budgetSpent, reason: "2 failovers started", remedy: "fail over by hand", at: .at("03:05"))
  }

  static var failure: Failure { Failure(code: "step.timed-out", message: "no result after 2h", isRetriable: true) }

  static var effect: Effect {
    Effect(
      id: "e1/restore-db/1", application: "kaigo-subsys", execution: "e1", step: "restore-db", attempt: 1,
      purpose: .perform,
      action: .rdsRestore(from: "arn:p2", identifier: "kaigo-1", earlierIdentifiers: ["kaigo-0"]),
      deadline: .at("05:08"))
  }

  static var choice: Choice {
    Choice(resource: "db", point: "arn:p2", usability: .copied, takenAt: .at("02:23"), loss: .minutes(37))
  }

  static var evidence: EvidenceItem {
    EvidenceItem(
      kind: .alarm, statement: "alarm kaigo-prod-region-* is ALARM", truth: .holds, since: .at("03:00"),
      weight: .primary, negated: false, witnesses: ["kaigo-prod-region-api"])
  }

  static var approval: Approval {
    Approval(
      terms: ApprovalTerms(
        application: "kaigo-subsys", execution: "e1", plan: "region-failover", file: "d0", evidence: [evidence],
        fates: fates, onset: .at("03:00"), asOf: .at("03:05"), loss: loss,
        policy: ApprovalPolicy(required: 1, from: ["management"]), deafSince: .at("03:01")),
      digest: "d1", policy: ApprovalPolicy(required: 1, from: ["management"]), requestedAt: .at("03:05"),
      expiresAt: .at("03:35"), round: 1)
  }

  static var started: ExecutionStarted {
    ExecutionStarted(
      execution: "e1", file: "d0", plan: "region-failover", trigger: "region-outage",
      by: "trigger region-outage", onset: .at("03:00"), evidence: [evidence], fates: fates, loss: loss,
      approval: ApprovalPolicy(required: 1, from: ["management"]), command: "s-1")
  }

  private static var fates: [ResourceFate] {
    [
      ResourceFate("db", .restored(choice)), ResourceFate("backups", .replicated(syncedTo: .at("02:50"))),
      ResourceFate("api", .stays), ResourceFate("files", .leftBehind(newest: .at("02:00"))),
      ResourceFate("volume", .leftBehind(newest: nil)),
      ResourceFate("table", .notRestored(choice, reason: "step restore failed (x)")),
    ]
  }

  private static var loss: Loss? { Loss.of(fates, onset: .at("03:00"), within: .hours(3), at: .at("03:05")) }
}
