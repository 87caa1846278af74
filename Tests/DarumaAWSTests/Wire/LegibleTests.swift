import AWSTestSupport
import DarumaCore
import Testing

@testable import DarumaAWS

@Suite("Texts from outside are bounded, in letters and in bytes")
struct LegibleTests {
  @Test("one line, without control characters")
  func line() {
    #expect(Legible.line(" a\u{1B}[2J\r\n\t b\u{2028}c ", letters: 20) == "a [2J b c")
    #expect(Legible.line("abcdef", letters: 6) == "abcdef")
    #expect(Legible.line("abcdefg", letters: 6) == "abcdef...")
    #expect(Legible.line("ab cdefg", letters: 3) == "ab ...")
    #expect(Legible.beginning(of: "日本語", letters: 3) == "日本語")
    #expect(Legible.beginning(of: "日本語です", letters: 3) == "日本語...")
  }

  /// One letter of 3 MB, as a person sees it.
  private static let letter = "a" + String(repeating: "\u{301}", count: 1_500_000)

  @Test("an error of few letters and many bytes is cut, in its text, its code and its id")
  func manyBytes() async throws {
    let harness = CallHarness(
      [
        .success(.queryError(400, "Invalid", Self.letter, requestID: Self.letter)),
        .success(.queryError(400, Self.letter)),
      ], policy: RetryPolicy(maximumTries: 1))
    let fault = try #require(await harness.fault(of: GetCallerIdentity()))
    #expect(fault.code == "sts.Invalid" && fault.message.utf8.count < 4 * 1024)
    let noCode = try #require(await harness.fault(of: RestoreDBInstanceFromDBSnapshot(instance: "i", snapshot: "s")))
    #expect(noCode.code == "rds.NotAWS" && noCode.message.utf8.count < 4 * 1024)
  }

  @Test("what is wrong in an answer is quoted in part")
  func unreadable() async throws {
    let body =
      "<GetCallerIdentityResponse><GetCallerIdentityResult><Arn>\(Self.letter)</Arn><Account>1</Account>"
      + "</GetCallerIdentityResult></GetCallerIdentityResponse>"
    let harness = CallHarness([.success(.ok(body)), .success(.ok("<\(String(repeating: "x", count: 100_000))/>"))])
    #expect(await harness.fault(of: GetCallerIdentity())?.code == "sts.UnreadableAnswer")
    let fault = try #require(await harness.fault(of: GetCallerIdentity()))
    #expect(fault.message.utf8.count < 4 * 1024)
  }
}
