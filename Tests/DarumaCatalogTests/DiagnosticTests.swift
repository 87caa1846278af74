import Testing

@testable import DarumaCatalog

@Suite("A diagnostic tells where, what, and what would be right")
struct DiagnosticTests {
  @Test("on one line, as compilers do")
  func rendering() {
    let text = GoodApplication.replacing("rpo: 2d", with: "rpo: 1x")
    let reading = MarkedText(text).read()
    #expect(
      reading.diagnostics.map(\.description) == [
        "orders.yaml:5:20: error: `1x` is not a length of time; "
          + "write whole numbers with ms, s, m, h, d or w, "
          + "such as `30m`, `4h`, `1h30m`; at most ten years (duration.bad)"
      ])
  }

  @Test("codes are told apart and are made of a family and a word")
  func codes() {
    let codes = DiagnosticCode.allCases.map(\.rawValue)
    #expect(Set(codes).count == codes.count)
    for code in codes { #expect(code.split(separator: ".").count == 2) }
  }

  @Test("quoted text stays on its line and within bounds")
  func quotation() {
    #expect(quoted("a\nb\u{1B}[31m") == "`a\\u{a}b\\u{1b}[31m`")
    #expect(quoted(String(repeating: "x", count: 200)).count == 85)
    #expect(quoted("受注") == "`受注`")
  }

  @Test("lists of choices read as words")
  func choices() {
    #expect(alternatives([]) == "nothing")
    #expect(alternatives(["a"]) == "`a`")
    #expect(alternatives(["a", "b", "c"]) == "`a`, `b` or `c`")
    #expect(alternatives((0..<20).map { "\($0)" }).hasSuffix("`11` or 8 more"))
  }
}

@Suite("Near misses are recognised")
struct NearMissTests {
  @Test(
    "a slip of the pen is understood",
    arguments: [
      ("restroe-db", "restore-db"), ("rds.restor", "rds.restore"), ("Restore_DB", "restore-db"),
      ("rds.restore", "rds.restore"), ("restoredb", "restore-db"), ("xestore-db", "restore-db"),
    ])
  func near(word: String, meant: String) {
    #expect(NearMiss.of(word, among: ["check", "rds.restore", "restore-db"]) == meant)
  }

  @Test(
    "another word is not", arguments: ["", "zzz", "delete-everything", String(repeating: "r", count: 1000)])
  func far(word: String) {
    #expect(NearMiss.of(word, among: ["check", "rds.restore", "restore-db"]) == nil)
  }

  @Test("the nearest wins, the first of two as near")
  func nearest() {
    #expect(NearMiss.of("step-2x", among: ["step-1", "step-2", "step-3"]) == "step-2")
    #expect(NearMiss.of("step-9", among: ["step-1", "step-2"]) == "step-1")
  }
}
