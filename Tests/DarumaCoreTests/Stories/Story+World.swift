import DarumaCore
import Testing

/// What the world says.
extension Story {
  mutating func say(
    _ fact: Fact, at: Instant? = nil, region: Region = "us-east-1", resource: ARN? = nil, id: SignalID? = nil
  ) {
    let id = id ?? nextSignalID()
    give(
      .signal(
        Signal(
          id: id, at: at ?? now, seenAt: now, source: "story", account: "123456789012", region: region,
          resource: resource, fact: fact)))
  }

  mutating func alarm(
    _ state: AlarmChanged.State, _ name: String = "kaigo-prod-region-api", since: Instant? = nil,
    region: Region = "us-east-1"
  ) {
    say(.alarmChanged(AlarmChanged(alarm: name, state: state, since: since ?? now)), region: region)
  }

  mutating func notice(
    _ status: HealthNoticed.Status, _ region: Region = "us-east-1", expected: Span? = .hours(6),
    endedAt: Instant? = nil, scope: HealthNoticed.Scope? = .everyone, category: HealthNoticed.Category? = .issue
  ) {
    say(
      .healthNoticed(
        HealthNoticed(
          notice: "notice-\(region)", service: "EC2", impactedRegion: region, status: status, startedAt: now,
          endedAt: endedAt, code: "AWS_EC2_OPERATIONAL_ISSUE", expectedDuration: expected, scope: scope,
          category: category)), region: region)
  }

  mutating func heartbeat(_ source: SourceName = "synthetics-us-west-2", at: Instant? = nil) {
    say(.sourceSpoke(SourceSpoke(from: source)), at: at, region: "us-west-2")
  }

  /// A snapshot of the database taken at `taken`, and its copy in the recovery region.
  mutating func backUp(takenAt taken: Instant = .at("02:23"), _ name: String = "nightly") {
    let database: ARN = "arn:aws:rds:us-east-1:123456789012:db:kaigo-prod"
    let original = RecoveryPointID("arn:aws:rds:us-east-1:123456789012:snapshot:rds:\(name)")
    say(.recoveryPointTaken(RecoveryPointTaken(recoveryPoint: original, takenAt: taken)), resource: database)
    say(
      .recoveryPointCopied(
        RecoveryPointCopied(recoveryPoint: Self.copy(name), of: original, toRegion: "us-west-2")),
      region: "us-west-2", resource: database)
  }

  static func copy(_ name: String = "nightly") -> RecoveryPointID {
    RecoveryPointID("arn:aws:rds:us-west-2:123456789012:snapshot:\(name)-copy")
  }

  mutating func remove(_ point: RecoveryPointID = Story.copy()) {
    say(
      .recoveryPointRemoved(RecoveryPointRemoved(recoveryPoint: point, reason: .deleted)), region: "us-west-2")
  }

  /// A backup is there, the region fails in an alarm and an announcement, and the hold-down is waited out.
  mutating func lose() {
    backUp()
    alarm(.alarm)
    notice(.open)
    wait(.minutes(5))
  }
}

/// What people order.
extension Story {
  /// - Parameter id: The signal's id where an order is given again; nil for an order of its own.
  mutating func order(
    _ command: CommandGiven.Command, by person: String = "yuki", role: Role? = "management",
    plan: PlanName? = nil, trigger: TriggerName? = nil, step: StepID? = nil, finding: String? = nil,
    guardName: Guard? = nil, servedFrom: Region? = nil, comment: String? = nil, failed: String? = nil,
    digest: String? = nil, fact: WordName? = nil, until: Instant? = nil, before: Instant? = nil,
    execution: ExecutionID? = nil,
    id: SignalID? = nil
  ) {
    say(
      .commandGiven(
        CommandGiven(
          command: command, application: state.name, by: person, role: role, execution: execution, plan: plan,
          trigger: trigger, step: step, finding: finding, guardName: guardName, servedFrom: servedFrom,
          comment: comment, failed: failed, digest: digest, fact: fact, until: until, before: before)), id: id)
  }

  /// An approval of what is asked for now.
  mutating func approve(by person: String = "yuki", role: Role? = "management") {
    order(.approve, by: person, role: role, digest: digest)
  }

  /// The digest of the terms that are asked for.
  var digest: String? { state.runningExecution?.machine.approval?.digest }

  /// The newest execution.
  var execution: Execution? { state.executions.values.max { ($0.startedAt, $0.id) < ($1.startedAt, $1.id) } }
}

/// What comes of effects. Effects are named without their execution: `restore-db/1`.
extension Story {
  mutating func succeed(_ effects: String..., outputs: [String: String] = [:]) {
    for effect in effects { report(effect, .succeeded(outputs: outputs)) }
  }

  mutating func adopt(_ effect: String, outputs: [String: String] = [:]) {
    report(effect, .adopted(outputs: outputs))
  }

  mutating func fail(_ effect: String, _ code: String = "aws.throttled", retriable: Bool = true) {
    report(effect, .failed(Failure(code: code, message: "it went wrong", isRetriable: retriable)))
  }

  /// The newest execution is led to its end: everything that it does succeeds.
  mutating func finish(_ location: SourceLocation = #_sourceLocation) {
    let id = execution?.id
    for _ in 0..<20 where id.flatMap({ state.executions[$0] })?.machine.hasEnded == false { succeedAll() }
    #expect(
      id.flatMap { state.executions[$0] }?.machine.stateName == "succeeded", sourceLocation: location)
  }

  mutating func report(_ effect: String, _ result: Outcome.Result) {
    if case .adopted = result {} else if state.effects[id(of: effect)]?.machine.sentAt == nil { send(effect) }
    give(.outcome(Outcome(effect: id(of: effect), result: result)))
  }

  /// The executor asks, and sends where it may.
  @discardableResult
  mutating func send(_ effect: String) -> Sending.Answer {
    let answer = Sending.answer(to: id(of: effect), state, at: now)
    if answer == .go { give(.sending(id(of: effect))) }
    return answer
  }

  /// The executor asks, and tells at once where it must not send.
  mutating func ask(_ effect: String) {
    if case .refuse(let failure) = send(effect) {
      give(.outcome(Outcome(effect: id(of: effect), result: .failed(failure))))
    }
  }

  private func id(of effect: String) -> EffectID {
    let pending = state.pendingEffects.first { $0.shortID == effect && $0.execution ?? execution?.id == execution?.id }
    return pending?.id ?? EffectID("\(execution?.id.rawValue ?? "")/\(effect)")
  }

  /// Every effect that is pending succeeds; the database leaves an endpoint.
  mutating func succeedAll() {
    for effect in state.pendingEffects.sorted(by: { $0.id < $1.id }) where effect.execution != nil {
      succeed(effect.shortID, outputs: effect.step == "restore-db" ? ["endpoint": "db-new.example"] : [:])
    }
  }
}

extension Effect {
  /// Its id without the execution: `restore-db/1`.
  var shortID: String { String(id.rawValue.dropFirst((execution?.rawValue ?? application.rawValue).count + 1)) }
}
