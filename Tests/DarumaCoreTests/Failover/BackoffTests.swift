import TestSupport
import Testing

@testable import DarumaCore

@Suite("The pause before another attempt")
struct BackoffTests {
  private static func pause(_ attempt: Int, backoff: Span = .seconds(30), execution: ExecutionID = "e1") -> Span {
    let effect = Effect(
      id: Effect.identifier(execution: execution, step: "s", attempt: attempt), application: "a",
      execution: execution, step: "s", attempt: attempt, purpose: .perform,
      action: .httpCheck(url: "", expect: 200, consecutive: 1), deadline: .at("03:00"))
    return Backoff.pause(
      after: effect,
      Step(id: "s", action: .notify(channels: [], message: ""), backoff: backoff))
  }

  @Test("it doubles up to its limit, and varies by a fifth at most")
  func doubles() {
    for attempt in 1...60 {
      let base = min(30_000 << Int64(min(attempt - 1, 20)), Step.longestBackoff.milliseconds)
      let range = (base * 8 / 10)...(base * 12 / 10)
      #expect(range.contains(Self.pause(attempt).milliseconds), "attempt \(attempt)")
    }
  }

  @Test("the greatest numbers don't overflow")
  func overflow() {
    let longest = Step.longestBackoff.milliseconds
    #expect(Self.pause(.max, backoff: Span.longestWritten).milliseconds <= longest * 12 / 10)
    #expect(Self.pause(1, backoff: .zero) == .zero)
  }

  @Test("the same effect waits as long; those of other executions differ")
  func varies() {
    #expect(Self.pause(3) == Self.pause(3))
    let pauses = Set((1...50).map { Self.pause(1, execution: ExecutionID("e\($0)")) })
    #expect(pauses.count > 25)
  }
}
