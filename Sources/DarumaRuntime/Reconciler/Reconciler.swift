import DarumaAWS
import DarumaCore
import Synchronization

/// Lists the truth on an interval and on demand, and hands the differences to the worker as signals.
///
/// What is due is a function of the state: when each listing last ended stands in the journal. So a sweep that was cut
/// off goes on where it was, and a restart lists nothing twice.
actor Reconciler {
  private let lister: any Lister
  private let clock: any WorkerClock
  private let settings: ReconcileSettings
  private let state: @Sendable () async -> State
  /// Whether the credentials are of the application's account: an empty listing of another one would make every point
  /// look deleted.
  private let mayList: @Sendable (ApplicationName) async -> Bool
  private let deliver: @Sendable (ApplicationName, [Signal]) async -> Void
  private let wakeups: AsyncStream<Void>
  private let wake: AsyncStream<Void>.Continuation
  private let timer: DeadlineTimer
  /// When each listing was last begun by this process: what it found may still be on its way into the journal.
  private var begun: [Subject: Instant] = [:]

  /// When each listing that has ended, well or not, was begun.
  private var ended: [Subject: Instant] = [:]

  /// When a listing may be asked for again, where whoever answered wants to be left alone until then.
  private var notBefore: [Subject: Instant] = [:]

  /// Something may have become more urgent since what is due was last looked at.
  private let news = Mutex(false)

  private struct Subject: Hashable {
    var application: ApplicationName
    var listing: ListingSubject
  }

  private struct Errand {
    var application: Application
    var request: ListingRequest
    var subject: Subject { Subject(application: application.name, listing: request.subject) }
  }

  init(
    lister: any Lister, clock: any WorkerClock, settings: ReconcileSettings,
    state: @escaping @Sendable () async -> State, mayList: @escaping @Sendable (ApplicationName) async -> Bool,
    deliver: @escaping @Sendable (ApplicationName, [Signal]) async -> Void
  ) {
    self.lister = lister
    self.clock = clock
    self.settings = settings
    self.state = state
    self.mayList = mayList
    self.deliver = deliver
    (wakeups, wake) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(1))
    timer = DeadlineTimer(clock: clock) { [wake] in wake.yield() }
  }

  /// Looks at once what is due.
  nonisolated func look() {
    news.withLock { $0 = true }
    wake.yield()
  }

  /// Whether everything that there is to list was listed, or tried to be, since `instant`.
  func hasListed(since instant: Instant) async -> Bool {
    await applications().allSatisfy { state, application in
      requests(state, application).allSatisfy { request in
        let subject = Subject(application: application.name, listing: request.subject)
        let journaled = state.projection.protection.listings[request.subject]?.at
        return [journaled, ended[subject]].compactMap(\.self).contains { $0 >= instant }
      }
    }
  }

  /// Whether everything of `name` was listed once, or tried to be.
  func hasListed(_ name: ApplicationName) async -> Bool {
    guard let state = await state().applications[name], let application = state.catalog else { return true }
    return requests(state, application).allSatisfy { request in
      state.projection.protection.listings[request.subject] != nil
        || ended[Subject(application: name, listing: request.subject)] != nil
    }
  }

  /// Lists until the task is cancelled.
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
    news.withLock { $0 = false }
    let now = clock.now
    let errands = await applications().flatMap { state, application in
      ListingPlan.due(
        requests(state, application), every: settings.interval,
        askedAt: state.reconciliationAskedAt, at: now
      ) { lastListed($0, application.name, state) }
      .map { Errand(application: application, request: $0) }
    }.filter { notBefore[$0.subject].map { $0 <= now } ?? true }
    return errands.isEmpty ? nil : errands
  }

  private func nextDue() async -> Instant? {
    await applications().compactMap { state, application in
      requests(state, application)
        .compactMap { request -> Instant? in
          let due = lastListed(request.subject, application.name, state).map { $0 + settings.interval }
          let allowed = notBefore[Subject(application: application.name, listing: request.subject)]
          return due.map { max($0, allowed ?? $0) }
        }.min()
    }.min()
  }

  private func requests(_ state: ApplicationState, _ application: Application) -> [ListingRequest] {
    ListingPlan.requests(
      for: application, state.projection.protection, pinned: state.runningExecution?.application)
  }

  private func applications() async -> [(ApplicationState, Application)] {
    var listable: [(ApplicationState, Application)] = []
    for state in await state().applications.values.sorted(by: { $0.name < $1.name }) {
      guard let application = state.catalog, await mayList(application.name) else { continue }
      listable.append((state, application))
    }
    return listable
  }

  private func lastListed(
    _ listing: ListingSubject, _ application: ApplicationName, _ state: ApplicationState
  ) -> Instant? {
    let journaled = state.projection.protection.listings[listing]?.at
    let own = begun[Subject(application: application, listing: listing)]
    return [journaled, own].compactMap(\.self).max()
  }

  /// Does `errands`, a few at a time. Ends early where something else has become more urgent.
  private func sweep(_ errands: [Errand]) async {
    await withTaskGroup(of: Void.self) { group in
      var rest = errands.makeIterator()
      for _ in 0..<settings.atOnce {
        guard let errand = rest.next() else { break }
        group.addTask { await self.list(errand) }
      }
      for await _ in group {
        guard !Task.isCancelled, !news.withLock(\.self), let errand = rest.next() else { continue }
        group.addTask { await self.list(errand) }
      }
    }
  }

  private func list(_ errand: Errand) async {
    guard await mayList(errand.application.name) else { return }
    let startedAt = clock.now
    begun[errand.subject] = startedAt
    await list(errand, from: startedAt)
    if !Task.isCancelled { ended[errand.subject] = startedAt }
  }

  private func list(_ errand: Errand, from startedAt: Instant) async {
    let account = errand.application.account
    let signals: [Signal]
    do throws(CloudFault) {
      let found = try await lister.list(errand.request)
      notBefore[errand.subject] = nil
      // The credentials may have become others meanwhile.
      guard await mayList(errand.application.name) else { return begun[errand.subject] = nil }
      // Against what is known now: events that came meanwhile are no difference any more.
      guard let known = await state().applications[errand.application.name] else { return }
      signals = Reconciliation.signals(
        of: found, to: errand.request, startedAt: startedAt, settling: settings.settling, account,
        known.projection.protection, known.projection.world)
    } catch {
      guard !Task.isCancelled else { return }
      guard await mayList(errand.application.name) else { return begun[errand.subject] = nil }
      notBefore[errand.subject] = error.patience.map { clock.now + $0 }
      signals = Reconciliation.failure(
        "\(error)", of: errand.request, startedAt: startedAt, account,
        await state().applications[errand.application.name]?.projection.protection ?? Protection())
    }
    guard !signals.isEmpty else { return }
    await deliver(errand.application.name, signals)
  }
}
