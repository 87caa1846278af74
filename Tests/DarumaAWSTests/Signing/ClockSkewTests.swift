import DarumaCore
import Testing

@testable import DarumaAWS

@Suite("Correcting the clock")
struct ClockSkewTests {
  static let ours = Instant(milliseconds: 1_800_000_000_000)

  @Test(
    "a large difference is taken over, in both directions",
    arguments: [Span.hours(3), .minutes(-10), .days(9000)])
  func adopts(difference: Span) {
    var skew = ClockSkew.none
    let isAdopted = skew.adopt(serverTime: Self.ours + difference, ours: Self.ours)
    #expect(isAdopted)
    #expect(skew.correction == difference)
    #expect(skew.corrected(Self.ours) == Self.ours + difference)
  }

  @Test("a small difference is not the clock's fault", arguments: [Span.zero, .minutes(4), .minutes(-4)])
  func keeps(difference: Span) {
    var skew = ClockSkew.none
    let isAdopted = skew.adopt(serverTime: Self.ours + difference, ours: Self.ours)
    #expect(!isAdopted)
    #expect(skew == .none)
  }

  @Test("a refusal although the time was corrected already is not the clock's fault")
  func once() {
    var skew = ClockSkew.none
    let first = skew.adopt(serverTime: Self.ours + .hours(1), ours: Self.ours)
    #expect(first)
    let second = skew.adopt(serverTime: Self.ours + .hours(1) + .seconds(5), ours: Self.ours + .seconds(5))
    #expect(!second)
    #expect(skew.correction == .hours(1))
  }

  @Test("a clock that was set right is noticed again")
  func back() {
    var skew = ClockSkew.none
    let first = skew.adopt(serverTime: Self.ours + .hours(1), ours: Self.ours)
    #expect(first)
    let second = skew.adopt(serverTime: Self.ours + .hours(2), ours: Self.ours + .hours(2))
    #expect(second)
    #expect(skew.correction == .zero)
  }
}
