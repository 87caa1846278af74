import DarumaActions
import DarumaCatalog
import DarumaCore
import TestSupport
import Testing

@Suite("The list of actions")
struct ActionCatalogTests {
  @Test("is made of the files: one type each, called as the action is, and a name of its own for each")
  func names() {
    let kinds = ActionCatalog.table.kinds
    #expect(Set(kinds.map(\.name)).count == kinds.count)
    let known: Set<ActionName> = ["rds.restore", "ecs.scale", "route53.switch", "http.check", .notify]
    #expect(known.isSubset(of: kinds.map(\.name)))
    for (kind, type) in zip(kinds, ActionCatalog.typeNames) {
      #expect(kind.name.rawValue.filter { $0 != "." }.lowercased() == type.lowercased())
      #expect(!kind.about.isEmpty && kind.about.hasSuffix("."))
    }
  }

  @Test(
    "the actions that other tests make do with have the traits of the real ones",
    arguments: [
      StepAction.rdsRestore(), .ecsScale(desiredCount: 1), .route53Switch(zone: "Z", name: "n", values: ["192.0.2.1"]),
      .httpCheck(url: "https://a.example"), .notify(channels: [], message: "m"),
    ])
  func samples(sample: StepAction) throws {
    let kind = try #require(ActionCatalog.table[sample.name])
    #expect(kind.traits == sample.traits)
  }

  @Test("each sentence names parameters that the action has", arguments: ActionCatalog.table.names)
  func sentences(name: String) throws {
    let kind = try #require(ActionCatalog.table[ActionName(name)])
    #expect(!kind.traits.sentence.isEmpty)
  }
}
