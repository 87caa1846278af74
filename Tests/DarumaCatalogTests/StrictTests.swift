import DarumaCatalog
import Testing

@Suite("--strict: fit to act while everyone sleeps")
struct StrictTests {
  static let approval = "    approval: { required: 1, from: [management], timeout: 30m, onTimeout: abort }\n"
  static let loss = "guards: { maximumLoss: 2h, failoversPerDay: 1 }\n"
  static let both =
    "{ all: [ { alarm: { name: \"or-*\", state: ALARM } }, { silence: { source: probe, for: 3m } } ] }"

  private func check(_ text: String, _ codes: [DiagnosticCode]) {
    expect(text.replacing("‹", with: ""), gives: [])
    expect(text, gives: codes, strict: true)
  }

  @Test("the good file is fit") func good() { check(GoodApplication.text, []) }

  @Test("a trigger that asks nobody needs a limit to the loss")
  func loss() {
    let asksNobody = GoodApplication.replacing(Self.approval, with: "")
    check(asksNobody, [])
    check(
      asksNobody.replacing(Self.loss, with: "").replacing("name: outage", with: "name: ‹outage"),
      [.unboundedLoss])
    check(GoodApplication.replacing(Self.loss, with: ""), [])
  }

  @Test("who proceeds without an answer asks nobody")
  func proceeds() {
    let text = GoodApplication.replacing("onTimeout: abort", with: "onTimeout: proceed")
    check(text, [])
    check(
      text.replacing(Self.loss, with: "").replacing("name: outage", with: "name: ‹outage"), [.unboundedLoss])
  }

  @Test(
    "a trigger needs evidence of two kinds",
    arguments: [
      "‹{ alarm: { name: a, state: ALARM } }", "‹{ health: { region: us-east-1 } }",
      "‹{ all: [ { alarm: { name: a, state: ALARM } }, { alarm: { name: b, state: ALARM } } ] }",
      "‹{ all: [ { alarm: { name: a, state: ALARM } }, { not: { health: { region: us-west-2 } } } ] }",
    ])
  func kinds(condition: String) {
    check(GoodApplication.replacing(Self.both, with: condition), [.oneKindOfEvidence])
  }

  @Test("where either of two kinds suffices, both are named")
  func either() {
    let text = GoodApplication.replacing(
      Self.both, with: "{ any: [ { alarm: { name: a, state: ALARM } }, { health: { region: us-east-1 } } ] }")
    check(text, [.oneKindOfEvidence, .oneKindOfEvidence])
  }

  @Test("an approval asks for operators with keys: without them a role is what the sender says")
  func unsigned() throws {
    let operators = try #require(GoodApplication.text.split(separator: "\n").first { $0.contains("name: hanako") })
    let text = GoodApplication.text.replacing("operators:\n\(operators)\n", with: "")
    check(text.replacing("from: [management]", with: "from: [‹management]"), [.unsignedApproval])
  }

  @Test("every step has a timeout of its own")
  func timeout() {
    check(
      GoodApplication.replacing("  - id: restore\n", with: "  - ‹id: restore\n").replacing(
        "        timeout: 2h\n", with: ""), [.noTimeout])
  }

  @Test("warnings are errors, and the application is withheld")
  func warnings() {
    let text = GoodApplication.replacing("from: [management]", with: "from: [‹manager]")
    expect(text, gives: [.unreachableRole])
    expect(text, gives: [.unreachableRole], strict: true)
    #expect(MarkedText(text).read().application != nil)
    #expect(MarkedText(text).read(strict: true).application == nil)
    #expect(MarkedText(text).read().diagnostics.map(\.severity) == [.warning])
    #expect(MarkedText(text).read(strict: true).diagnostics.map(\.severity) == [.error])
  }
}
