/// The state of one application: the fold of its events.
package struct ApplicationState: Codable, Hashable, Sendable {
  package let name: ApplicationName
  /// The last event's number.
  package private(set) var sequence: Int64 = 0
  /// The latest time at which an event was decided, and not that of the last one: a clock may have been set back. Nil
  /// before the first.
  package private(set) var newestEventAt: Instant?
  /// When its first event was decided; nil before.
  package private(set) var begunAt: Instant?
  /// The application file in force; nil until one is declared.
  package private(set) var catalog: Application?
  package private(set) var catalogDigest: String?
  /// The file that was withdrawn; nil while one is in force.
  private(set) var formerFile: Application?
  package private(set) var projection = Projection()
  package private(set) var readiness = Readiness()
  package private(set) var silences = Silences()
  /// What operators said.
  package private(set) var words = Words()
  /// Of each resource that is carried over to the recovery region.
  package private(set) var exposures = Table<ResourceID, Exposure>()
  package private(set) var exposure = ApplicationExposure()
  /// Which requirements of the application file are not met, by resource.
  package private(set) var compliance = Table<ResourceID, ComplianceReview>()
  /// When a person last said that a journal which was not what it was is to be gone on with.
  package private(set) var journalAcceptedAt: Instant?
  /// The last loss of records that was told.
  package private(set) var recordsLost: RecordsLost?
  /// When that was.
  package private(set) var recordsLostAt: Instant?
  /// Whose credentials the worker has, as it last told; nil where it has not asked.
  package private(set) var caller: Caller?
  /// When they became right after they were not; nil where they always were.
  private(set) var rightCallerSince: Instant?
  /// What is known of the plans' readiness; nil where nobody ever looked.
  private var watchedPlans: [PlanName: PlanReadinessRecord]?
  /// When a person last asked for everything to be listed.
  package private(set) var reconciliationAskedAt: Instant?
  /// Resources that are in no application; only of ``ApplicationName/none``.
  package private(set) var unowned = Table<ARN, UnownedResource>()
  package private(set) var triggers: [TriggerName: TriggerMachine] = [:]
  /// The condition that each trigger's state is about, also of triggers that are in no file any more.
  private var conditions: [TriggerName: Condition] = [:]
  package private(set) var executions: [ExecutionID: Execution] = [:]
  package private(set) var effects = EffectTable()
  package private(set) var placement = PlacementMachine()
  /// What people are to be told of and have not been.
  package private(set) var untold = Untold()
  package private(set) var overrides: [Guard: GuardOverride] = [:]
  /// When a person last said that what held triggers off after earlier executions is over.
  package private(set) var rearmedAt: Instant?
  /// How many executions there have been, ever.
  package private(set) var executionCount = 0
  /// Who paused automatic failover; nil while it is on.
  package private(set) var automationPausedBy: String?
  package private(set) var commands = AppliedCommands()
  /// Nil until a command is rejected of which people are told.
  private(set) var toldRejections: ToldRejections?

  /// Triggers that are in no file any more and of which the state is kept, should they return.
  package static let mostRetiredTriggers = 100
  /// Ended executions that are kept for status and the failover budget. Older ones stay in the journal.
  package static let mostEndedExecutions = 50

  package init(name: ApplicationName) { self.name = name }

  package mutating func apply(_ event: Event) {
    sequence = event.sequence
    begunAt = begunAt ?? event.at
    newestEventAt = max(newestEventAt ?? event.at, event.at)
    switch event.body {
    case .catalog(.declared(let application, let digest)):
      declare(application, digest, at: event.at)
      silences.watch(silenceTests, at: event.at)
    case .catalog(.withdrawn(let person)):
      withdraw(by: person, at: event.at)
      silences.watch(silenceTests, at: event.at)
    case .observed(let signal): projection.absorb(signal, at: event.at)
    case .observation(let observation): apply(observation, at: event.at)
    case .trigger(let name, let change): triggers[name, default: TriggerMachine()].apply(change)
    case .executionStarted(let started): start(started, at: event.at)
    case .execution(let id, let change):
      executions[id]?.apply(change, at: event.at)
      if let order = commands.pending?.command, order.command == .abort { executions[id]?.noteUnwanted(by: order.by) }
      prove(id, change, at: event.at)
      forgetOldExecutions()
      // What only it asked for is heard no longer.
      if runningExecution == nil { silences.watch(silenceTests, at: event.at) }
    case .step(let id, let step, let change):
      settleUnspoken(id, step, change, at: event.at)
      executions[id]?.apply(step, change, at: event.at)
      if case .started(let effect, _) = change { effects.intend(effect) }
      prove(id, step, change, at: event.at)
    case .progress(let id, let progress): apply(progress, of: id, at: event.at)
    case .effect(let id, let change): apply(change, to: id, at: event.at)
    case .placement(let change):
      placement.apply(change, at: event.at)
      if case .arrived = change, let mover = placement.mover { executions[mover]?.noteCutOver(at: event.at) }
    case .notice(let notice): apply(notice)
    case .command(let command): apply(command, at: event.at)
    }
    if catalog?.contacts.isEmpty == false, let telling = telling(of: event.body, at: event.at) { untold.add(telling) }
  }

  private mutating func declare(_ application: Application, _ digest: String, at now: Instant) {
    keepReadiness(of: application, at: now)
    catalog = application
    projection.accept(application)
    formerFile = nil
    catalogDigest = digest
    for trigger in application.triggers {
      // A trigger is known by its name and its condition: what held under another condition holds no more. One that has
      // fired waits for its execution all the same.
      if conditions[trigger.name] != trigger.when, triggers[trigger.name]?.isFiring != true {
        triggers[trigger.name] = TriggerMachine()
      }
      conditions[trigger.name] = trigger.when
      if triggers[trigger.name] == nil { triggers[trigger.name] = TriggerMachine() }
    }
    retireTriggers(keeping: Set(application.triggers.map(\.name)))
    let carriedOver = Set(application.resources.filter { $0.isCarriedOver(in: application) }.map(\.id))
    exposures.keep(where: carriedOver.contains)
    let protected = Set(application.resources.filter(\.isProtected).map(\.id))
    compliance.keep(where: protected.contains)
  }

  private mutating func retireTriggers(keeping known: Set<TriggerName>) {
    let retired = triggers.keys.filter { !known.contains($0) }.sorted()
    for name in retired.dropLast(Self.mostRetiredTriggers) where triggers[name]?.isFiring != true {
      triggers[name] = nil
      conditions[name] = nil
    }
  }

  private mutating func start(_ started: ExecutionStarted, at now: Instant) {
    let application = started.pinned ?? (started.file == catalogDigest ? catalog : nil)
    guard let application, let execution = Execution(started, application, at: now) else { return }
    executionCount += 1
    executions[started.execution] = execution
  }

  private mutating func apply(_ change: EffectMachine.Event, to id: EffectID, at now: Instant) {
    effects.apply(change, to: id, at: now)
    guard let record = effects[id] else { return }
    switch change {
    case .sent:
      guard record.effect.changesOutside, let execution = record.effect.execution else { return }
      executions[execution]?.noteChange()
      if !readiness.isCurrent { executions[execution]?.noteDeaf(since: readiness.deafSince ?? now) }
    case .done, .failed, .lost, .calledOff:
      if record.telling != nil { effects.forget(id) }
    }
  }

  /// Journals of before effects had a life of their own tell their end by the step alone.
  private mutating func settleUnspoken(
    _ id: ExecutionID, _ step: StepID, _ change: StepMachine.Event, at now: Instant
  ) {
    guard let effect = executions[id]?.steps[step]?.running?.effect,
      effects[effect.id]?.machine.hasEnded == false
    else { return }
    let end: EffectMachine.Event
    switch change {
    case .succeeded(let outputs): end = .done(outputs: outputs, byOther: false)
    case .adopted(let outputs): end = .done(outputs: outputs, byOther: true)
    case .attemptFailed(let failure, _, _, _), .failed(let failure, _): end = .failed(failure)
    case .ready, .started, .skipped, .stopped: return
    }
    effects.apply(end, to: effect.id, at: now)
    guard effect.changesOutside else { return }
    executions[id]?.noteChange()
    if case .done = end { placeUnspoken(id, step, at: now) }
  }

  /// They tell of no placement either: it follows from the cut-over steps.
  private mutating func placeUnspoken(_ id: ExecutionID, _ step: StepID, at now: Instant) {
    guard let execution = executions[id], execution.plan.kind == .failover,
      execution.plan.step(step)?.isCutOver == true
    else { return }
    if placement.mover != id { placement.apply(.departed(id), at: now) }
    let isLast = execution.plan.cutOverSteps.allSatisfy {
      $0.id == step || execution.steps[$0.id]?.wasCarriedOut == true
    }
    guard isLast else { return }
    placement.apply(.arrived(.recovery(execution.application.regions.recovery)), at: now)
    executions[id]?.noteCutOver(at: now)
  }

  private mutating func apply(_ progress: ProgressEvent, of id: ExecutionID, at now: Instant) {
    switch progress {
    case .verificationDue(let effect): effects.intend(effect)
    // What exactly it told stands in its text alone.
    case .noticeDue(let effect): effects.intend(effect, telling: .began(id))
    case .noticeSent(let effect), .noticeFailed(let effect, _): effects.forget(effect)
    case .stepVerified(let step), .verificationFailed(let step, _):
      // As ``settleUnspoken``.
      if case .due(let effect)? = executions[id]?.verifications[step], effects[effect.id]?.machine.hasEnded == false {
        effects.apply(.done(outputs: [:], byOther: false), to: effect.id, at: now)
      }
    }
    executions[id]?.apply(progress)
  }

  private mutating func apply(_ notice: NoticeEvent) {
    switch notice {
    case .due(let effect, let telling):
      effects.intend(effect, telling: telling)
      untold.count(telling)
    case .told(let telling):
      untold.remove(telling)
      if case .rejectionsUntold = telling { toldRejections?.forgetUntold() }
    }
  }

  /// What is known stays, and so does what a person or a failover has left behind in a trigger.
  private mutating func withdraw(by person: String, at now: Instant) {
    formerFile = catalog
    if catalog?.contacts.isEmpty == false { untold.add(.withdrawn(by: person, at: now)) }
    catalog = nil
    catalogDigest = nil
    triggers = triggers.filter { !$0.value.isWatching }
    exposures.keep { _ in false }
    exposure = ApplicationExposure()
    compliance.keep { _ in false }
    watchedPlans = nil
  }

  /// What was seen of a plan holds for that plan alone: of one that is another now nothing is known.
  private mutating func keepReadiness(of application: Application, at now: Instant) {
    guard let known = watchedPlans else { return }
    let watched = Set(application.watchedPlans.map(\.name))
    let kept = known.filter { watched.contains($0.key) }.mapValues { record in
      let plan = record.readiness.plan
      guard let catalog, !catalog.meansSame(by: plan, as: application), record.readiness.verdict != .unknown else {
        return record
      }
      var unknown = record
      unknown.readiness = PlanReadiness(
        plan: plan, verdict: .unknown, since: now,
        marks: [
          PlanMark(
            .unseen, step: nil, subject: "the plan", state: "was not looked at since the application file was changed",
            remedy: nil, since: now)
        ])
      return unknown
    }
    watchedPlans = kept.isEmpty ? nil : kept
  }

  /// What an execution of ours restored is proved by it.
  private mutating func prove(_ id: ExecutionID, _ step: StepID, _ event: StepMachine.Event, at now: Instant) {
    switch event {
    case .succeeded, .adopted:
      guard let execution = executions[id], let point = execution.restoredPoint(of: step) else { return }
      projection.prove(point, as: .restored, at: now)
    case .ready, .started, .attemptFailed, .failed, .skipped, .stopped: return
    }
  }

  private mutating func prove(_ id: ExecutionID, _ event: ExecutionMachine.Event, at now: Instant) {
    guard case .succeeded = event, let execution = executions[id] else { return }
    for step in execution.plan.steps where execution.isChecked(step.id) {
      guard let point = execution.restoredPoint(of: step.id), execution.steps[step.id]?.wasCarriedOut == true else {
        continue
      }
      projection.prove(point, as: .validated, at: now)
    }
  }

  private mutating func apply(_ event: ObservationEvent, at now: Instant) {
    switch event {
    case .readinessChanged(let change):
      readiness.apply(.changed(change), at: now)
      silences.follow(readiness)
    case .readinessOverdue(let since): readiness.apply(.overdue(since: since), at: now)
    case .futureForgotten(let instant):
      forgetFuture(after: instant)
      newestEventAt = now
      // What was forgotten may have been true: a listing tells.
      reconciliationAskedAt = now
    case .journalAccepted(let acceptance):
      journalAcceptedAt = acceptance.at
      // What is lost may have told of recovery points.
      reconciliationAskedAt = now
    case .recordsLost(let lost):
      recordsLost = lost
      recordsLostAt = now
      // What they said may stand in a listing.
      reconciliationAskedAt = now
    case .callerChanged(let caller):
      let wasWrong = callerFault != nil
      self.caller = caller
      if wasWrong, callerFault == nil { rightCallerSince = now }
    case .planReadinessChanged(let found):
      var known = watchedPlans ?? [:]
      known[found.plan, default: PlanReadinessRecord(found)].readiness = found
      watchedPlans = known
    case .planReadinessTurned(let turn): watchedPlans?[turn.plan]?.noteTold(isReady: turn.isReady, at: now)
    case .fellSilent(let test, let since): silences.fellSilent(test, at: since)
    case .spokeAgain(let test): silences.spokeAgain(test, at: projection.world.heartbeats[test.source])
    case .wordGiven(let fact, let word): words.give(fact, word)
    case .wordWithdrawn(let fact, let person): words.withdraw(fact, by: person, at: now)
    case .exposureChanged(let exposure): exposures[exposure.resource] = exposure
    case .applicationExposureChanged(let exposure): self.exposure = exposure
    case .complianceChanged(let change):
      compliance[change.resource] = (compliance[change.resource] ?? ComplianceReview()).applying(change)
    case .pastForgotten(let instant): projection.forget(before: instant)
    case .unownedSeen(let resource): unowned[resource.arn] = resource
    case .pointBound(let binding): projection.bind(binding)
    }
  }

  private mutating func apply(_ event: CommandEvent, at now: Instant) {
    switch event {
    case .taken(let signal, let command): commands.take(signal, command)
    case .accepted(let signal, let command): commands.remember(signal, command, at: now)
    case .rejected(let signal, let command, let reason):
      commands.remember(signal, command, at: now)
      guard command.command.isDecisive else { return }
      let known = (command.execution ?? runningExecution?.id).flatMap { executions[$0]?.id }
      tell(of: command.rejection(reason, of: known), at: now) {
        .commandRejected(signal, command, reason: reason, untold: $0)
      }
    case .refused(_, let command, let reason):
      // Whoever it is can make up reasons by writing names: all of them are one.
      tell(of: "stranger", at: now) { .strangerRefused(command, reason: reason, at: now, untold: $0) }
    case .automationPaused(let person): automationPausedBy = person
    case .automationResumed: automationPausedBy = nil
    case .findingCleared(let finding, let person): projection.clear(finding: finding, by: person)
    case .reconciliationAsked: reconciliationAskedAt = now
    case .guardOverridden(let override):
      overrides[override.guardName] = override
      if let running = runningExecution?.id { executions[running]?.note(override) }
    case .rearmed: rearmedAt = now
    }
  }

  /// People are told of a rejection once an hour.
  private mutating func tell(of rejection: String, at now: Instant, _ telling: (UntoldRejections?) -> Telling) {
    guard catalog?.contacts.isEmpty == false else { return }
    var told = toldRejections ?? ToldRejections()
    if case .tell(let before) = told.take(rejection, at: now) { untold.add(telling(before)) }
    toldRejections = told
  }

  /// See ``forgetFuture(after:)``.
  mutating func forgetObserved(after instant: Instant) {
    projection.forgetFuture(after: instant)
    silences.forgetFuture(after: instant)
    words.forgetFuture(after: instant)
    overrides = overrides.filter { $0.value.at <= instant }
    rearmedAt = rearmedAt.map { min($0, instant) }
    toldRejections?.forgetFuture(after: instant)
    rightCallerSince = rightCallerSince.map { min($0, instant) }
    if let known = watchedPlans {
      watchedPlans = known.mapValues { record in
        var record = record
        record.forgetFuture(after: instant)
        return record
      }
    }
    for id in executions.keys { executions[id]?.forgetFuture(after: instant) }
    effects.shorten { effect in
      let step = effect.execution.flatMap { executions[$0] }.flatMap { effect.step.flatMap($0.plan.step) }
      return instant + (effect.purpose == .perform ? step?.timeout ?? NoticeRules.timeout : VerificationRules.timeout)
    }
  }

  mutating func setTrigger(_ name: TriggerName, _ machine: TriggerMachine) { triggers[name] = machine }

  private mutating func forgetOldExecutions() {
    let ended = executions.values.filter(\.machine.hasEnded)
      .sorted { ($0.startedAt, $0.id) < ($1.startedAt, $1.id) }
    for execution in ended.dropLast(Self.mostEndedExecutions) {
      executions[execution.id] = nil
      effects.forget(execution: execution.id)
    }
  }
}

