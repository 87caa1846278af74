/// Which rejected commands people were told of, so that whoever sends one ten thousand times pages nobody ten thousand times.
///
/// The same rejection (of one kind of command, for one reason, of one execution) is told once an hour, another one at once.
/// Those that came after it are told with the next one, or once the hour is over. The journal has each, and each sender has
/// his answer.
package struct ToldRejections: Codable, Hashable, Sendable {
  /// How long the same rejection is not told again.
  static let interval = Span.hours(1)
  /// Different ones that are told within that time; reasons quote what the sender wrote, who could make up new ones for ever.
  static let most = 10

  private struct Told: Codable, Hashable, Sendable {
    var rejection: String
    var at: Instant
  }

  /// Of the last hour, in the order in which they were told.
  private var told: [Told] = []
  /// Since people were told last; nil where every one was told.
  private var untold: UntoldRejections?

  init() {}

  enum Verdict: Equatable {
    /// People are told, and of what they were not told of before; nil where that is nothing.
    case tell(before: UntoldRejections?)
    /// They were told within the hour: it is counted.
    case count
  }

  /// Takes in that a command was rejected at `now`.
  mutating func take(_ rejection: String, at now: Instant) -> Verdict {
    told.removeAll { $0.at + Self.interval <= now }
    guard told.count < Self.most, !told.contains(where: { $0.rejection == rejection }) else {
      untold = UntoldRejections(count: (untold?.count ?? 0) + 1, since: untold?.since ?? now)
      return .count
    }
    told.append(Told(rejection: rejection, at: now))
    defer { untold = nil }
    return .tell(before: untold)
  }

  /// When those that people were not told of are told though no other one comes; nil where there are none.
  var untoldDueAt: Instant? {
    untold.map { untold in told.map(\.at).max().map { $0 + Self.interval } ?? untold.since }
  }

  /// Those that are to be told by now.
  func untold(at now: Instant) -> UntoldRejections? {
    untoldDueAt.flatMap { $0 <= now ? untold : nil }
  }

  /// They were told.
  mutating func forgetUntold() { untold = nil }

  /// See ``ApplicationState/forgetFuture(after:)``.
  mutating func forgetFuture(after instant: Instant) {
    told.removeAll { $0.at > instant }
    if let since = untold?.since { untold?.since = min(since, instant) }
  }
}

/// Rejections that people were not told of.
package struct UntoldRejections: Codable, Hashable, Sendable {
  package var count: Int
  /// When the first of them was.
  package var since: Instant
}

extension CommandGiven {
  /// What makes a rejection of it another one than that before: times and numbers do not, nor does an execution that nobody
  /// knows.
  func rejection(_ reason: String, of execution: ExecutionID?) -> String {
    var kind = ""
    for scalar in reason.unicodeScalars {
      let isDigit = ("0"..."9").contains(scalar)
      if isDigit, kind.unicodeScalars.last == "0" { continue }
      kind.unicodeScalars.append(isDigit ? "0" : scalar)
    }
    return "\(command.rawValue) \(execution?.rawValue ?? "") \(Fingerprint.short(kind))"
  }
}
