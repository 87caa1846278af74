import Testing

@testable import DarumaCore

@Suite("A step's names become parameters")
struct ResolutionTests {
  private static func resolve(_ step: Step, generation: Int = 1, _ change: (inout Application) -> Void = { _ in })
    throws -> Result<Action, Failure>
  {
    let execution = try #require(Execution(EventSamples.started, .kaigo.changed(change), at: .at("03:05")))
    return Resolution.resolve(step, generation: generation, execution)
  }

  @Test(
    "a restored instance's name has at most 63 letters, digits and single hyphens, and no hyphen at its end",
    arguments: [
      ("kaigo-prod", "kaigo-prod-20261124t030500z-12"),
      (String(repeating: "k", count: 43), String(repeating: "k", count: 43) + "-20261124t030500z-12"),
      (
        String(repeating: "k", count: 63),
        String(repeating: "k", count: 34) + "-" + Fingerprint.short(String(repeating: "k", count: 63))
          + "-20261124t030500z-12"
      ),
      (
        String(repeating: "k", count: 33) + "-production",
        String(repeating: "k", count: 33) + "-" + Fingerprint.short(String(repeating: "k", count: 33) + "-production")
          + "-20261124t030500z-12"
      ),
    ])
  func identifier(name: String, identifier: String) throws {
    let action = try Self.resolve(Plan.regionFailover.steps[0], generation: 12) {
      $0.resources[0].arn = ARN("arn:aws:rds:us-east-1:123456789012:db:\(name)")
    }.get()
    guard case .restoreDatabase(let restore) = action else {
      Issue.record("\(action)")
      return
    }
    #expect(restore.identifier == identifier)
    #expect(identifier.count <= 63)
    #expect(restore.earlierIdentifiers.count == 11 && restore.earlierIdentifiers.allSatisfy { $0.count <= 63 })
    #expect(restore.snapshot == "arn:p2" && restore.region == "us-west-2")
  }

  @Test("two that begin alike get different names")
  func alike() throws {
    let names = try ["a", "b"].map { ending in
      try Self.resolve(Plan.regionFailover.steps[0]) {
        $0.resources[0].arn = ARN(
          "arn:aws:rds:us-east-1:123456789012:db:\(String(repeating: "k", count: 60))-\(ending)")
      }.get().sentence
    }
    #expect(names[0] != names[1])
  }

  @Test("a restore without a chosen point fails, and does not pass with another try")
  func noChoice() throws {
    let step = Step(id: "r", action: .rdsRestore(RDSRestoreOptions()), resource: "api")
    #expect(
      try Self.resolve(step)
        == .failure(
          Failure(
            code: "step.unresolved", message: "step r can't be done: no recovery point was chosen for its resource",
            isRetriable: false)))
  }

  @Test(
    "cluster and service come from the settings, else from the resource's ARN",
    arguments: [
      (ECSScaleOptions(desiredCount: 4), ResourceID("api"), "main/api"),
      (ECSScaleOptions(desiredCount: 4, cluster: "dr", service: "web"), "api", "dr/web"),
      (ECSScaleOptions(desiredCount: 4, cluster: "dr"), "api", "dr/api"),
      (ECSScaleOptions(desiredCount: 4, cluster: "dr", service: "web"), nil, "dr/web"),
      (ECSScaleOptions(desiredCount: 4, service: "web"), nil, nil),
      (ECSScaleOptions(desiredCount: 4, cluster: "dr"), nil, nil),
    ])
  func scale(options: ECSScaleOptions, resource: ResourceID?, names: String?) throws {
    let result = try Self.resolve(Step(id: "s", action: .ecsScale(options), resource: resource))
    switch (result, names) {
    case (.success(.scaleService(let action)), let names?):
      #expect("\(action.cluster)/\(action.service)" == names)
      #expect(action.region == "us-west-2" && action.desiredCount == 4)
    case (.failure(let failure), nil): #expect(failure.code == "step.unresolved" && !failure.isRetriable)
    default: Issue.record("\(result)")
    }
  }

  @Test("a service's ARN of the old form names no cluster")
  func oldARN() throws {
    let result = try Self.resolve(Plan.regionFailover.steps[1]) {
      $0.resources[1].arn = "arn:aws:ecs:us-east-1:123456789012:service/api"
    }
    #expect(throws: Failure.self) { try result.get() }
  }

  @Test("a record may point at fixed values; other actions go as they stand")
  func others() throws {
    let values = Route53SwitchOptions(zone: "Z", name: "n", type: .a, target: .values(["10.0.0.1"]), ttl: 5)
    #expect(
      try Self.resolve(Step(id: "s", action: .route53Switch(values))).get()
        == .switchRecord(SwitchRecord(zone: "Z", name: "n", type: .a, values: ["10.0.0.1"], ttl: 5)))
    let check = HTTPCheckOptions(url: "https://a.example", expect: 204, consecutive: 3)
    #expect(
      try Self.resolve(Step(id: "s", action: .httpCheck(check))).get()
        == .checkEndpoint(CheckEndpoint(url: "https://a.example", expect: 204, consecutive: 3)))
    let channels = [Channel.webhook(url: "https://a.example")]
    #expect(
      try Self.resolve(Step(id: "s", action: .notify(NotifyOptions(channels: channels, message: "m")))).get()
        == .sendNotice(
          SendNotice(channels: channels, subject: "kaigo-subsys: region-failover", message: "m")))
  }
}
