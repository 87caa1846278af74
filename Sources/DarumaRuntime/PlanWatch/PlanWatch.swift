import DarumaAWS
import DarumaCore
import Synchronization

/// Looks again and again whether plans would succeed. What it finds goes to the worker by the same door as everything else, and
/// only where it is news; the worker waits for none of it.
actor PlanWatch {
  private let looker: any PlanLooker
  private let clock: any WorkerClock
  private let settings: PlanWatchSettings
  private let state: @Sendable () async -> State
  /// Whether AWS may be asked for the application; nil while that is being asked.
  private let mayAsk: @Sendable (ApplicationName) async -> Bool?
  private let deliver: @Sendable (ApplicationName, PlanLook) async -> Void
  private let wakeups: AsyncStream<Void>
  private let wake: AsyncStream<Void>.Continuation
  private let timer: DeadlineTimer
  private var schedule: PlanLookSchedule
  /// Whether something could not be looked at yet when it was last looked what is due.
  private var isWaiting = false
  /// Looks that have not ended, and whether they were given up: what hangs is not asked again.
  private var open: [PlanLookSchedule.Subject: Bool] = [:]
  /// What was touched since the last look at one of its plans was begun.
  private let touched = Mutex<Set<ApplicationName>>([])

  private struct Errand {
    var subject: PlanLookSchedule.Subject
    var application: Application
  }

  init(
    looker: any PlanLooker, clock: any WorkerClock, settings: PlanWatchSettings,
    state: @escaping @Sendable () async -> State,
    mayAsk: @escaping @Sendable (ApplicationName) async -> Bool?,
    deliver: @escaping @Sendable (ApplicationName, PlanLook) async -> Void
  ) {
    self.looker = looker
    self.clock = clock
    self.settings = settings
    self.state = state
    self.mayAsk = mayAsk
    self.deliver = deliver
    schedule = PlanLookSchedule(settings)
    (wakeups, wake) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(1))
    timer = DeadlineTimer(clock: clock) { [wake] in wake.yield() }
  }

  /// Looks what is due: something it waited for may have come.
  nonisolated func look() { wake.yield() }

  /// Something happened that touches the plans of `applications`.
  nonisolated func touch(_ applications: Set<ApplicationName>) {
    let isNew = touched.withLock { touched in
      let before = touched.count
      touched.formUnion(applications)
      return touched.count > before
    }
    // However much happens to one application, it wakes nobody again before it was looked at.
    if isNew { wake.yield() }
  }

  /// Looks until the task is cancelled.
  func run() async {
    wake.yield()
    for await _ in wakeups {
      while let errands = await due(), !Task.isCancelled { await sweep(errands) }
      if Task.isCancelled { break }
      timer.arm(at: await nextDue())
    }
    timer.disarm()
  }

  /// What is due now; nil where nothing is.
  private func due() async -> [Errand]? {
    for name in touched.withLock(\.self) { schedule.touch(name) }
    let watched = await watched()
    schedule.keep(Set(watched.map(\.subject)))
    var errands: [PlanLookSchedule.Subject: Errand] = [:]
    for errand in watched { errands[errand.subject] = errand }
    let due = schedule.due(watched.map(\.subject), at: clock.now).compactMap { errands[$0] }
    return due.isEmpty ? nil : due
  }

  private func nextDue() async -> Instant? {
    let next = schedule.next(await watched().map(\.subject), at: clock.now)
    // What can't be looked at yet says by nothing when it can.
    guard isWaiting else { return next }
    let soon = clock.now + settings.pause
    return next.map { min($0, soon) } ?? soon
  }

  /// Every plan that can be looked at. One that is under way is not: what it has done already is seen by its execution.
  private func watched() async -> [Errand] {
    var watched: [Errand] = []
    isWaiting = false
    for state in await state().applications.values.sorted(by: { $0.name < $1.name }) {
      guard let application = state.catalog, !application.watchedPlans.isEmpty, !state.readiness.isCatchingUp,
        state.runningExecution?.hasChanged != true
      else { continue }
      guard await mayAsk(state.name) != nil else {
        isWaiting = true
        continue
      }
      for plan in application.watchedPlans {
        let subject = PlanLookSchedule.Subject(application: state.name, plan: plan.name)
        if open[subject] == nil { watched.append(Errand(subject: subject, application: application)) }
      }
    }
    return watched
  }

  /// Does `errands`, a few at a time.
  private func sweep(_ errands: [Errand]) async {
    await withTaskGroup(of: Void.self) { group in
      var rest = errands.makeIterator()
      for _ in 0..<settings.atOnce {
        guard let errand = rest.next() else { break }
        group.addTask { await self.look(errand) }
      }
      for await _ in group {
        guard !Task.isCancelled, let errand = rest.next() else { continue }
        group.addTask { await self.look(errand) }
      }
    }
  }

  private func look(_ errand: Errand) async {
    let now = clock.now
    let name = errand.subject.application
    // As it is now: the turn may have come late.
    guard let state = await state().applications[name], state.catalog == errand.application,
      state.runningExecution?.hasChanged != true
    else { return }
    let mayAsk = await mayAsk(name)
    guard mayAsk != nil else { return }
    begin(errand.subject, at: now)
    let marks: [PlanMark]
    switch mayAsk {
    case nil: return
    case false?: marks = [Self.unaskable(state.callerFault, at: now)]
    case true?:
      let protection = state.projection.protection
      guard let run = DryRun.of(errand.subject.plan, errand.application, protection, at: now) else { return }
      let found = await ask(about: run, errand, as: state.caller, at: now)
      // The credentials may have become others meanwhile.
      guard !Task.isCancelled, await self.mayAsk(name) == true else { return }
      marks = found
    }
    let look = PlanLook(plan: errand.subject.plan, at: now, marks: marks)
    let known = await self.state().applications[name]?.planReadiness[look.plan]?.readiness
    guard PlanReadiness(look, after: known).isNews(after: known) else { return }
    await deliver(name, look)
  }

  private func begin(_ subject: PlanLookSchedule.Subject, at now: Instant) {
    // Its other plans are still to be looked at because of it.
    if touched.withLock({ $0.remove(subject.application) }) != nil { schedule.touch(subject.application) }
    schedule.begin(subject, at: now)
  }

  /// What the look finds, or that it did not end in time. What hangs is neither waited for nor begun again.
  private func ask(
    about run: DryRun, _ errand: Errand, as caller: Caller?, at now: Instant
  ) async -> [PlanMark] {
    let (answers, answer) = AsyncStream<[PlanMark]>.makeStream(bufferingPolicy: .bufferingOldest(1))
    open[errand.subject] = false
    let question = Task { [weak self, looker] in
      let found = await looker.marks(of: run, of: errand.application, as: caller, at: now)
      await self?.ended(errand.subject)
      answer.yield(found)
    }
    let limit = Task { [clock, settings] in
      do { try await clock.sleep(until: now + settings.longest) } catch { return }
      question.cancel()
      answer.finish()
    }
    defer { limit.cancel() }
    return await withTaskCancellationHandler {
      for await found in answers { return found }
      if open[errand.subject] != nil { open[errand.subject] = true }
      return [
        PlanMark(
          .unseen, step: nil, subject: "the look", state: "did not end within \(settings.longest)", remedy: nil,
          since: now)
      ]
    } onCancel: {
      question.cancel()
      answer.finish()
    }
  }

  private func ended(_ subject: PlanLookSchedule.Subject) {
    if open.removeValue(forKey: subject) == true { wake.yield() }
  }

  private static func unaskable(_ fault: String?, at now: Instant) -> PlanMark {
    PlanMark(
      .unseen, step: nil, subject: "AWS", state: fault ?? "can't be asked",
      remedy: "give the worker credentials of the application's account", since: now)
  }
}
