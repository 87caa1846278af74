import DarumaCatalog
import Testing

@Suite("YAML that an application file may not hold is refused by name")
struct WrittenReaderTests {
  @Test(
    "an open bracket or quote is named where the parser gives up",
    arguments: [("[restore]", "[restore"), ("\"03:00-04:00\"", "\"03:00-04:00")])
  func syntax(closed: String, open: String) {
    let reading = MarkedText(GoodApplication.replacing(closed, with: open)).read()
    #expect(reading.diagnostics.map(\.code) == [.syntax])
    #expect(reading.diagnostics.allSatisfy { $0.line > 2 })
  }

  static let changes = [
    Change("a bad indentation", "    type: rds.instance", "   ‹type: rds.instance", .syntax),
    Change("a tab for indentation", "  - name: outage", "  - name: outage\n‹\tholdFor: 5m", .tab),
    Change("a second document", "triggers:\n", "---\n‹triggers:\n", .severalDocuments),
    Change("a key twice", "account: \"012345678901\"", "‹account: \"1\"\naccount: \"2\"", .duplicateKey),
    Change("a plan twice", "  region:\n    kind", "  ‹region: {}\n  region:\n    kind", .duplicateKey),
    Change("an alias of nothing", "\"or-*\"", "‹*or", .anchor),
    Change("an anchor that nobody uses", "[restore]", "‹&x [restore]", .anchor),
    Change("an alias before its anchor is the first of the two", "[scale, tell]", "[‹*x, &x tell]", .anchor),
    Change("a tag", "id: db", "id: ‹!Ref db", .tag),
    Change("a tag on a mapping", "with: { desiredCount: 4 }", "with: ‹!!omap { desiredCount: 4 }", .tag),
    Change("a merge key", "tier: 1", "tier: 1\n    ‹<<: { tier: 2 }", .mergeKey),
    Change("a key that is a list", "tier: 1", "tier: 1\n    ? ‹[a, b]\n    : c", .keyNotText),
  ]

  @Test("it is named by its place, and nothing else is said", arguments: changes)
  func refusal(change: Change) { change.check() }

  @Test("text with & and * inside words, quotes and comments is no anchor")
  func harmless() {
    expect(
      GoodApplication.text + "# &a *a\n", gives: [])
    Change("a message", "message: Begun.", "message: \"a *b &c\"").check()
    Change("a plain message", "message: Begun.", "message: R&D a &b *c").check()
    Change("a URL", "app.example.com/health\"", "app.example.com/health/a=*&b=*\"").check()
  }

  @Test("a few lines that stand for billions of nodes are refused at once")
  func bomb() {
    var text = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n"
    for level in 1...12 {
      let aliases = Array(repeating: "*a\(level - 1)", count: 10).joined(separator: ", ")
      text += "a\(level): &a\(level) [\(aliases)]\n"
    }
    // As a key it would be hashed as a whole.
    text += "? *a12\n: x\n"
    #expect(MarkedText(text).read().diagnostics.map(\.code) == [.anchor])
  }

  @Test(
    "aliases hidden behind flow indicators are found", arguments: ["[{&z:*a}]", "[&a,*a]", "{ &x a : *x }"])
  func hiddenAlias(text: String) {
    let reading = MarkedText("a: \(text)\n").read()
    #expect([[DiagnosticCode.anchor], [.syntax]].contains(reading.diagnostics.map(\.code)))
  }

  @Test(
    "deep nesting is refused and breaks nothing",
    arguments: ["[", "{a: ", "- ", "? ", "{? ", "[[],"], [41, 900, 5000])
  func deep(open: String, depth: Int) {
    let codes = MarkedText("a:\n  " + String(repeating: open, count: depth)).read().diagnostics.map(\.code)
    #expect(!codes.isEmpty)
  }

  @Test("nesting above the limit is named where it begins to be too deep")
  func tooDeep() {
    let reading = MarkedText(
      "a: " + String(repeating: "[", count: 100) + String(repeating: "]", count: 100)
    ).read()
    #expect(reading.diagnostics.contains { $0.code == .tooDeep && $0.column == 43 })
  }

  @Test("many problems are counted, not listed for ever")
  func many() {
    let keys = (0..<500).map { "key\($0): 1\n" }.joined()
    let reading = MarkedText(GoodApplication.text + keys).read()
    #expect(reading.diagnostics.count == 101)
    #expect(reading.diagnostics.last?.code == .tooManyProblems)
    #expect(reading.diagnostics.last?.message == "400 more problems are not shown")
    #expect(reading.diagnostics.last?.severity == .error)
  }
}
