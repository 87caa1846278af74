import DarumaAWS
import DarumaCore

/// Asks whose credentials the worker has, for each application: at the start, and again and again, more often while they
/// are not of its account. What it hears goes to the worker by the same door as everything else.
actor CallerWatch {
  /// Between two questions while all is right.
  static let interval = Span.minutes(5)
  /// Looks at effects between two questions while something is wrong: new credentials may lie at the source.
  static let pollsOfTrouble: Int64 = 6

  /// For one answer. A source of credentials may never give one (a program that hangs, a file system that is gone), and then
  /// people have to hear of it.
  static let longestAnswer = Span.minutes(2)

  private let source: any CallerSource
  private let clock: any WorkerClock
  private let intervalOfTrouble: Span
  private let state: @Sendable () async -> State
  private let deliver: @Sendable ([ApplicationName: Caller]) async -> Void
  private let wakeups: AsyncStream<Void>
  private let wake: AsyncStream<Void>.Continuation
  private let timer: DeadlineTimer
  /// Of whom the source was asked and has not answered, and whether the time for it is over.
  private var open: [ApplicationName: Bool] = [:]
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
      let caller = await caller(of: application)
      guard !Task.isCancelled else { return true }
      isRight = isRight && caller.fault(for: application.account) == nil
      if !caller.isAsGood(as: told[application.name]) { news[application.name] = caller }
    }
    told.merge(news) { $1 }
    await deliver(news)
    return isRight
  }

  /// What the source says, or that it says nothing in time. What hangs is neither waited for nor asked again: once it has an
  /// answer, everything is asked anew.
  private func caller(of application: Application) async -> Caller {
    let silent = Caller(
      .unreachable, reason: "Neither the source of the credentials nor STS has answered within \(Self.longestAnswer).")
    guard open[application.name] == nil else { return silent }
    open[application.name] = false
    let (answers, answer) = AsyncStream<Caller>.makeStream(bufferingPolicy: .bufferingOldest(1))
    let regions = [application.regions.recovery, application.regions.primary]
    let question = Task { [weak self, source] in
      let caller = await source.caller(in: regions, wanting: application.account)
      await self?.answered(application.name)
      answer.yield(caller)
    }
    let limit = Task { [clock] in
      do { try await clock.sleep(until: clock.now + Self.longestAnswer) } catch { return }
      answer.finish()
    }
    defer { limit.cancel() }
    return await withTaskCancellationHandler {
      for await caller in answers { return caller }
      if open[application.name] != nil { open[application.name] = true }
      return silent
    } onCancel: {
      question.cancel()
      answer.finish()
    }
  }

  private func answered(_ application: ApplicationName) {
    if open.removeValue(forKey: application) == true { wake.yield() }
  }
}
