import DarumaCatalog
import Testing

@Suite("A plan that this version can't run is refused before it is put in force")
struct PlanKindTests {
  private static let steps = "steps: [ { id: check, action: http.check, with: { url: \"https://a.b\" } } ]"

  private static func plan(of kind: String) -> String { "    kind: \(kind)\n    \(steps)\n" }

  @Test("at its name", arguments: ["drill", "failback"])
  func refused(kind: String) {
    let text = GoodApplication.textBeforePlans + "plans:\n  ‹region:\n" + Self.plan(of: kind)
    expect(text, gives: [.planKindNotRun])
    #expect(
      MarkedText(text).read().diagnostics.map(\.description) == [
        "orders.yaml:30:3: error: plan `region` is of kind \(kind), which this version can't run; "
          + "remove it, or write it as a failover or a restore; only these can be started (plan.kind-not-run)"
      ])
  }

  @Test("also beside a failover, and where no trigger runs it", arguments: ["drill", "failback"])
  func beside(kind: String) {
    expect(GoodApplication.text + "  ‹other:\n" + Self.plan(of: kind), gives: [.planKindNotRun])
  }

  @Test("a restore is not, and acts where its steps say; it has no cut-over")
  func restore() {
    func text(_ step: String) -> String {
      GoodApplication.text + "  repair:\n    kind: restore\n    steps:\n      - \(step)\n"
    }
    let restore = "{ id: r, action: rds.restore, resource: db, timeout: 1h, "
    expect(text(restore + "region: primary }"), gives: [], strict: true)
    expect(text(restore + "region: recovery }"), gives: [], strict: true)
    expect(text(restore + "region: ‹eu-west-1 }"), gives: [.keyConflict])
    expect(
      text("{ id: s, action: ecs.scale, resource: api, with: { desiredCount: 4 }, cutOver: ‹true }"),
      gives: [.keyConflict])
    // A failover rests on nothing there.
    let failover = GoodApplication.text.replacing(
      "        with: { subnetGroup: dr", with: "        region: primary\n        with: { subnetGroup: dr")
    let found = MarkedText(failover).read().diagnostics.map(\.code)
    #expect(found.contains(.needsPrimary), "\(found)")
  }

  @Test("a failover is not") func failover() { expect(GoodApplication.text, gives: [], strict: true) }
}
