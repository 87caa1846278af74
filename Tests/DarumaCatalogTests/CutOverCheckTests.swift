import DarumaCatalog
import Testing

@Suite("Users are led to the recovery region once it has what they need")
struct CutOverTests {
  static let changes = [
    Change("no cut-over", "        cutOver: true\n", "", .noCutOver),
    Change(
      "no cut-over and no reason", "        cutOver: true\n", "",
      without: "        needs: An operator can do it at the registrar.\n", .noCutOver, .needsGlobalPlane),
    Change(
      "a cut-over that waits for no restore", "after: [restore]", "after: [tell]", .cutOverBeforeRestore),
    Change("two cut-overs, one after the other", "after: [switch]", "after: [switch]\n        cutOver: true"),
    Change(
      "a cut-over in a drill", "kind: failover", "kind: drill", .drillTouchesTraffic, .drillTouchesTraffic),
  ]

  @Test("else it is said", arguments: changes)
  func change(change: Change) { change.check() }
}
