import DarumaCatalog
import Testing

@Suite("Steps that wait for each other are found, with the way round")
struct StepGraphTests {
  private func plan(_ steps: [(id: String, after: String)]) -> String {
    let head = GoodApplication.textBeforePlans
    let lines = steps.map {
      "      - { id: \($0.id), after: [\($0.after)], action: http.check, with: { url: \"https://a.b\" } }"
    }
    return head + "plans:\n  region:\n    kind: restore\n    steps:\n" + lines.joined(separator: "\n") + "\n"
  }

  @Test("a step that waits for itself")
  func selfLoop() {
    let text = MarkedText(plan([("a", "‹a")]))
    #expect(text.read().diagnostics.map(\.place) == text.places)
    #expect(
      text.read().diagnostics.map(\.message) == ["these steps wait for each other: `a` after `a`"])
  }

  @Test("the path is named in full, and the item that closes it is the place")
  func path() {
    let text = MarkedText(plan([("a", ""), ("b", "a, d"), ("c", "‹b"), ("d", "a, c")]))
    let diagnostics = text.read().diagnostics
    #expect(diagnostics.map(\.code) == [.cycle])
    #expect(diagnostics.map(\.place) == text.places)
    #expect(
      diagnostics.map(\.message) == ["these steps wait for each other: `b` after `d` after `c` after `b`"])
  }

  @Test("cycles that have nothing to do with each other are all named")
  func two() {
    expect(plan([("a", "b"), ("b", "‹a"), ("c", "d"), ("d", "‹c")]), gives: [.cycle, .cycle])
  }

  @Test("a diamond is no cycle")
  func diamond() {
    expect(plan([("d", "b, c"), ("b", "a"), ("c", "a"), ("a", "")]), gives: [])
  }

  @Test("the longest plan is walked, one longer is refused", arguments: [200, 201])
  func long(count: Int) {
    let steps = (0..<count).map { (id: "s\($0)", after: $0 + 1 < min(count, 200) ? "s\($0 + 1)" : "") }
    expect(plan(steps), gives: count == 200 ? [] : [.itemCount])
  }

  @Test("a plan needs a step")
  func empty() {
    let head = GoodApplication.textBeforePlans
    expect(head + "plans:\n  region: { kind: restore, steps: ‹[] }\n", gives: [.itemCount])
  }
}
