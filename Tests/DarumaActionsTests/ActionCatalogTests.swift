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

  private static let balancer = "arn:aws:elasticloadbalancing:us-west-2:012345678901"

  /// Of each action the shortest `with` that it takes; rds.restore has its sample.
  private static let shortest: [String: String] = [
    "autoscaling.scale": "{ group: web, desiredCapacity: 2 }",
    "ecs.scale": "{ desiredCount: 2, cluster: main, service: api }",
    "elbv2.weights":
      #"{ rule: "\#(balancer):listener/app/a/1/2", targetGroups: [{ arn: "\#(balancer):targetgroup/a/1", weight: 1 }] }"#,
    "events.rule": "{ rule: nightly, state: enabled }", "http.check": #"{ url: "https://a.example" }"#,
    "lambda.eventsource": "{ uuid: a1b2c3d4-5678-90ab-cdef-111111111111, state: disabled }",
    "notify": #"{ message: m, to: [{ sns: "arn:aws:sns:us-west-2:012345678901:m" }] }"#,
    "rds.modify": "{ instance: db-1, multiAZ: true }", "rds.promote": "{ instance: db-1 }",
    "rds.start": "{ instance: db-1 }", "rds.stop": "{ instance: db-1 }",
    "route53.switch": "{ zone: Z1, name: a.example, target: b.example }",
  ]

  @Test(
    "what an action says of itself names parameters that every request of it has", arguments: ActionCatalog.table.names)
  func sentences(name: String) throws {
    let action = try written(name)
    let sentence = action.traits.sentence
    let named = sentence.matches(of: /\{([^}]*)\}/).map { String($0.1) }
    let given = action.parameters.keys.map { $0 }
    #expect(!sentence.isEmpty && Set(named).isSubset(of: Set(given).union(["region"])), "\(named)")
  }

  private func written(_ name: String) throws -> StepAction {
    if name == "rds.restore" {
      return .rdsRestore()
    }
    let with = try #require(Self.shortest[name], "give the shortest `with` of a new action here")
    let step = WrittenStep(ActionName(name), with: with)
    return try #require(step.action, "\(step.codes)")
  }
}
