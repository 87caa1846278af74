import DarumaAWS
import DarumaCore

/// Asks whose credentials the worker has, for each application: at the start, and again and again, more often while they
/// are not of its account. What it hears goes to the worker by the same door as everything else.
actor CallerWatch {
  /// Between two questions while all is right.
  static let interval = Span.minutes(5)
  /// Looks at effects between two questions while something is wrong: new credentials may lie at the source.
  static let pollsOfTrouble: Int64 = 6

  private let source: any CallerSource
  private let clock: any WorkerClock
  private let intervalOfTrouble: Span
  private let state: @Sendable () async -> State
  private let deliver: @Sendable ([ApplicationName: Caller]) async -> Void
  private let wakeups: AsyncStream<Void>
  private let wake: AsyncStream<Void>.Continuation
  private let timer: DeadlineTimer
  /// What was delivered, by application.
  private var told: [ApplicationName: Caller] = [:]

  init(
    source: any CallerSource, clock: any WorkerClock, pace: EffectPace,
    state: @escaping @Sendable () async -> State,
    deliver: @escaping @Sendable ([ApplicationName: Caller]) async -> Void
  ) {
    self.source = source
    self.clock = clock
    intervalOfTrouble = pace.poll * Self.pollsOfTrouble
    self.state = state
    self.deliver = deliver
    (wakeups, wake) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(1))
    timer = DeadlineTimer(clock: clock) { [wake] in wake.yield() }
  }

  /// Asks at once.
  nonisolated func look() { wake.yield() }

  /// Asks until the task is cancelled.
  func run() async {
    wake.yield()
    for await _ in wakeups {
      let isRight = await askForAll()
      if Task.isCancelled { break }
      timer.arm(at: clock.now + (isRight ? Self.interval : intervalOfTrouble))
    }
    timer.disarm()
  }

  /// - Returns: Whether the credentials are right for every application.
  private func askForAll() async -> Bool {
    var isRight = true
    var news: [ApplicationName: Caller] = [:]
    for state in await state().applications.values.sorted(by: { $0.name < $1.name }) {
      guard let application = state.runningExecution?.application ?? state.catalog else { continue }
      let caller = await source.caller(
        in: [application.regions.recovery, application.regions.primary], wanting: application.account)
      guard !Task.isCancelled else { return true }
      isRight = isRight && caller.fault(for: application.account) == nil
      if !caller.isAsGood(as: told[application.name]) { news[application.name] = caller }
    }
    told.merge(news) { $1 }
    await deliver(news)
    return isRight
  }
}
