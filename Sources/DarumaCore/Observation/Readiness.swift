/// What the worker has heard of an application's sources, and so whether anything may be decided on it.
///
/// A worker that has just started, that was stopped for a while, or that can't reach its sources knows yesterday's world.
/// It takes in what comes, and does nothing until it has heard everything that there was.
///
/// | state | input | event | next state |
/// | --- | --- | --- | --- |
/// | catchingUp | catchingUp | - | catchingUp |
/// | catchingUp | current | changed | current |
/// | catchingUp | deaf | changed | deaf |
/// | catchingUp | patienceEnded | overdue or - | catchingUp |
/// | current | catchingUp | changed | catchingUp |
/// | current | current | - | current |
/// | current | deaf | changed | deaf |
/// | current | patienceEnded | - | current |
/// | deaf | catchingUp | changed | catchingUp |
/// | deaf | current | changed | current |
/// | deaf | deaf | changed or - | deaf |
/// | deaf | patienceEnded | overdue or - | deaf |
///
/// `patienceEnded` is given when it has not been current for ``patience``, and told once until it is current again. Deaf
/// for another reason than before is told anew, and so is to what it is deaf, where that was not known; since when it has not been current stays, whatever comes between.
package struct Readiness: Codable, Hashable, Sendable {
  package enum State: Codable, Hashable, Sendable {
    /// Reads what waits. `since`: when it was last current; nil where it never was. To current or deaf.
    case catchingUp(since: Instant?)
    /// Has heard everything that there was to hear. To catching up or deaf.
    case current(since: Instant)
    /// Can't hear, or can't tell the time. `since`: from when on it was not current. To current or catching up.
    case deaf(since: Instant, Deafness)
  }

  /// What the worker says of itself.
  package enum Change: Hashable, Sendable {
    case catchingUp
    case current
    /// `to`: which parts of the source, where that is known: a handful by name, and how many more.
    case deaf(Deafness, to: [String] = [])
  }

  package enum Input: Hashable, Sendable {
    case told(Change)
    case patienceEnded
  }

  package enum Event: Hashable, Sendable {
    case changed(Change)
    case overdue(since: Instant)
  }

  package private(set) var state: State = .catchingUp(since: nil)
  /// To which parts of its source it is deaf; nil where it is not, and where that is not known.
  package private(set) var deafTo: [String]?
  /// The last times at which it became current, and looked at what runs outside; nil in states of before.
  private var becameCurrentAt: [Instant]?
  /// Whether it was told that it takes too long; until it is current again.
  private var isToldOverdue = false

  /// How long nothing is said against anybody for being late while what was missed may be on its way, and how long it
  /// may take to become current before people are told. Beyond it, what is known is all there is.
  package static let patience = Span.minutes(5)

  /// How long after it became current what ran out meanwhile is still looked at before it counts as failed: what runs
  /// outside went on while nobody looked.
  package static let lastLook = Span.minutes(2)

  /// How often what ran out of time is given a last look, where the worker is away again before it is over.
  package static let mostLooks = 5

  package init() {}

  /// What `input` means in this state; nil where it means nothing.
  package func decide(_ input: Input) -> Event? {
    switch (state, input) {
    case (.catchingUp, .told(.catchingUp)): nil
    case (.catchingUp, .told(.current)): .changed(.current)
    case (.catchingUp, .told(.deaf(let reason, let parts))): .changed(.deaf(reason, to: parts))
    case (.catchingUp(let since), .patienceEnded): since.flatMap(overdue)

    case (.current, .told(.catchingUp)): .changed(.catchingUp)
    case (.current, .told(.current)): nil
    case (.current, .told(.deaf(let reason, let parts))): .changed(.deaf(reason, to: parts))
    case (.current, .patienceEnded): nil

    case (.deaf, .told(.catchingUp)): .changed(.catchingUp)
    case (.deaf, .told(.current)): .changed(.current)
    case (.deaf(_, let known), .told(.deaf(let reason, let parts))):
      known == reason && (parts.isEmpty || deafTo != nil) ? nil : .changed(.deaf(reason, to: parts))
    case (.deaf(let since, _), .patienceEnded): overdue(since: since)
    }
  }

  private func overdue(since: Instant) -> Event? { isToldOverdue ? nil : .overdue(since: since) }

  mutating func apply(_ event: Event, at instant: Instant) {
    if event == .changed(.current) { becameCurrentAt = (becameCurrentAt ?? []).suffix(Self.mostLooks - 1) + [instant] }
    switch event {
    case .changed(.catchingUp):
      state = .catchingUp(since: notCurrentSince ?? instant)
      deafTo = nil
    case .changed(.current):
      state = .current(since: instant)
      deafTo = nil
      isToldOverdue = false
    case .changed(.deaf(let reason, let parts)):
      state = .deaf(since: notCurrentSince ?? instant, reason)
      deafTo = parts.isEmpty ? nil : parts
    case .overdue: isToldOverdue = true
    }
  }
}

extension Readiness {
  package var isCurrent: Bool { currentSince != nil }

