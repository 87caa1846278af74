/// One immutable fact that changed the state of an application. State is the fold of the events and nothing else.
package struct Event: Hashable, Sendable {
  package var application: ApplicationName
  /// Counts the application's events from 1, without a gap.
  package var sequence: Int64
  /// When it was decided.
  package var at: Instant
  /// The signal that led to it; nil where time did, or Daruma itself.
  package var cause: SignalID?
  package var body: EventBody

  package init(application: ApplicationName, sequence: Int64, at: Instant, cause: SignalID?, body: EventBody) {
    self.application = application
    self.sequence = sequence
    self.at = at
    self.cause = cause
    self.body = body
  }
}

/// What an event says, by family.
package enum EventBody: Hashable, Sendable {
  case catalog(CatalogEvent)
  /// A signal that changed the projection.
  case observed(Signal)
  case observation(ObservationEvent)
  case trigger(TriggerName, TriggerMachine.Event)
  case executionStarted(ExecutionStarted)
  case execution(ExecutionID, ExecutionMachine.Event)
  case step(ExecutionID, StepID, StepMachine.Event)
  case progress(ExecutionID, ProgressEvent)
  case effect(EffectID, EffectMachine.Event)
  case placement(PlacementMachine.Event)
  case notice(NoticeEvent)
  case command(CommandEvent)
}

/// The catalog in force is itself journaled: the journal suffices.
package enum CatalogEvent: Hashable, Sendable {
  case declared(Application, digest: String)
  /// Its file is gone, or a person took it back: nothing is watched any more, and what is known stays.
  case withdrawn(by: String)
}

/// What time alone, or Daruma's own listening, changes in the picture of the world.
package enum ObservationEvent: Hashable, Sendable {
  /// What the worker has heard of the sources; see ``Readiness``.
  case readinessChanged(Readiness.Change)
  /// It takes longer than ``Readiness/patience`` to hear what there is.
  case readinessOverdue(since: Instant)
  /// What named a time after then, at which it can't have happened, is forgotten or begins anew.
  case futureForgotten(after: Instant)
  /// A person went on with a journal that was behind its head, broken or gone.
  case journalAccepted(JournalAcceptance)
  /// What was in a topic and can't be read any more.
  case recordsLost(RecordsLost)
  /// Whose credentials the worker has is not what it was.
  case callerChanged(Caller)
  /// A look at a plan found something else than what was known.
  case planReadinessChanged(PlanReadiness)
  /// A plan is no longer ready, or is again, and people are told.
  case planReadinessTurned(PlanTurn)
  case fellSilent(SilenceTest, since: Instant)
  case spokeAgain(SilenceTest)
  /// An operator says that something is so.
  case wordGiven(WordName, Word)
  /// An operator takes a word back.
  case wordWithdrawn(WordName, by: String)
  case exposureChanged(Exposure)
  case applicationExposureChanged(ApplicationExposure)
  case complianceChanged(ComplianceChange)
  /// What was last heard of before then is forgotten: points that are long gone, and such as belong to nothing.
  case pastForgotten(before: Instant)
  /// A resource was seen that is in no application; only of ``ApplicationName/none``.
  case unownedSeen(UnownedResource)
  /// What was known of a point before its resource was.
  case pointBound(PointBinding)
}

/// Why and with what an execution began.
package struct ExecutionStarted: Codable, Hashable, Sendable {
  package var execution: ExecutionID
  /// The digest of the application file in force then, which was declared before: an execution keeps what it started
  /// with.
  package var file: String
  /// The application itself, in journals that carried it in each start; nil otherwise.
  package var pinned: Application?
  package var plan: PlanName
  /// Nil where an operator started it.
  package var trigger: TriggerName?
  package var by: String
  package var onset: Instant
  package var evidence: [EvidenceItem]
  package var fates: [ResourceFate]
  /// Nil where no data comes over.
  package var loss: Loss?
  /// Nil: nobody is asked.
  package var approval: ApprovalPolicy?
  /// The command that started it; nil where a trigger did.
  package var command: SignalID?
  /// Recovery points must be of before then; nil where the newest are wanted.
  package var before: Instant?

  package init(
    execution: ExecutionID, file: String, pinned: Application? = nil, plan: PlanName, trigger: TriggerName?, by: String,
    onset: Instant, evidence: [EvidenceItem], fates: [ResourceFate], loss: Loss?, approval: ApprovalPolicy?,
    command: SignalID? = nil, before: Instant? = nil
  ) {
    self.execution = execution
    self.file = file
    self.pinned = pinned
    self.plan = plan
    self.trigger = trigger
    self.by = by
    self.onset = onset
    self.evidence = evidence
    self.fates = fates
    self.loss = loss
    self.approval = approval
    self.command = command
    self.before = before
  }
}

/// What happens in an execution beside its own state and its steps'.
package enum ProgressEvent: Hashable, Sendable {
  /// People are to be told; only in old journals, as are the next two: see ``NoticeEvent`` and ``EffectMachine``.
  case noticeDue(Effect)
  case noticeSent(EffectID)
  case noticeFailed(EffectID, Failure)
  case verificationDue(Effect)
  case stepVerified(StepID)
  case verificationFailed(StepID, Failure)
}

/// Who is told, and what.
package enum NoticeEvent: Hashable, Sendable {
  /// A message to one of those who are told of `telling`.
  case due(Effect, Telling)
  /// Everyone who is to be told of it has a message on the way.
  case told(Telling)
}

/// What became of an operator's command. Each is applied once, by its signal's id.
package enum CommandEvent: Hashable, Sendable {
  /// It is admitted, and is carried out next.
  case taken(SignalID, CommandGiven)
  /// It was carried out.
  case accepted(SignalID, CommandGiven)
  case rejected(SignalID, CommandGiven, reason: String)
  /// No operator of the application file signed it. Its id is not remembered: whoever may write to the topic could burn the
  /// ids of others with it, and push out those of commands that were carried out.
  case refused(SignalID, CommandGiven, reason: String)
  case automationPaused(by: String)
  case automationResumed(by: String)
  /// A suspected compromise was looked into.
  case findingCleared(String, by: String)
  /// Everything is to be listed at once.
  case reconciliationAsked(by: String)
  case guardOverridden(GuardOverride)
  /// What held triggers off after earlier executions is over.
  case rearmed(by: String)
}
