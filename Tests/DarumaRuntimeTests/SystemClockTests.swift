import DarumaCore
import DarumaRuntime
import Synchronization
import Testing

@Suite("The clock that nobody can set")
struct SystemClockTests {
  private static let second: Int64 = 1_000_000_000

  /// A host whose clocks the test moves.
  private final class Host: Sendable {
    private let reading = Mutex(SystemClock.Reading(wallNanoseconds: 1000 * second, steadyNanoseconds: 7 * second))

    var read: @Sendable () -> SystemClock.Reading { { [self] in reading.withLock(\.self) } }

    func pass(_ seconds: Int64, wall: Int64? = nil) {
      reading.withLock { reading in
        reading.steadyNanoseconds += seconds * SystemClockTests.second
        reading.wallNanoseconds += (wall ?? seconds) * SystemClockTests.second
      }
    }
  }

  private let host = Host()

  private func seconds(_ clock: SystemClock) -> Int64 { clock.now.milliseconds / 1000 }

  @Test("it begins with the wall clock and passes with the monotonic one")
  func passes() {
    let clock = SystemClock(read: host.read)
    #expect(seconds(clock) == 1000)
    host.pass(3600)
    #expect(seconds(clock) == 4600 && clock.apart == nil)
    #expect(clock.uptime == .seconds(3607))
  }

  @Test(
    "a jump of half an hour is not followed, forward or back, and told until both agree again",
    arguments: [1800, -1800])
  func jumps(_ jump: Int64) {
    let clock = SystemClock(read: host.read)
    host.pass(10, wall: 10 + jump)
    #expect(seconds(clock) == 1010)
    #expect(clock.apart == .seconds(jump))
    host.pass(60)
    #expect(seconds(clock) == 1070)
    host.pass(5, wall: 5 - jump)
    #expect(seconds(clock) == 1075 && clock.apart == nil)
  }

  @Test("a day ahead for three seconds leaves no trace")
  func dayAhead() {
    let clock = SystemClock(read: host.read)
    host.pass(1, wall: 86_401)
    #expect(seconds(clock) == 1001)
    host.pass(3)
    #expect(clock.apart == .days(1))
    host.pass(1, wall: -86_399)
    #expect(seconds(clock) == 1005 && clock.apart == nil)
  }

  @Test("a small step is followed little by little, and never backwards", arguments: [20, -20])
  func steps(_ step: Int64) {
    let clock = SystemClock(read: host.read)
    host.pass(0, wall: step)
    var last = clock.now
    for _ in 0..<100 {
      host.pass(1)
      let now = clock.now
      #expect(now > last && clock.apart == nil)
      last = now
    }
    #expect(seconds(clock) == 1000 + 100 + step / 2, "half of it, by a tenth of the time that passed")
    host.pass(200)
    #expect(seconds(clock) == 1000 + 300 + step)
  }

  @Test("what the wall clock is slewed by gathers no difference, also where the clock is read all the time")
  func slews() {
    let reading = Mutex(SystemClock.Reading(wallNanoseconds: 0, steadyNanoseconds: 0))
    let clock = SystemClock(read: { reading.withLock(\.self) })
    // A day at 500 parts in a million, read each second and a few times at once.
    for _ in 0..<86_400 {
      reading.withLock { reading in
        reading.steadyNanoseconds += Self.second
        reading.wallNanoseconds += Self.second + 500_000
      }
      _ = clock.now
      _ = clock.now
    }
    #expect(clock.now.milliseconds == 86_400_000 + 43_200 && clock.apart == nil)
  }

  @Test("the host's own clocks agree")
  func host_() {
    let clock = SystemClock()
    #expect(clock.apart == nil)
    #expect(clock.now > Instant(milliseconds: 1_700_000_000_000))
  }
}
