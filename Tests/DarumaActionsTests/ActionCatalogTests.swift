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
      let name = kind.name.rawValue.filter { $0 != "." }.lowercased()
      // The call itself is called AWSCall.
      #expect([name, name + "action"].contains(type.lowercased()))
      #expect(!kind.about.isEmpty && kind.about.hasSuffix("."))
    }
  }

  @Test(
    "the actions that other tests make do with have the traits of the real ones",
    arguments: [
      StepAction.rdsRestore(), .ecsScale(desiredCount: 1), .route53Switch(zone: "Z", name: "n", values: ["192.0.2.1"]),
      .httpCheck(url: "https://a.example"), .notify(channels: [], message: "m"), .manual("m"), .wait(.minutes(1)),
    ])
  func samples(sample: StepAction) throws {
    let kind = try #require(ActionCatalog.table[sample.name])
    #expect(kind.traits == sample.traits)
  }

  /// Of actions that can't do without: the id of a resource in ``WrittenStep``'s file.
  private static let resources: [String: String] = [
    "backup.copy": "files", "backup.restore": "files", "dynamodb.restore": "table", "dynamodb.restoreToTime": "table",
    "ebs.restore": "disk", "elasticache.create": "cache", "elasticache.serverless": "cache",
    "rds.addInstance": "cluster",
    "rds.copy": "db", "rds.replicateBackups": "db", "rds.restoreCluster": "cluster",
    "rds.restoreToTime": "db", "rds.snapshot": "db", "rds.snapshotCluster": "cluster",
  ]

  private static let cluster = "arn:aws:rds:us-west-2:012345678901:cluster:orders"
  private static let balancer = "arn:aws:elasticloadbalancing:us-west-2:012345678901"

  private static let panel = "arn:aws:route53-recovery-control::012345678901"
  private static let accelerators = "arn:aws:globalaccelerator::012345678901"

  private static let role = #"iamRoleArn: "arn:aws:iam::012345678901:role/backup""#

  /// Of each action the shortest `with` that it takes; rds.restore has its sample.
  private static let shortest: [String: String] = [
    "aws.call":
      "{ service: ecs, purpose: p, look: { operation: DescribeClusters }, done: [{ path: clusters, is: x }], "
      + "change: { operation: UpdateCluster } }",
    "arc.routing":
      #"{ endpoints: [{ url: "https://a.example/v1", region: us-east-1 }], on: ["\#(panel):controlpanel/a/routingcontrol/b"] }"#,
    "autoscaling.scale": "{ group: web, desiredCapacity: 2 }",
    "cloudformation.update": "{ stack: web, parameters: { Size: large } }",
    "dynamodb.restore": #"{ backup: "arn:aws:dynamodb:us-west-2:012345678901:table/orders/backup/1" }"#,
    "dynamodb.restoreToTime": "{}", "ebs.restore": "{ zone: us-west-2a }",
    "ec2.attach": "{ volume: vol-1, instance: i-1, device: /dev/sdf }",
    "ec2.isolate": "{ group: sg-1 }", "efs.endReplication": "{ fileSystem: fs-1 }", "iam.deny": "{ role: writer }",
    "ec2.launch": "{ launchTemplate: web }", "elasticache.serverless": "{ engine: valkey }",
    "elasticache.globalFailover": "{ globalGroup: erpgt-shop, group: shop, allowDataLoss: true }",
    "route53.invert": "{ healthCheck: a, inverted: true }", "s3.check": "{ bucket: files, objects: [a] }",
    "dns.check": "{ name: a.example, resolvers: [192.0.2.53], values: [192.0.2.1] }",
    "ecs.deploy": "{ cluster: main, service: api, image: a }",
    "ecs.run": "{ cluster: main, taskDefinition: migrate }",
    "backup.restore": "{ \(role) }",
    "backup.start": #"{ arn: "arn:aws:dynamodb:us-west-2:012345678901:table/t", vault: dr, \#(role) }"#,
    "backup.copy": #"{ to: "arn:aws:backup:us-west-2:012345678901:backup-vault:far", \#(role) }"#,
    "efs.mounttargets": "{ fileSystem: fs-1, subnets: [subnet-1] }",
    "elasticache.create": "{ nodeType: cache.r7g.large }", "s3.replicated": "{ bucket: files, within: 15m }",
    "ecs.scale": "{ desiredCount: 2, cluster: main, service: api }",
    "eks.nodegroup": "{ cluster: main, nodegroup: web, desiredSize: 2 }",
    "elbv2.weights":
      #"{ rule: "\#(balancer):listener/app/a/1/2", targetGroups: [{ arn: "\#(balancer):targetgroup/a/1", weight: 1 }] }"#,
    "elbv2.healthy": #"{ targetGroup: "\#(balancer):targetgroup/a/1" }"#,
    "events.rule": "{ rule: nightly, state: enabled }", "http.check": #"{ url: "https://a.example" }"#,
    "globalaccelerator.dial":
      #"{ endpointGroup: "\#(accelerators):accelerator/a/listener/b/endpoint-group/c", percentage: 0 }"#,
    "lambda.alias": "{ function: f, alias: live, version: 3 }", "lambda.concurrency": "{ function: f, reserved: 0 }",
    "lambda.eventsource": "{ uuid: a1b2c3d4-5678-90ab-cdef-111111111111, state: disabled }",
    "manual": "{ instructions: Put up the notice. }", "wait": "{ for: 5m }",
    "notify": #"{ message: m, to: [{ sns: "arn:aws:sns:us-west-2:012345678901:m" }] }"#,
    "pipes.switch": "{ pipe: p, state: disabled }",
    "rds.addInstance": "{ cluster: orders, engine: aurora-mysql, instanceClass: db.r6g.large }",
    "rds.copy": #"{ snapshot: "arn:aws:rds:us-east-1:012345678901:snapshot:s" }"#,
    "rds.delete": "{ instance: db-1, skipFinalSnapshot: true }",
    "rds.globalFailover": #"{ globalCluster: shop, target: "\#(cluster)", allowDataLoss: true }"#,
    "rds.globalSwitchover": #"{ globalCluster: shop, target: "\#(cluster)" }"#,
    "rds.modify": "{ instance: db-1, multiAZ: true }", "rds.promote": "{ instance: db-1 }",
    "rds.rename": "{ instance: db-1, newName: db-2 }", "rds.replicateBackups": "{}",
    "rds.restoreCluster": "{ engine: aurora-mysql }", "rds.restoreToTime": "{}", "rds.snapshot": "{}",
    "rds.snapshotCluster": "{}", "rds.start": "{ instance: db-1 }", "rds.stop": "{ instance: db-1 }",
    "route53.switch": "{ zone: Z1, name: a.example, target: b.example }",
    "route53.weights": "{ zone: Z1, name: a.example, weights: { a: 0, b: 1 } }",
    "secrets.promote": "{ secret: a }", "secrets.replicate": "{ secret: a, to: us-west-2 }",
    "ssm.automation": "{ document: a }", "ssm.parameter": "{ parameter: /a, value: b }",
    "states.run": #"{ stateMachine: "arn:aws:states:us-west-2:012345678901:stateMachine:a" }"#,
    "tcp.check": "{ host: a.example, port: 22 }", "tls.check": "{ host: a.example }",
  ]

  @Test("what an action restores it takes points of, type by type", arguments: ActionCatalog.table.kinds.map(\.name))
  func restored(name: ActionName) throws {
    let kind = try #require(ActionCatalog.table[name])
    guard let trait = kind.traits.restores else { return }
    #expect(Set(trait.points.map(\.resource)) == Set(kind.resourceTypes))
    guard case .required = kind.resource else {
      Issue.record("\(name) restores, and needs no resource")
      return
    }
  }

  @Test(
    "what an action says of itself names parameters that every request of it has", arguments: ActionCatalog.table.names)
  func sentences(name: String) throws {
    let action = try written(name)
    let sentence = action.traits.sentence
    let named = sentence.matches(of: /\{([^}]*)\}/).map { String($0.1) }
    let given = action.parameters.keys.map { $0 }
    #expect(!sentence.isEmpty && Set(named).isSubset(of: Set(given).union(["region"])), "\(named)")
  }

  @Test(
    "tells every call that it may send: one that changes is among them if it changes anything",
    arguments: ActionCatalog.table.names)
  func calls(name: String) throws {
    let step = try written(name)
    let action = Action(
      name: step.name, region: "us-west-2", parameters: step.parameters.mapValues { filled($0) }, traits: step.traits)
    let calls = try ActionCatalog.calls(of: .sample(action))
    // What the core finds out calls nothing.
    #expect(calls.isEmpty == (step.awaits != nil))
    #expect(step.awaits != nil || calls.contains { $0.changes } == (step.traits.nature != .looks))
    for call in calls where call.region != nil { #expect(!call.permissions.isEmpty, "\(call.operation)") }
    let kind = try #require(ActionCatalog.table[step.name])
    #expect(kind.usually > .zero)
    #expect((kind.undo == .notNeeded) == !step.traits.changesOutside)
  }

  /// With a word for each blank.
  private func filled(_ document: Document) -> Document {
    guard case .object(let members) = document, members.count == 1, let name = members.keys.first,
      name.hasPrefix("$")
    else { return document }
    switch name {
    case "$earlierNames": return []
    case "$generation": return 1
    case "$latest": return "latest"
    case "$moment": return "latest"
    case "$before": return "2026-11-24T03:41:00.000Z"
    default: return .text("a-name")
    }
  }

  private func written(_ name: String) throws -> StepAction {
    if name == "rds.restore" {
      return .rdsRestore()
    }
    let with = try #require(Self.shortest[name], "give the shortest `with` of a new action here")
    let resource = Self.resources[name].map { ", resource: \($0)" } ?? ""
    let step = WrittenStep(ActionName(name), with: with, more: "needs: a test\(resource)")
    return try #require(step.action, "\(step.codes)")
  }
}
