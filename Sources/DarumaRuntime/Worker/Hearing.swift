package import DarumaCore

/// When a worker takes itself for current.
package struct HearingSettings: Sendable, Equatable {
  /// Between two questions whether everything is heard, in real time.
  package var interval: Duration
  /// How long a source may leave it unknown before the worker calls itself deaf.
  package var limit: Span
  /// How long everything heard stays everything: longer ago, something may have come unnoticed (the process was stopped,
  /// the machine slept, or the source is faster than the worker).
  package var staleAfter: Span
  /// How far a time may lie ahead of the clock that receives it.
  package var clockTolerance: Span
  /// Whether the clock is taken to be right where the journal is ahead of it: a person has looked.
  package var trustsClock: Bool

  package init(
    interval: Duration = .seconds(5), limit: Span = .seconds(10), staleAfter: Span = .seconds(15),
    clockTolerance: Span = FutureTime.tolerance, trustsClock: Bool = false
  ) {
    self.interval = interval
    self.limit = limit
    self.staleAfter = staleAfter
    self.clockTolerance = clockTolerance
    self.trustsClock = trustsClock
  }
}

/// What the worker knows of its own hearing: what it told last, and what it asks. A value; the worker does what it says.
///
/// All lengths of time are of ``WorkerClock/uptime``, which nobody can set.
struct Hearing {
  /// One question whether everything that was in the source when it was asked is taken in.
  struct Question: Sendable, Equatable {
    var number: Int
    /// By the worker's clock: what the answer is worth for.
    var askedAt: Instant
    var uptime: Span
  }

  private let settings: HearingSettings
  /// The newest time in the journal, where it lies ahead of the clock.
  private var journalNewest: Instant?
  /// What was told to the applications last.
  private(set) var told = Readiness.Change.catchingUp
  /// From when on it is current, or from when on it has not been.
  private(set) var toldSince: Instant
  /// Everything that was in the source up to then is taken in.
  private(set) var heardUntil = Instant(milliseconds: 0)
  /// When the last question that was answered was asked, or since when an answer is waited for.
  private var confirmed: Span
  private var lastBatch: Span
  private(set) var question: Question?
  private var count = 0
  /// Whether the last question was answered by a fault.
  private(set) var hasFailed = false
  /// Which parts of the source that fault was of, where it says so.
  private var deafTo: [String] = []

  /// - Parameter journalNewest: when the newest event of the journal was decided; nil where there is none.
  init(_ settings: HearingSettings, journalNewest: Instant?, clock: any WorkerClock) {
    self.settings = settings
    self.journalNewest = settings.trustsClock ? nil : journalNewest
    confirmed = clock.uptime
    lastBatch = clock.uptime
    toldSince = clock.now
  }

  var isCurrent: Bool { told == .current }

  /// Whether the clock is not to be trusted: whatever is heard then, nothing is decided on it.
  var distrustsTime: Bool {
    switch told {
    case .deaf(.clocksApart, _), .deaf(.journalAhead, _): true
    case .catchingUp, .current, .deaf(.sourceOutOfReach, _): false
    }
  }

  /// Whether everything was heard so lately that an effect may be sent.
  func isFresh(by clock: any WorkerClock) -> Bool {
    isCurrent && clock.apart == nil && clock.uptime - confirmed <= settings.staleAfter
  }

  /// What has to be told before anything else is decided; nil where all is as it was.
  mutating func judge(by clock: any WorkerClock) -> Readiness.Change? {
    if let wrong = wrongTime(clock) { return told == .deaf(wrong) ? nil : .deaf(wrong) }
    let age = clock.uptime - confirmed
    switch told {
    case .current:
      if age > settings.staleAfter { return .catchingUp }
      return age > settings.limit && cannotHear(clock) ? .deaf(.sourceOutOfReach, to: deafTo) : nil
    case .catchingUp: return age > settings.limit && cannotHear(clock) ? .deaf(.sourceOutOfReach, to: deafTo) : nil
    // What does not answer may be known only once it was waited for.
    case .deaf(.sourceOutOfReach, let told):
      return told.isEmpty && !deafTo.isEmpty ? .deaf(.sourceOutOfReach, to: deafTo) : nil
    case .deaf(.clocksApart, _), .deaf(.journalAhead, _): return .catchingUp
    }
  }

  private mutating func wrongTime(_ clock: any WorkerClock) -> Deafness? {
    if clock.apart != nil { return .clocksApart }
    guard let newest = journalNewest else { return nil }
    if newest > clock.now + settings.clockTolerance { return .journalAhead }
    journalNewest = nil
    return nil
  }

  /// Long backlogs are no deafness: as long as something comes, it is read.
  private func cannotHear(_ clock: any WorkerClock) -> Bool {
    guard !hasFailed else { return true }
    let now = clock.uptime
    return question.map { now - $0.uptime > settings.limit && now - lastBatch > settings.limit } ?? false
  }

  /// - Returns: Whether a question was dropped: its answer would be of before.
  mutating func tell(_ change: Readiness.Change, by clock: any WorkerClock) {
    if (change == .current) != isCurrent { toldSince = clock.now }
    told = change
    // What was asked by a clock that is not trusted is no answer.
    if distrustsTime { question = nil }
    guard change == .catchingUp else { return }
    confirmed = clock.uptime
    question = nil
    forgiveFault()
  }

  private mutating func forgiveFault() {
    hasFailed = false
    deafTo = []
  }

  mutating func brought(by clock: any WorkerClock) { lastBatch = clock.uptime }

  /// The next question; nil while one is open, and while there is no time to trust.
  mutating func ask(by clock: any WorkerClock) -> Question? {
    guard !distrustsTime, question == nil else { return nil }
    count += 1
    question = Question(number: count, askedAt: clock.now, uptime: clock.uptime)
    return question
  }

  /// Everything that was in the source when `answered` was asked is taken in.
  ///
  /// - Returns: Whether that is all that there is: false where the answer is too old, or was given to a question that was
  ///   dropped. Then it is asked anew.
  mutating func answer(_ answered: Question, by clock: any WorkerClock) -> Bool {
    guard answered == question else { return false }
    question = nil
    forgiveFault()
    heardUntil = max(heardUntil, answered.askedAt)
    confirmed = answered.uptime
    return clock.uptime - confirmed <= settings.staleAfter
  }

  /// The source has come to its end: there is nothing more to hear.
  mutating func end(by clock: any WorkerClock) {
    question = nil
    forgiveFault()
    heardUntil = max(heardUntil, clock.now)
    confirmed = clock.uptime
  }

  /// - Parameter fault: Why it is not known whether everything is heard.
  mutating func fail(_ failed: Question, by fault: any Error) {
    guard failed == question else { return }
    question = nil
    hasFailed = true
    deafTo = (fault as? any PartialDeafness)?.deafTo ?? []
  }
}
