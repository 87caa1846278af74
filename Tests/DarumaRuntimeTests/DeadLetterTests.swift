import DarumaCore
import DarumaRuntime
import Testing

@Suite("Dead letters: a record once, its first reasons, and no more at once than can be sent")
struct DeadLetterTests {
  private static func letter(_ bytes: Int, problems: Int = 1) -> DeadLetter {
    DeadLetter(
      bytes: Array(repeating: 0, count: bytes), key: nil, headers: [], origin: .line(file: "f", number: 1),
      problems: (0..<problems).map { DeadLetter.Problem(code: "c\($0)", reason: String(repeating: "r", count: 2_000)) },
      at: Instant(milliseconds: 0))
  }

  @Test("the first reasons are written out, cut to a length, and all are counted")
  func reasons() {
    let letter = Self.letter(1, problems: 25)
    #expect(letter.code == "c0" && letter.count == 25 && letter.problems.count == DeadLetter.mostProblems)
    #expect(letter.problems.allSatisfy { $0.reason.count == DeadLetter.longestReason })
    #expect(letter.reason.hasSuffix("and 15 more"))
  }

  @Test("portions are in order and within the limit; a single larger letter goes alone")
  func portions() {
    let letters = [10_000, 10_000, 50_000, 10_000, 10_000, 10_000].map { Self.letter($0) }
    let portions = letters.portions(of: 30_000)
    #expect(portions.map { $0.map(\.bytes.count) } == [[10_000, 10_000], [50_000], [10_000, 10_000], [10_000]])
    #expect([DeadLetter]().portions().isEmpty)
  }
}