extension ApplicationState {
  /// The execution that has not ended; there is one at the most.
  package var runningExecution: Execution? { executions.values.first { !$0.machine.hasEnded } }

  /// What is intended or sent and has no end yet, in order of id. It is watched to its end, whatever became of the
  /// execution that intended it.
  package var pendingEffects: [Effect] { effects.open.map(\.effect) }

  /// What is known of the readiness of its plans; of those that are not in it nobody has looked.
  package var planReadiness: [PlanName: PlanReadinessRecord] { watchedPlans ?? [:] }

  /// Whether it has an application file that can be taken back now.
  package var mayBeWithdrawn: Bool { catalog != nil && runningExecution == nil }

  /// The application files that say what is to be heard: the one in force, and the one that a running execution pinned,
  /// whose evidence goes on counting whatever a newer file asks for.
  package var listeningFiles: [Application] { [catalog, runningExecution?.application].compactMap(\.self) }

  /// What they ask for.
  package var interests: Interests { listeningFiles.reduce(Interests()) { $0.union($1.interests) } }

  /// The silences that are watched: those of the file in force, and those that the running execution started on, which
  /// a newer file may no longer name.
  var silenceTests: [SilenceTest] {
    ((catalog?.conditions ?? []) + (runningExecution?.pinnedConditions ?? [])).flatMap(\.silenceTests)
  }

