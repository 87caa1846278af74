internal import DarumaCore
internal import Synchronization

/// Lets calls through no faster than ``ListingLimits`` says: one bucket for each service and region, as AWS
/// has them. Shared by everything that lists, and by what is only looked at.
package final class CallGate: Sendable {
  private struct Destination: Hashable {
    var service: String
    var region: Region
  }

  private let limits: ListingLimits
  private let pacing: Pacing
  private let buckets = Mutex<[Destination: TokenBucket]>([:])

  package init(_ limits: ListingLimits = ListingLimits(), _ pacing: Pacing = .real()) {
    self.limits = limits
    self.pacing = pacing
  }

  /// Returns when it is the call's turn.
  ///
  /// - Throws: ``CancellationError`` where the task is cancelled while it waits.
  func pass(_ service: AWSService, _ region: Region) async throws(CancellationError) {
    let now = pacing.elapsed()
    let pause = buckets.withLock { buckets in
      buckets[
        Destination(service: service.endpointPrefix, region: region),
        default: TokenBucket(perSecond: limits.callsPerSecond, size: limits.burst)
      ].take(at: now)
    }
    if pause > .zero { try await pacing.sleep(pause) }
  }
}
