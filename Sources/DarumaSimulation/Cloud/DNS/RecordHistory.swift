/// What the authoritative servers answer for one record set over time. A change shows there once it is
/// `INSYNC`, and to a resolver that had just asked, a TTL later still.
struct RecordHistory: Sendable {
  /// Versions kept: enough for every change that can still be on its way or in a cache.
  static let limit = 64

  private struct Version: Sendable {
    let set: RecordSet?
    /// Milliseconds since the epoch.
    let from: Int64
  }

  private var versions: [Version] = []

  /// From `time` on the answer is `set`; nil: none.
  mutating func publish(_ set: RecordSet?, from time: Int64) {
    versions.append(Version(set: set, from: time))
    if versions.count > Self.limit { versions.removeFirst() }
  }

  /// What is answered at `now`.
  ///
  /// - Parameter throughCache: seen through a resolver that asked just before the last change.
  func answer(at now: Int64, throughCache: Bool) -> RecordSet? {
    guard let index = versions.lastIndex(where: { $0.from <= now }) else { return nil }
    guard throughCache, index > 0, let old = versions[index - 1].set else { return versions[index].set }
    return now < versions[index].from + old.ttlSeconds * 1_000 ? old : versions[index].set
  }
}
