import DarumaCatalog
import Testing

@Suite("A plan that this version can't run is refused before it is put in force")
struct PlanKindTests {
  private static let steps = "steps: [ { id: check, action: http.check, with: { url: \"https://a.b\" } } ]"

  private static func plan(of kind: String) -> String { "    kind: \(kind)\n    \(steps)\n" }

  @Test("at its name", arguments: ["drill", "restore", "failback"])
  func refused(kind: String) {
    let text = GoodApplication.textBeforePlans + "plans:\n  ‹region:\n" + Self.plan(of: kind)
    expect(text, gives: [.planKindNotRun])
    #expect(
      MarkedText(text).read().diagnostics.map(\.description) == [
        "orders.yaml:30:3: error: plan `region` is of kind \(kind), which this version can't run; "
          + "remove it, or write it as a failover; only `kind: failover` can be started (plan.kind-not-run)"
      ])
  }

  @Test("also beside a failover, and where no trigger runs it", arguments: ["drill", "restore", "failback"])
  func beside(kind: String) {
    expect(GoodApplication.text + "  ‹other:\n" + Self.plan(of: kind), gives: [.planKindNotRun])
  }

  @Test("a failover is not") func failover() { expect(GoodApplication.text, gives: [], strict: true) }
}
