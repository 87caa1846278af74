import DarumaCatalog
import Testing

@Suite("Users are led to the recovery region once it has what they need")
struct CutOverTests {
  private static let cutOver = "        cutOver: true\n"
  private static let needs = "        needs: An operator can do it at the registrar.\n"
  private static let routing =
    "action: route53.switch\n        with: { zone: Z1, name: app.example.com, target: dr.example.com }"
  private static let checking = "action: http.check\n        with: { url: \"https://dr.example.com/health\" }"

  static let changes = [
    Change(
      "no cut-over, and no step that moves users by its nature", routing, checking, without: cutOver,
      marking: GoodApplication.planName, .noCutOver),
    Change("another action as the cut-over", routing, checking),
    Change("a switch that is not called the cut-over", cutOver, ""),
    Change(
      "a switch that is not called the cut-over, and no reason", cutOver, "", without: needs,
      marking: "route53.switch", .needsGlobalPlane),
    Change(
      "a cut-over that waits for no restore", "after: [restore]", "after: [tell]", .cutOverBeforeRestore),
    Change(
      "a plan that goes on without the cut-over", cutOver, cutOver + "        onFailure: continue\n",
      marking: "continue", .goesOnWithout),
    Change("two cut-overs, one after the other", "after: [switch]", "after: [switch]\n        cutOver: true"),
    Change(
      "a cut-over in a drill, which is refused itself", "kind: failover", "kind: drill", .planKindNotRun,
      .drillTouchesTraffic, .drillTouchesTraffic),
  ]

  @Test("a drill changes nothing in the primary region, by whatever word", arguments: ["primary", "us-east-1"])
  func drill(region: String) {
    let drill = """
        ‹drill-1:
          kind: drill
          steps:
            - { id: stop, action: ecs.scale, region: ‹\(region), resource: api, with: { desiredCount: 0 } }
            - { id: start, action: ecs.scale, resource: api, with: { desiredCount: 1 } }

      """
    expect(
      GoodApplication.text.replacing("plans:\n", with: "plans:\n" + drill),
      gives: [.planKindNotRun, .drillTouchesTraffic])
  }

  @Test("else it is said", arguments: changes)
  func change(change: Change) { change.check() }
}
