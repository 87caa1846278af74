import DarumaCatalog
import Testing

@Suite("Steps that wait for each other are found, with the way round")
struct StepGraphTests {
  /// With a replica of the database, so that a failover of checks alone leaves nothing behind.
  private static let head = GoodApplication.textBeforePlans.replacing(
    "retain: 30d, copyTo: us-west-2 }\n",
    with: "retain: 30d, copyTo: us-west-2 }\n      - { kind: replica, copyTo: us-west-2 }\n")

  /// The first step is the cut-over.
  private func plan(_ steps: [(id: String, after: String)]) -> String {
    let lines = steps.enumerated().map { index, step in
      "      - { id: \(step.id), after: [\(step.after)], action: http.check, with: { url: \"https://a.b\" }"
        + (index == 0 ? ", cutOver: true }" : " }")
    }
    return Self.head + "plans:\n  region:\n    kind: failover\n    steps:\n" + lines.joined(separator: "\n") + "\n"
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
    expect(Self.head + "plans:\n  region: { kind: failover, steps: ‹[] }\n", gives: [.itemCount])
  }
}
