package import DarumaCore
import Synchronization

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// Wall-clock time. It never runs backwards: where the system's clock is set back, it stands still until that catches
/// up, so that an event is never older than the one before it.
package final class SystemClock: WorkerClock {
  private let latest = Mutex(Int64.min)

  package init() {}

  package var now: Instant {
    var time = timespec()
    clock_gettime(CLOCK_REALTIME, &time)
    let read = Int64(time.tv_sec) * 1000 + Int64(time.tv_nsec) / 1_000_000
    return latest.withLock { latest in
      latest = max(latest, read)
      return Instant(milliseconds: latest)
    }
  }

  package func sleep(until instant: Instant) async throws {
    let wait = (instant - now).milliseconds
    if wait > 0 { try await Task.sleep(for: .milliseconds(wait)) }
  }
}
