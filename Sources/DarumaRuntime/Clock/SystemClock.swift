package import DarumaCore
import Synchronization

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// Wall-clock time as it was when the process started, and from there on by the monotonic clock: whoever moves the
/// host's clock must not make a hold-down or a time-out pass.
///
/// What the wall clock gains or loses little by little (NTP slews it by half a millisecond a second at the most, a leap
/// second is one) is followed, at a tenth of the time that passes, so that no drift gathers and nothing runs backwards.
/// A difference beyond ``jumpLimit`` is a jump: it is not followed, and ``apart`` says so until both agree again.
package final class SystemClock: WorkerClock {
  /// Two clocks, read together.
  package struct Reading: Sendable {
    /// Since 1970-01-01T00:00:00Z.
    package var wallNanoseconds: Int64
    package var steadyNanoseconds: Int64

    package init(wallNanoseconds: Int64, steadyNanoseconds: Int64) {
      self.wallNanoseconds = wallNanoseconds
      self.steadyNanoseconds = steadyNanoseconds
    }
  }

  private struct Hands {
    var shownNanoseconds: Int64
    var steadyNanoseconds: Int64
    var apart: Span?
  }

  /// A greater difference between wall clock and monotonic clock is not followed.
  package static let defaultJumpLimit = Span.seconds(30)
  /// Of the time that passes, the part by which the wall clock is followed.
  private static let followedPart: Int64 = 10
  private static let nanosecondsPerMillisecond: Int64 = 1_000_000

  private let jumpLimit: Span
  private let read: @Sendable () -> Reading
  private let hands: Mutex<Hands>

  package init(
    jumpLimit: Span = SystemClock.defaultJumpLimit, read: @escaping @Sendable () -> Reading = SystemClock.readHost
  ) {
    self.jumpLimit = jumpLimit
    self.read = read
    let reading = read()
    hands = Mutex(
      Hands(shownNanoseconds: reading.wallNanoseconds, steadyNanoseconds: reading.steadyNanoseconds, apart: nil))
  }

  package var now: Instant {
    Instant(milliseconds: look().shownNanoseconds / Self.nanosecondsPerMillisecond)
  }

  package var uptime: Span { Span(milliseconds: look().steadyNanoseconds / Self.nanosecondsPerMillisecond) }

  package var apart: Span? { look().apart }

  package func sleep(until instant: Instant) async throws {
    let wait = (instant - now).milliseconds
    if wait > 0 { try await Task.sleep(for: .milliseconds(wait)) }
  }

  private func look() -> Hands {
    hands.withLock { hands in
      // Read under the lock: of two threads that read, the one that read first must not move the hands last.
      let reading = read()
      let passed = max(0, reading.steadyNanoseconds - hands.steadyNanoseconds)
      hands.steadyNanoseconds += passed
      hands.shownNanoseconds += passed
      let ahead = reading.wallNanoseconds - hands.shownNanoseconds
      if abs(ahead) / Self.nanosecondsPerMillisecond > jumpLimit.milliseconds {
        hands.apart = Span(milliseconds: ahead / Self.nanosecondsPerMillisecond)
      } else {
        hands.apart = nil
        let most = passed / Self.followedPart
        hands.shownNanoseconds += min(max(ahead, -most), most)
      }
      return hands
    }
  }

  /// The host's own clocks.
  package static let readHost: @Sendable () -> Reading = {
    Reading(wallNanoseconds: nanoseconds(CLOCK_REALTIME), steadyNanoseconds: nanoseconds(CLOCK_BOOTTIME))
  }

  private static func nanoseconds(_ clock: clockid_t) -> Int64 {
    var time = timespec()
    clock_gettime(clock, &time)
    return Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec)
  }
}
