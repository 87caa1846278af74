import AsyncAlgorithms
package import DarumaCore
package import DarumaJournal

/// The worker of one partition: takes inputs in, decides, commits, and lets the executor act on what came back.
///
/// One loop, one input at a time. Nothing is decided while something else is awaited: load, decide, commit, and only
/// then act on what was read back as valid.
package actor Worker {
  private let parts: WorkerParts
  private let settings: WorkerSettings
  private let decider = Decider()
  private let ledger: Ledger<State>
  private var snapshots: SnapshotTaking
  /// A rendezvous: whoever sends waits until the worker takes it, so nothing piles up.
  private let inputs = AsyncChannel<WorkerInput>()
  private let timer: DeadlineTimer
  private var executor: Executor?
  private var reconciler: Reconciler?
  private var deadlines = DeadlineTable()
  private var source: (any InputSource)?
  private var isListening = false
  /// What was declared last.
  private var catalog = DeclaredCatalog()
  /// When every deadline was last looked at.
  private var lastTick: Instant

  /// `rebuild`: the state as the journal gives it. The journal's lock is held by the caller.
  package init(
    parts: WorkerParts, settings: WorkerSettings, rebuild: Rebuild<State>, log: any CommitLog,
    snapshotStore: any SnapshotStore
  ) {
    self.parts = parts
    self.settings = settings
    lastTick = parts.clock.now
    ledger = Ledger(rebuild.fold, log: log, worker: settings.name)
    snapshots = SnapshotTaking(into: snapshotStore, newest: rebuild.snapshot ?? 0)
    let inputs = inputs
    timer = DeadlineTimer(clock: parts.clock) { await inputs.send(.timePassed) }
  }

  /// Claims the partition and works until the source ends, the task is cancelled, or ownership is lost.
  ///
  /// - Throws: ``JournalError`` where the journal can't be written or another worker took over; what ends the source;
  ///   what the dead letters' sink throws.
  /// - Returns: The state as it is then.
  @discardableResult
  package func run() async throws -> State {
    let ownership = try await ledger.claim(at: parts.clock.now)
    parts.observer.claimed(number: ledger.number, positions: ledger.positions)
    makeExecutor(ownership)
    let result: Result<Void, any Error>
    do {
      try await open()
      try await work()
      result = .success(())
    } catch {
      result = .failure(error)
    }
    await close()
    try result.get()
    return ledger.state
  }

  /// Puts these application files in force; see ``Machine/Input/declared(_:digest:)``.
  package func declare(_ applications: [DeclaredApplication]) async {
    await declare(DeclaredCatalog(applications))
  }

  /// The same, and withdraws what is not among them, where it says so: at once, or when its execution has ended.
  package func declare(_ catalog: DeclaredCatalog) async {
    await inputs.send(.declared(catalog))
  }

  private func makeExecutor(_ ownership: Ownership) {
    guard settings.acts else { return }
    let deadline = settings.ownershipAnswer
    let inputs = inputs
    executor = Executor(
      cloud: parts.cloud, clock: parts.clock, pace: settings.pace,
      mayAct: { try await ownership.confirm(until: ContinuousClock.now + deadline, on: ContinuousClock()) },
      deliver: { await inputs.send(.outcome($0)) },
      note: { [observer = parts.observer] in observer.noted($0) })
  }

  /// Puts the catalog in force, says that nothing is heard yet, goes on with what an earlier process began, and opens
  /// the source.
  private func open() async throws {
    try await take(.declared(settings.catalog))
    try await take(.listeningPaused)
    await executor?.reconcile(ledger.state.pendingEffects, resumed: true)
    source = try parts.openSource(ledger.positions) { [inputs] in
      // Called on the source's own thread, which must not wait for the worker.
      Task { await inputs.send(.listeningPaused) }
    }
  }

  private func work() async throws {
    try await withThrowingTaskGroup(of: Void.self) { group in
      if let reconciler = makeReconciler() { group.addTask { await reconciler.run() } }
      group.addTask { [source, inputs] in try await Self.pump(source, into: inputs) }
      do {
        for await input in inputs {
          if case .endOfInput(let failure) = input {
            if let failure { throw failure }
            if settings.exitsAtEnd { break }
            continue
          }
          try await take(input)
        }
        try Task.checkCancellation()
      } catch {
        group.cancelAll()
        inputs.finish()
        throw error
      }
      group.cancelAll()
      inputs.finish()
    }
  }

  /// The state as it is committed.
  private var state: State { ledger.state }

  private func makeReconciler() -> Reconciler? {
    guard settings.acts, let lister = parts.lister else { return nil }
    let inputs = inputs
    reconciler = Reconciler(
      lister: lister, clock: parts.clock, settings: settings.reconcile,
      state: { [weak self] in await self?.state ?? State() },
      deliver: { await inputs.send(.listed($0, $1)) })
    return reconciler
  }

  /// Moves batches from the source to the worker, one at a time.
  private static func pump(_ source: (any InputSource)?, into inputs: AsyncChannel<WorkerInput>) async throws {
    do {
      while let batch = try await source?.next() {
        await inputs.send(.batch(batch))
        if Task.isCancelled { return }
      }
      await inputs.send(.endOfInput(nil))
    } catch {
      await inputs.send(.endOfInput(error))
    }
  }

  private func close() async {
    timer.disarm()
    inputs.finish()
    await executor?.stop()
    await source?.stop()
  }

  /// Takes one input in: decides, commits, and acts on what came back.
  private func take(_ input: WorkerInput) async throws {
    let now = parts.clock.now
    let commits = try await commit(input, at: now)
    if case .timePassed = input { lastTick = now }
    if case .declared(let declared) = input { catalog = declared }
    if case .listeningPaused = input { isListening = false }
    if case .batch(let batch) = input, batch.isCaughtUp, !isListening {
      isListening = true
      try await take(.listeningResumed)
    }
    // Whatever came due since time was last looked at is due at once: other inputs look at one application only.
    deadlines.update(ledger.state, after: commits, lastTick: lastTick)
    // While the source is busy a timer would wait behind it: what is due is looked at here.
    if let next = deadlines.next, next <= parts.clock.now, !input.isTimePassed {
      try await finish(commits)
      return try await take(.timePassed)
    }
    timer.arm(at: deadlines.next)
    try await finish(commits)
  }

  /// Acts on what was committed.
  private func finish(_ commits: [Commit]) async throws {
    guard !commits.isEmpty else { return }
    if commits.contains(where: \.changesListings) { reconciler?.look() }
    for commit in commits { parts.observer.committed(commit, state: ledger.state) }
    await executor?.reconcile(ledger.state.pendingEffects, resumed: false)
    if let failure = await snapshotIfDue() { parts.observer.snapshotFailed(failure) }
    if catalog.isToBeTakenUpAgain(after: commits) { try await take(.declared(catalog)) }
  }

  /// Decides on the state as it is, and commits. A commit that came back void or was not seen leaves the state as it
  /// was: claim anew, and decide anew on what is true then.
  private func commit(_ input: WorkerInput, at now: Instant) async throws -> [Commit] {
    for attempt in 1...settings.claimAttempts {
      do {
        let (decision, packed) = try decider.decide(input, on: ledger, at: now)
        // Durable before the positions move on: nothing is dropped.
        if !decision.deadLetters.isEmpty { try await parts.deadLetters.put(decision.deadLetters) }
        parts.observer.decided(decision)
        return try await ledger.commit(packed)
      } catch let error as JournalError {
        if case .superseded = error { throw error }
        guard error.isSettledByClaim, attempt < settings.claimAttempts else { throw error }
        parts.observer.claimsAnew(error)
        makeExecutor(try await ledger.claim(at: parts.clock.now))
      }
    }
    return []
  }

  private func snapshotIfDue() async -> JournalError? {
    guard snapshots.isDue(ledger.fold) else { return nil }
    var taking = snapshots
    let fold = ledger.fold
    do throws(JournalError) {
      _ = try await taking.takeIfDue(fold, at: parts.clock.now)
      snapshots = taking
      return nil
    } catch {
      return error
    }
  }
}
