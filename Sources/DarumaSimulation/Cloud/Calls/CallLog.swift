/// The newest calls in full, and counts of all calls ever, so that a test can say "exactly one restore"
/// however many calls there were.
package struct CallLog: Sendable {
  /// Most calls kept in full.
  package static let defaultLimit = 10_000

  private var history: BoundedHistory<Call>
  private var counts: [Key: Int] = [:]
  private var total = 0

  private struct Key: Sendable, Hashable {
    let operation: String
    let region: String
    let isDone: Bool
  }

  package init(limit: Int = CallLog.defaultLimit) {
    history = BoundedHistory(limit: limit)
  }

  /// The calls kept, oldest first.
  package var calls: [Call] { history.elements }

  /// How many calls are no longer kept in full.
  package var dropped: Int { history.dropped }

  /// The kept calls of one operation, oldest first.
  ///
  /// - Parameter region: nil for all regions.
  package func calls(of operation: String, in region: String? = nil) -> [Call] {
    calls.filter { $0.operation == operation && (region == nil || $0.region == region) }
  }

  /// How many calls of an operation there have been, since the beginning.
  ///
  /// - Parameters:
  ///   - region: nil for all regions.
  ///   - isDone: true: those carried out, whether or not the answer arrived; false: those that were not; nil:
  ///     all.
  package func count(of operation: String, in region: String? = nil, isDone: Bool? = nil) -> Int {
    counts.reduce(0) { sum, entry in
      let matches =
        entry.key.operation == operation && (region == nil || entry.key.region == region)
        && (isDone == nil || entry.key.isDone == isDone)
      return matches ? sum + entry.value : sum
    }
  }

  mutating func record(
    at time: Int64, service: CloudService, operation: String, region: String, parameters: [String: String],
    faults: [String], deed: Deed, arrived: Arrival
  ) {
    total += 1
    counts[Key(operation: operation, region: region, isDone: deed == .done), default: 0] += 1
    history.append(
      Call(
        number: total, at: time, service: service, operation: operation, region: region,
        parameters: parameters, faults: faults, deed: deed, arrived: arrived))
  }
}
