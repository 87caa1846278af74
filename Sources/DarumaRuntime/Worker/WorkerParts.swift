package import DarumaAWS
package import DarumaCore
package import DarumaJournal

/// The worker's connections to the outside, all of them injected.
package struct WorkerParts: Sendable {
  package var clock: any WorkerClock
  package var cloud: any Cloud
  /// Nil: nothing is listed, and what is known comes of events alone.
  package var lister: (any Lister)?
  /// Nil: nobody looks whether plans would succeed.
  package var plans: (any PlanLooker)?
  /// Nil: nobody asks whose credentials these are (a cloud that needs none).
  package var callers: (any CallerSource)?
  package var deadLetters: any DeadLetterSink
  package var observer: any WorkerObserver
  /// Keeps the journal's head outside it; nil: nowhere (a run that acts on nothing).
  package var heads: HeadKeeping?
  /// Says to others on the same inputs that this worker works; nil: nobody else can (a file is read).
  package var claim: (any WorkerClaim)?
  /// Opens the source at the positions that the journal holds. It calls the second argument whenever it doubts that it
  /// can hear (all brokers seem to be out of reach); it is then asked at once.
  package var openSource: @Sendable (InputPositions, @escaping @Sendable () -> Void) throws -> any InputSource

  package init(
    clock: any WorkerClock, cloud: any Cloud, lister: (any Lister)? = nil,
    plans: (any PlanLooker)? = nil, callers: (any CallerSource)? = nil, deadLetters: any DeadLetterSink,
    observer: any WorkerObserver, heads: HeadKeeping? = nil, claim: (any WorkerClaim)? = nil,
    openSource: @escaping @Sendable (InputPositions, @escaping @Sendable () -> Void) throws -> any InputSource
  ) {
    self.clock = clock
    self.cloud = cloud
    self.lister = lister
    self.plans = plans
    self.callers = callers
    self.deadLetters = deadLetters
    self.observer = observer
    self.heads = heads
    self.claim = claim
    self.openSource = openSource
  }
}

/// How one worker works.
package struct WorkerSettings: Sendable {
  /// Names it in claims and commits.
  package var name: String
  package var catalog: DeclaredCatalog
  package var pace: EffectPace
  package var reconcile: ReconcileSettings
  package var planWatch: PlanWatchSettings
  package var hearing: HearingSettings
  /// Whether effects are carried out. Without it the worker only decides; what is intended stays pending.
  package var acts: Bool
  /// Whether it stops when the source ends.
  package var exitsAtEnd: Bool
  /// How long the journal may take to say whether the partition is still ours, right before an action.
  package var ownershipAnswer: Duration
  /// How often one input is decided anew after a commit was lost.
  package var claimAttempts: Int

  package init(
    name: String, catalog: DeclaredCatalog = DeclaredCatalog(), pace: EffectPace = EffectPace(),
    reconcile: ReconcileSettings = ReconcileSettings(), planWatch: PlanWatchSettings = PlanWatchSettings(),
    hearing: HearingSettings = HearingSettings(), acts: Bool = true,
    exitsAtEnd: Bool = false, ownershipAnswer: Duration = .seconds(10), claimAttempts: Int = 3
  ) {
    self.name = name
    self.catalog = catalog
    self.pace = pace
    self.reconcile = reconcile
    self.planWatch = planWatch
    self.hearing = hearing
    self.acts = acts
    self.exitsAtEnd = exitsAtEnd
    self.ownershipAnswer = ownershipAnswer
    self.claimAttempts = claimAttempts
  }
}

extension WorkerSettings {
  /// With files beside which others may stay in force.
  package init(
    name: String, applications: [DeclaredApplication], pace: EffectPace = EffectPace(),
    reconcile: ReconcileSettings = ReconcileSettings(), planWatch: PlanWatchSettings = PlanWatchSettings(),
    hearing: HearingSettings = HearingSettings(),
    acts: Bool = true, exitsAtEnd: Bool = false
  ) {
    self.init(
      name: name, catalog: DeclaredCatalog(applications), pace: pace, reconcile: reconcile, planWatch: planWatch,
      hearing: hearing,
      acts: acts,
      exitsAtEnd: exitsAtEnd)
  }
}

/// Sees what a worker does: for logs, reports, the terminal. It can change nothing, and must not block.
package protocol WorkerObserver: Sendable {
  func claimed(number: Int64, positions: InputPositions)
  /// After the dead letters are durable, before the commit.
  func decided(_ decision: Decision)
  /// The head of the journal's chain after the newest commit: before ``claimed(number:positions:)``, and before
  /// ``committed(_:state:)``. An effect is sent only after the head that covers it.
  func chained(number: Int64, head: RecordHash)
  /// After the commit was read back as valid.
  func committed(_ commit: Commit, state: State)
  func noted(_ note: EffectNote)
  func claimsAnew(_ reason: JournalError)
  func snapshotFailed(_ reason: JournalError)
  /// It could not be found out whether everything is heard; it is asked again.
  func unheard(_ fault: any Error)
  /// It is at work: given every few seconds, and whenever what it has heard changes.
  func beat(_ pulse: Pulse)
}

extension WorkerObserver {
  package func unheard(_ fault: any Error) {}
  package func beat(_ pulse: Pulse) {}
  package func chained(number: Int64, head: RecordHash) {}
}
