import DarumaAWS
import DarumaCore
import Testing

@Suite("What actions need of the outside")
struct ActionDependencyTests {
  private static let topic = Channel.sns(topic: "arn:aws:sns:eu-west-1:1:t")

  static let table: [(StepAction, Region, [Dependency])] = [
    (
      .rdsRestore(RDSRestoreOptions()), "us-west-2",
      [Dependency(service: "rds", region: "us-west-2", plane: .control)]
    ),
    (
      .ecsScale(ECSScaleOptions(desiredCount: 1)), "us-west-2",
      [Dependency(service: "ecs", region: "us-west-2", plane: .control)]
    ),
    (
      .route53Switch(Route53SwitchOptions(zone: "Z", name: "n", type: .a, target: .values([]))), "us-west-2",
      [Dependency(service: "route53", region: "us-east-1", plane: .control, isGlobal: true)]
    ),
    (
      .route53Switch(Route53SwitchOptions(zone: "Z", name: "n", type: .a, target: .values([]))), "cn-north-1",
      [Dependency(service: "route53", region: "cn-northwest-1", plane: .control, isGlobal: true)]
    ),
    (
      .route53Switch(Route53SwitchOptions(zone: "Z", name: "n", type: .a, target: .values([]))),
      "us-gov-east-1",
      [Dependency(service: "route53", region: "us-gov-west-1", plane: .control, isGlobal: true)]
    ),
    (
      .httpCheck(HTTPCheckOptions(url: "https://x.example")), "us-west-2",
      [Dependency(service: "http", region: nil, plane: .data)]
    ),
    (
      .notify(NotifyOptions(channels: [topic, .webhook(url: "https://x.example")], message: "m")),
      "us-west-2",
      [
        Dependency(service: "sns", region: "eu-west-1", plane: .data),
        Dependency(service: "http", region: nil, plane: .data),
      ]
    ),
  ]

  @Test("the table", arguments: table)
  func declared(action: StepAction, region: Region, dependencies: [Dependency]) {
    #expect(action.dependencies(in: region) == dependencies)
  }

  static let actions: [Action] = [
    .restoreDatabase(RestoreDatabase(region: "us-west-2", snapshot: "s", identifier: "i")),
    .scaleService(ScaleService(region: "us-west-2", cluster: "c", service: "api", desiredCount: 1)),
    .switchRecord(SwitchRecord(zone: "Z", name: "n.example", type: .a, values: ["192.0.2.1"], ttl: 60)),
    .sendNotice(
      SendNotice(
        channels: [.sns(topic: "arn:aws:sns:us-west-2:1:t")], subject: "s", message: "m")),
  ]

  @Test(
    "an action is signed for the services and regions that it declares, and no others", arguments: actions)
  func kept(action: Action) async throws {
    let world = FakeWorld()
    world.with { state in
      state.rds.snapshots = ["s"]
      state.ecs.services["api"] = FakeECS.Service(desired: 0, running: 0)
    }
    let signer = RecordingSigner()
    let client = AWSClient(
      transport: world, endpoints: EndpointResolver(EndpointSettings()), signer: signer,
      pacing: ManualPacing().pacing)
    let cloud = AWSCloud(client: client, transport: world, home: "us-west-2")
    let effect = Scene.effect(action)
    #expect(try await cloud.observe(effect) == .absent)
    _ = try await cloud.act(effect)
    _ = try await cloud.observe(effect)
    let declared = action.dependencies(home: "us-west-2").compactMap { dependency in
      dependency.region.map { SigningScope(service: dependency.service, region: $0) }
    }
    #expect(Set(signer.record.scopes) == Set(declared))
  }

  @Test("the declared home of Route 53 is the one it is signed for", arguments: Partition.allCases)
  func home(partition: Partition) {
    let action = Action.switchRecord(SwitchRecord(zone: "Z", name: "n", type: .a, values: [], ttl: 60))
    #expect(action.dependencies(home: partition.homeRegion).map(\.region) == [partition.homeRegion])
  }
}
