internal import DarumaAWS
internal import DarumaCatalog
internal import DarumaCore

/// The moment that something is restored to: the keys `time` and `before`, and the latest that there is without them.
enum RestoreMoment {
  /// Of any window: 35 days is the most that AWS keeps.
  private static let longestAgo = Span.days(35)
  private static let latest = "latest"
  /// The parameter with it.
  static let name = "moment"

  private static let time = Key.optional(
    "time", Form<Instant>.instant,
    "The moment; without it and `before` the latest that can be restored, or that is wanted (`daruma restore --before`)."
  )
  private static let before = Key.optional(
    "before", Form<Span>.span(from: .seconds(1), upTo: longestAgo),
    "The moment so long before the execution began: `1h` for an hour ago.")

  /// - Parameter latest: What stands for the latest moment; `latest` itself where no recovery point is chosen.
  static func parameters(latest: Document = .text(RestoreMoment.latest)) -> [Parameter] {
    [.fixed(latest, as: name)] + given
  }

  private static let given: [Parameter] = [
    .made(of: time, as: name) { .text($0.description) },
    .made(of: before, as: name) { .blank(.before($0)) },
  ]
  static let rules: [KeyRule] = [.excludes(time.name, before.name)]

  /// Nil: the latest that there is.
  static func read(_ wanted: Arguments) throws(CloudFault) -> Instant? {
    let text = try wanted.text(name)
    guard text != latest else { return nil }
    guard let instant = Instant(rfc3339: text) else { throw wanted.fault(name, "is no moment") }
    return instant
  }
}