  /// Whether it reads what waits, and does not know yet what that is.
  package var isCatchingUp: Bool {
    switch state {
    case .catchingUp: true
    case .current, .deaf: false
    }
  }

  /// From when on everything is heard; nil while it is not.
  package var currentSince: Instant? {
    switch state {
    case .current(let since): since
    case .catchingUp, .deaf: nil
    }
  }

  /// When it ceased to be current; nil while it is, and where it never was.
  package var notCurrentSince: Instant? {
    switch state {
    case .catchingUp(let since): since
    case .current: nil
    case .deaf(let since, _): since
    }
  }

  /// Since when it does not hear everything; nil while it does, and where it never did.
  package var deafSince: Instant? { notCurrentSince }

  /// When patience ends; nil while it is current, and where it never was.
  package var overdueAt: Instant? { notCurrentSince.map { $0 + Self.patience } }

  /// Whether it has taken longer than ``patience`` to become current again.
  package func isOverdue(at now: Instant) -> Bool { overdueAt.map { $0 <= now } ?? false }

  /// Whether anything may fire, begin, expire or be sent.
  ///
  /// - Parameter actDeaf: What the application file says (``GuardPolicy/actDeaf``): who can't become current within
  ///   ``patience`` acts on what is known. Without a time to trust nobody acts.
  package func mayAct(at now: Instant, actDeaf: Bool) -> Bool {
    switch state {
    case .current: true
    case .catchingUp: actDeaf && isOverdue(at: now)
    case .deaf(_, let reason): actDeaf && reason.canBeOverruled && isOverdue(at: now)
    }
  }

  /// When what has `deadline` counts as failed without an answer: not before it was looked at once after a time in which
  /// nobody looked. What was looked at so often is not given another one, or a worker that is away again and again
  /// would wait for ever.
  package func expiry(of deadline: Instant) -> Instant {
    guard let currentSince else { return deadline }
    if let looks = becameCurrentAt, looks.count == Self.mostLooks, deadline < looks[0] { return deadline }
    return max(deadline, currentSince + Self.lastLook)
  }
}

/// Why a worker can't hear, or must not trust what it hears.
package enum Deafness: String, Codable, Hashable, Sendable, CaseIterable {
  /// The brokers are out of reach, or a partition does not answer.
  case sourceOutOfReach
  /// The host's wall clock was moved: it and the monotonic clock do not agree.
  case clocksApart
  /// What the journal holds was decided later than now: the clock was ahead then, or is behind now.
  case journalAhead

  /// Whether an application file may say that it is acted upon nonetheless.
  package var canBeOverruled: Bool {
    switch self {
    case .sourceOutOfReach: true
    case .clocksApart, .journalAhead: false
    }
  }

  /// What is wrong, and what lifts it.
  ///
  /// - Parameter parts: To which parts of the source, where that is known.
  package func words(to parts: [String]) -> String {
    switch self {
    case .sourceOutOfReach where parts.isEmpty:
      "the brokers are out of reach, or a partition does not answer; check brokers, network and sign-in"
    case .sourceOutOfReach:
      "nothing is heard of \(parts.joined(separator: ", ")); check the brokers that hold it, network and sign-in"
    case .clocksApart:
      "the host's clock was moved; check its time synchronisation, and restart the worker once the time is right"
    case .journalAhead:
      "the newest entry of the journal lies ahead of the host's clock; check the clock, and restart the worker once it is "
        + "right; if it is right now, and was ahead before, start it with: daruma run --trust-clock"
    }
  }
}

extension Readiness {
  /// In a few words, for status and explanations.
  package var words: String {
    switch state {
    case .catchingUp(nil): "catching up"
    case .catchingUp(let since?): "catching up, not current since \(since)"
    case .current(let since): "current since \(since)"
    case .deaf(let since, let reason): "deaf since \(since): \(reason.words(to: deafTo ?? []))"
    }
  }
}

extension Readiness.Change: Codable {
  private enum Key: String, CodingKey { case to, reason, parts }
  private enum Kind: String, Codable { case catchingUp, current, deaf }

  package init(from decoder: any Decoder) throws {
    let fields = try decoder.container(keyedBy: Key.self)
    switch try fields.decode(Kind.self, forKey: .to) {
    case .catchingUp: self = .catchingUp
    case .current: self = .current
    case .deaf:
      self = .deaf(
        try fields.decode(Deafness.self, forKey: .reason),
        to: try fields.decodeIfPresent([String].self, forKey: .parts) ?? [])
    }
  }

  package func encode(to encoder: any Encoder) throws {
    var fields = encoder.container(keyedBy: Key.self)
    switch self {
    case .catchingUp: try fields.encode(Kind.catchingUp, forKey: .to)
    case .current: try fields.encode(Kind.current, forKey: .to)
    case .deaf(let reason, let parts):
      try fields.encode(Kind.deaf, forKey: .to)
      try fields.encode(reason, forKey: .reason)
      if !parts.isEmpty { try fields.encode(parts, forKey: .parts) }
    }
  }
}