  /// When sources will have been silent for too long.
  var silenceDeadlines: [Instant] {
    silenceTests.compactMap { silences.deadline($0, lastHeard: projection.world.heartbeats[$0.source]) }
  }

  package func nextDeadline(after now: Instant) -> Instant? {
    guard let catalog else {
      return projection.protection.horizon.map(ForgettingRules.next).flatMap { $0 > now ? $0 : nil }
    }
    var deadlines = triggers.compactMap { name, machine in
      catalog.trigger(name).flatMap { machine.deadline($0) }
    }
    deadlines += silenceDeadlines
    deadlines += [
      projection.protection.horizon.map(ForgettingRules.next), readiness.overdueAt, toldRejections?.untoldDueAt,
    ].compactMap(\.self)
    deadlines += exposures.values.compactMap(\.changesAt)
    deadlines += compliance.values.compactMap(\.nextAt)
    deadlines += evidenceDeadlines(after: now)
    deadlines += guardDeadlines(catalog) + planReadinessDeadlines
    deadlines += runningExecution?.deadlines ?? []
    deadlines += effects.open.flatMap { [$0.effect.deadline, expiry(of: $0.effect)] }
    return deadlines.filter { $0 > now }.min()
  }
}

extension TriggerMachine {
  /// Whether an execution of it is under way.
  fileprivate var isFiring: Bool {
    switch state {
    case .firing: true
    case .clear, .holding, .suppressed, .coolingDown, .acknowledged: false
    }
  }

  /// Whether people want nothing done until its condition ends.
  var isAcknowledged: Bool {
    if case .acknowledged = state { true } else { false }
  }

  /// Whether it only waits for its condition, and no longer means anything once nobody looks.
  fileprivate var isWatching: Bool {
    switch state {
    case .clear, .holding, .suppressed: true
    case .firing, .coolingDown, .acknowledged: false
    }
  }

  /// When time alone moves it on.
  fileprivate func deadline(_ trigger: Trigger) -> Instant? {
    switch state {
    case .holding(let since): since + trigger.holdFor
    case .coolingDown(let until): until
    case .clear, .suppressed, .firing, .acknowledged: nil
    }
  }
}
