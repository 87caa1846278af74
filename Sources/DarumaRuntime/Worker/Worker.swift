import AsyncAlgorithms
package import DarumaCore
package import DarumaJournal

/// The worker of one partition: takes inputs in, decides, commits, and lets the executor act on what came back.
///
/// One loop, one input at a time. Nothing is decided while something else is awaited: load, decide, commit, and only
/// then act on what was read back as valid.
package actor Worker {
  let parts: WorkerParts
  let settings: WorkerSettings
  private let decider: Decider
  let ledger: Ledger<State>
  private var snapshots: SnapshotTaking
  /// A rendezvous: whoever sends waits until the worker takes it, so nothing piles up.
  let inputs = AsyncChannel<WorkerInput>()
  let timer: DeadlineTimer
  private var executor: Executor?
  private(set) var reconciler: Reconciler?
  private(set) var callerWatch: CallerWatch?
  private(set) var planWatch: PlanWatch?
  /// Whose credentials this process was told it has, by application.
  var callers: [ApplicationName: Caller] = [:]
  var deadlines = DeadlineTable()
  private(set) var source: (any InputSource)?
  var hearing: Hearing
  /// Rings when an effect that was held back may be sent.
  let bell = Bell()
  /// The question that is open.
  var asking: Task<Void, Never>?
  /// What was declared last.
  private var catalog = DeclaredCatalog()
  /// Up to when every deadline was looked at.
  private var lastTick: Instant
  /// The newest commit by which users may have been moved.
  private var moved: Int64
  /// Hash of the journal's first record; nil until there is one.
  private(set) var journal: RecordHash?
  /// Whether it is known that nobody else works on the same inputs.
  private(set) var hasClaimed = false

  /// `rebuild`: the state as the journal gives it. The journal's lock is held by the caller.
  package init(
    parts: WorkerParts, settings: WorkerSettings, rebuild: Rebuild<State>, log: any CommitLog,
    snapshotStore: any SnapshotStore, limits: JournalLimits = JournalLimits()
  ) {
    self.parts = parts
    self.settings = settings
    decider = Decider(clockTolerance: settings.hearing.clockTolerance)
    lastTick = parts.clock.now
    hearing = Hearing(
      settings.hearing,
      journalNewest: rebuild.fold.state.applications.values.compactMap(\.newestEventAt).max(), clock: parts.clock)
    ledger = Ledger(
      rebuild.fold, log: log, worker: settings.name, keepsHead: parts.heads != nil, limits: limits)
    moved = parts.heads?.moved ?? 0
    journal = parts.heads?.journal
    snapshots = SnapshotTaking(into: snapshotStore, newest: rebuild.snapshot ?? 0)
    let inputs = inputs
    timer = DeadlineTimer(clock: parts.clock) { await inputs.send(.deadline) }
  }

  /// Claims the partition and works until the source ends, the task is cancelled, or ownership is lost.
  ///
  /// - Throws: ``JournalError`` where the journal can't be written or another worker took over; what ends the source;
  ///   what the dead letters' sink throws.
  /// - Returns: The state as it is then.
  @discardableResult
  package func run() async throws -> State {
    try await claim()
    let result: Result<Void, any Error>
    do {
      try await open()
      try await work()
      result = .success(())
    } catch {
      result = .failure(error)
    }
    await close()
    await parts.claim?.release(head: outsideHead)
    try result.get()
    return ledger.state
  }

  func claim() async throws(JournalError) {
    let ownership = try await ledger.claim(at: parts.clock.now)
    if journal == nil { journal = try await ledger.journalHash() }
    try await keepHead()
    parts.observer.chained(number: ledger.number, head: ledger.head)
    parts.observer.claimed(number: ledger.number, positions: ledger.positions)
    await makeExecutor(ownership)
  }

  /// Before anything is done because of what was committed.
  private func keepHead() async throws(JournalError) {
    guard let heads = parts.heads else { return }
    let head = outsideHead
    do throws(LogError) { try await heads.keeper.keep(head) } catch { throw .log(error) }
  }

  /// How far the journal goes now.
  var outsideHead: OutsideHead { ledger.outsideHead(journal: journal, moved: moved, at: parts.clock.now) }

  /// Tells every application what a person said of the journal, until all know it.
  private func journalAcceptance() async throws {
    guard let heads = parts.heads, let acceptance = heads.acceptance else { return }
    try await decide(.accepted(acceptance))
    try heads.acceptanceJournaled()
  }

  /// Puts these application files in force; see ``Machine/Input/declared(_:digest:)``.
  package func declare(_ applications: [DeclaredApplication]) async {
    await declare(DeclaredCatalog(applications))
  }

  /// The same, and withdraws what is not among them, where it says so: at once, or when its execution has ended.
  package func declare(_ catalog: DeclaredCatalog) async {
    await inputs.send(.declared(catalog))
  }

  /// Makes an executor that acts under `ownership`, and stops the one before: two would do everything twice.
  private func makeExecutor(_ ownership: Ownership) async {
    guard settings.acts else { return }
    await executor?.stop()
    let deadline = settings.ownershipAnswer
    let inputs = inputs
    executor = Executor(
      cloud: accountBound(parts.cloud), clock: parts.clock, pace: settings.pace,
      mayAsk: { [weak self] effect in
        await self?.callerDelay(of: effect.application)
      },
      mayAct: { [weak self] effect in
        guard let self else { throw CancellationError() }
        if let delay = await self.delay(of: effect) { throw delay }
        let answer = await SendQuestion.ask(effect) { await inputs.send(.sendAsked($0)) }
        // Last of all: between this and the call lies nothing.
        if answer == .go { try await ownership.confirm(until: ContinuousClock.now + deadline, on: ContinuousClock()) }
        return answer
      },
      deliver: { await inputs.send(.outcome($0)) },
      note: { [observer = parts.observer] in observer.noted($0) })
  }

  /// Puts the catalog in force, says that nothing is heard yet, looks at what an earlier process began, and opens the
  /// source.
  func open() async throws {
    catalog = settings.catalog
    // First: nothing may be decided on the world of before as if it were today's, a release by age neither.
    try await tell(.catchingUp)
    try await decide(.declared(catalog))
    try await journalAcceptance()
    try await judge()
    await executor?.reconcile(ledger.state.openEffects)
    source = try parts.openSource(ledger.positions) { [inputs] in
      // Called on the source's own thread, which must not wait for the worker.
      Task { await inputs.send(.listen) }
    }
    ask()
  }

  private func work() async throws {
    try await withThrowingTaskGroup(of: Void.self) { group in
      if let callerWatch = makeCallerWatch() { group.addTask { await callerWatch.run() } }
      if let reconciler = makeReconciler() { group.addTask { await reconciler.run() } }
      if let planWatch = makePlanWatch() { group.addTask { await planWatch.run() } }
      group.addTask { [source, inputs] in try await Self.pump(source, into: inputs) }
      group.addTask { [settings, inputs] in await Self.listen(every: settings.hearing.interval, into: inputs) }
      do {
        for await input in inputs {
          if case .endOfInput(let failure) = input {
            if let failure { throw failure }
            try await take(input)
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
  var state: State { ledger.state }

  /// Nobody knows what they said: until everything was listed anew, nothing is begun on what is known.
  private func take(_ losses: [RecordsLost]) async throws {
    if !hearing.distrustsTime { try await tell(.catchingUp) }
    try await decide(.lost(losses))
    ask()
  }

  /// Whether everything was listed, or tried to be, since records were lost. What can't be listed at all is not waited for
  /// longer than ``Readiness/patience``.
  private func hasListedWhatWasLost() async -> Bool {
    let now = parts.clock.now
    let losses = ledger.state.applications.values.compactMap(\.recordsLostAt)
    guard let reconciler, let newest = losses.max(), now < newest + Readiness.patience else { return true }
    return await reconciler.hasListed(since: newest)
  }

  private func makeReconciler() -> Reconciler? {
    guard settings.acts, let lister = parts.lister else { return nil }
    let inputs = inputs
    reconciler = Reconciler(
      lister: lister, clock: parts.clock, settings: settings.reconcile,
      state: { [weak self] in await self?.state ?? State() },
      mayList: { [weak self] in await self?.callerDelay(of: $0) == nil },
      deliver: { await inputs.send(.listed($0, $1)) })
    return reconciler
  }

  private func makePlanWatch() -> PlanWatch? {
    guard settings.acts, let looker = parts.plans else { return nil }
    let inputs = inputs
    planWatch = PlanWatch(
      looker: looker, clock: parts.clock, settings: settings.planWatch,
      state: { [weak self] in await self?.state ?? State() },
      mayAsk: { [weak self] in await self?.mayLookAtPlans(of: $0) },
      deliver: { await inputs.send(.planLooked($0, $1)) })
    return planWatch
  }

  private func makeCallerWatch() -> CallerWatch? {
    guard settings.acts, let source = parts.callers else { return nil }
    let inputs = inputs
    callerWatch = CallerWatch(
      source: source, clock: parts.clock, pace: settings.pace, state: { [weak self] in await self?.state ?? State() },
      deliver: { await inputs.send(.callers($0)) })
    return callerWatch
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

  func close() async {
    timer.disarm()
    inputs.finish()
    asking?.cancel()
    await executor?.stop()
    await source?.stop()
  }

  /// Takes one input in. What the worker has heard comes first: nothing is decided on a world of before.
  func take(_ input: WorkerInput) async throws {
    try await judge()
    switch input {
    case .deadline: break
    case .listen:
      try await ledger.confirmPlace()
      beat()
      ask()
    case .heard(let question):
      hasClaimed = true
      let isAll = hearing.answer(question, by: parts.clock)
      if isAll, !hearing.isCurrent, await hasListedWhatWasLost() { try await tell(.current) }
      if !isAll { ask() }
    case .unheard(let question, let fault):
      // Two would do everything twice.
      if let refusal = fault as? ClaimRefusal { throw refusal }
      if question == hearing.question { parts.observer.unheard(fault) }
      hearing.fail(question, by: fault)
    case .endOfInput:
      guard !hearing.distrustsTime else { break }
      hearing.end(by: parts.clock)
      if !hearing.isCurrent { try await tell(.current) }
    case .batch(let batch):
      hearing.brought(by: parts.clock)
      if !batch.lost.isEmpty { try await take(batch.lost) }
      if !batch.records.isEmpty { try await decide(input) }
    case .sendAsked(let question): try await answer(question)
    case .declared(let declared):
      try await decide(input)
      catalog = declared
      // Of an application that was not there before.
      try await decide(.readiness(hearing.told))
      callerWatch?.look()
    case .callers(let callers): try await take(callers)
    case .lost(let losses): try await take(losses)
    case .outcome, .listed, .planLooked, .timePassed, .readiness, .accepted: try await decide(input)
    }
    try await judge()
    if input.isOfHearing { bell.ring() }
    try await lookAtTime()
  }

  /// Decides, commits, and acts on what came back.
  ///
  /// - Parameter tick: Up to when every deadline is looked at with it; nil where it is about one application.
  func decide(_ input: WorkerInput, tick: Instant? = nil) async throws {
    let commits = try await commit(input, at: parts.clock.now)
    // Whatever came due since time was last looked at is due at once: other inputs look at one application only.
    if let tick { lastTick = tick }
    deadlines.update(ledger.state, after: commits, lastTick: lastTick)
    try await finish(commits)
  }

  private func answer(to effect: Effect) -> Sending.Answer {
    ledger.state.applications[effect.application].map { Sending.answer(to: effect.id, $0, at: parts.clock.now) }
      ?? SendQuestion.unanswered
  }

  /// Asked of the state as it is now, after everything that came before the question. That it may be sent is journaled
  /// before the answer is given.
  private func answer(_ question: SendQuestion) async throws {
    guard answer(to: question.effect) == .go else { return question.answer(answer(to: question.effect)) }
    try await decide(.sendAsked(question))
    question.answer(answer(to: question.effect))
  }

  /// Acts on what was committed.
  private func finish(_ commits: [Commit]) async throws {
    guard !commits.isEmpty else { return }
    if let last = commits.last(where: \.movesUsers) { moved = last.number }
    try await keepHead()
    parts.observer.chained(number: ledger.number, head: ledger.head)
    if commits.contains(where: \.changesListings) { reconciler?.look() }
    if let planWatch {
      let touched = commits.reduce(into: Set<ApplicationName>()) { $0.formUnion($1.touchedPlans) }
      if !touched.isEmpty { planWatch.touch(touched) }
    }
    for commit in commits { parts.observer.committed(commit, state: ledger.state) }
    await executor?.reconcile(ledger.state.openEffects)
    if let failure = await snapshotIfDue() { parts.observer.snapshotFailed(failure) }
    if catalog.isToBeTakenUpAgain(after: commits) { try await decide(.declared(catalog)) }
  }

  /// Decides on the state as it is, and commits. A commit that came back void or was not seen leaves the state as it
  /// was: claim anew, and decide anew on what is true then.
  private func commit(_ input: WorkerInput, at now: Instant) async throws -> [Commit] {
    for attempt in 1...settings.claimAttempts {
      do {
        let (decision, packed) = try decider.decide(input, on: ledger, at: now, heardUntil: hearing.heardUntil)
        // Durable before the positions move on: nothing is dropped.
        if !decision.deadLetters.isEmpty { try await parts.deadLetters.put(decision.deadLetters) }
        parts.observer.decided(decision)
        return try await ledger.commit(packed)
      } catch let error as JournalError {
        if case .superseded = error { throw error }
        guard error.isSettledByClaim, attempt < settings.claimAttempts else { throw error }
        parts.observer.claimsAnew(error)
        await makeExecutor(try await ledger.claim(at: parts.clock.now))
        // What the one before was stopped in may be done already.
        await executor?.reconcile(ledger.state.openEffects)
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
