import DarumaCore

/// What has been found in one record so far. Families add to it; it holds what they need not know: the
/// record's origin, its time, the feed that was asked for, the limits.
struct Findings {
  private(set) var decoded = Decoded()
  let origin: Origin
  /// Stands in where an event has no time of its own.
  let receivedAt: Instant
  private let limits: FeedLimits
  private let only: Feed?
  private var feed: Feed?
  private var count = 0

  init(origin: Origin, receivedAt: Instant, limits: FeedLimits, only: Feed?) {
    self.origin = origin
    self.receivedAt = receivedAt
    self.limits = limits
    self.only = only
  }

  /// Whether the limit is reached: nothing more is taken.
  var isFull: Bool { count > limits.findings }

  /// Lets a family read, unless another feed alone was asked for. What it throws becomes a problem of that
  /// feed.
  mutating func read<Input>(
    _ feed: Feed, _ input: Input, by family: (Input, inout Findings) throws(Problem) -> Void
  ) {
    guard only == nil || only == feed else {
      return ignore("belongs to another feed than the one that was asked for", of: feed)
    }
    let outer = self.feed
    self.feed = feed
    do throws(Problem) {
      try family(input, &self)
    } catch {
      refuse(error)
    }
    self.feed = outer
  }

  mutating func refuse(_ problem: Problem) {
    guard admit() else { return }
    var problem = problem
    problem.feed = problem.feed ?? feed
    decoded.problems.append(problem)
  }

  /// `reason` says what the element is and why it tells nothing about recovery.
  mutating func ignore(_ reason: String) { ignore(reason, of: feed) }

  mutating func ignore(_ reason: String, of feed: Feed?) {
    let ignored = Ignored(feed, reason)
    if let last = decoded.ignored.indices.last, decoded.ignored[last].feed == feed,
      decoded.ignored[last].reason == reason
    {
      guard admit() else { return }
      decoded.ignored[last].count += 1
    } else if admit() {
      decoded.ignored.append(ignored)
    }
  }

  /// Adds a signal whose id is made of the kind of the fact and `key`, the fact's own key.
  mutating func add(_ fact: Fact, key: SignalKey, of subject: Subject, by rule: Rule) throws(Problem) {
    let id = key.identifier(of: fact.kind)
    guard id.utf8.count <= limits.signalIDBytes else {
      throw Problem(
        .keyTooLong, at: "", "the fact's key has \(id.utf8.count) bytes, more than \(limits.signalIDBytes)",
        remedy: "raise the limit if such names are meant")
    }
    guard admit() else { return }
    decoded.signals.append(
      Signal(
        id: SignalID(id), at: subject.at, seenAt: subject.seenAt, source: subject.source,
        account: subject.account, region: subject.region, resource: subject.resource, fact: fact, raw: origin)
    )
    decoded.rules.append(rule)
  }

  private mutating func admit() -> Bool {
    guard !isFull else { return false }
    count += 1
    guard isFull else { return true }
    decoded.problems.append(
      Problem(
        .tooManyFindings, at: "",
        "the record holds more than \(limits.findings) elements; the rest was not read",
        remedy: "send fewer elements in one record, or raise the limit"))
    return false
  }
}
