import AWSTestSupport
import DarumaAWS
import DarumaActions
import DarumaCatalog
import DarumaCore
import TestSupport
import Testing

@Suite("elasticache.create")
struct ElastiCacheCreateTests {
  private static func effect(
    _ settings: [String: Document] = [:], identifier: String = "cache-1", earlier: [String] = []
  ) throws -> Effect {
    let traits = try #require(ActionCatalog.table["elasticache.create"]).traits
    let parameters: [String: Document] = [
      "identifier": .text(identifier), "earlierIdentifiers": .list(earlier.map { .text($0) }),
      "nodeType": "cache.r7g.large",
    ]
    return .sample(
      Action(
        name: "elasticache.create", region: "us-west-2", parameters: parameters.merging(settings) { $1 },
        traits: traits))
  }

  private static func arn(_ name: String = "cache-1", region: String = "us-west-2") -> String {
    "arn:aws:elasticache:\(region):012345678901:replicationgroup:\(name)"
  }

  private static let primary =
    "<NodeGroups><NodeGroup><NodeGroupId>0001</NodeGroupId><PrimaryEndpoint><Address>p.example</Address>"
    + "<Port>6379</Port></PrimaryEndpoint></NodeGroup></NodeGroups>"
  private static let sharded =
    "<ClusterEnabled>true</ClusterEnabled><ConfigurationEndpoint><Address>c.example</Address><Port>6380</Port>"
    + "</ConfigurationEndpoint><NodeGroups/>"

  private static func list(_ groups: String) -> HTTPResponse {
    .ok(
      "<DescribeReplicationGroupsResponse><DescribeReplicationGroupsResult>\(groups)"
        + "</DescribeReplicationGroupsResult></DescribeReplicationGroupsResponse>")
  }

  private static func group(
    _ status: String? = "available", name: String = "cache-1", arn: String? = nil, more: String = primary
  ) -> HTTPResponse {
    list(
      "<ReplicationGroups><ReplicationGroup><ReplicationGroupId>\(name)</ReplicationGroupId>"
        + (status.map { "<Status>\($0)</Status>" } ?? "") + "<ARN>\(arn ?? Self.arn(name))</ARN>\(more)"
        + "</ReplicationGroup></ReplicationGroups>")
  }

  private static func tags(_ effect: String?) -> HTTPResponse {
    let tag = effect.map { "<Tag><Key>daruma:effect</Key><Value>\($0)</Value></Tag>" } ?? ""
    return .ok(
      "<ListTagsForResourceResponse><ListTagsForResourceResult><TagList>\(tag)</TagList>"
        + "</ListTagsForResourceResult></ListTagsForResourceResponse>")
  }

  private static let ours = tags("kaigo.20261124T034200Z.1/step/1")
  private static let none = HTTPResponse.queryError(404, "ReplicationGroupNotFoundFault")

  private static func cloud(_ replies: [HTTPResponse]) -> (cloud: AWSCloud, transport: ScriptedTransport) {
    let harness = CallHarness(replies.map { .success($0) })
    return (
      AWSCloud(client: harness.client, transport: harness.transport, addresses: WebhookAddresses()), harness.transport
    )
  }

  private static func done(_ address: String = "p.example", _ port: String = "6379", _ name: String = "cache-1")
    -> Observation
  {
    .done(
      outputs: [
        "endpoint": address, "primaryEndpoint": address, "port": port, "identifier": name, "arn": arn(name),
      ], by: .daruma)
  }

  @Test(
    "it is done when it takes connections, and not before it has an address",
    arguments: [
      ([none], .absent), ([group("creating", more: ""), ours], .inProgress("cache-1 is creating")),
      (
        [group("creating", more: ""), .queryError(400, "InvalidReplicationGroupState")],
        .inProgress("cache-1 is creating")
      ),
      ([group(), ours], done()), ([group("modifying"), ours], done()), ([group("snapshotting"), ours], done()),
      ([group(more: sharded), ours], done("c.example", "6380")),
      (
        [group(more: "<NodeGroups/>"), ours], .inProgress("cache-1 is available, but has no endpoint yet")
      ),
      ([group("warming"), ours], .inProgress("cache-1 is warming")),
      // ElastiCache writes identifiers in small letters.
      ([group(name: "CACHE-1", more: primary), ours], done("p.example", "6379", "CACHE-1")),
    ] as [([HTTPResponse], Observation)])
  func seen(answers: [HTTPResponse], is wanted: Observation) async throws {
    let (cloud, transport) = Self.cloud(answers)
    #expect(try await cloud.observe(try Self.effect()) == wanted)
    transport.finish()
  }

  @Test("of another's it is a conflict, with or without a mark", arguments: ["kaigo.20261124T034200Z.2/step/1", nil])
  func conflict(effect: String?) async throws {
    let (cloud, _) = Self.cloud([Self.group(), Self.tags(effect)])
    guard case .conflict(let failure) = try await cloud.observe(try Self.effect()) else {
      Issue.record("no conflict")
      return
    }
    #expect(failure.code == "elasticache.identifier-taken" && !failure.isRetriable)
  }

  @Test("what failed is broken, and another attempt makes a new one", arguments: ["create-failed", "deleting"])
  func broken(status: String) async throws {
    let (cloud, _) = Self.cloud([Self.group(status), Self.ours])
    guard case .broken(let failure) = try await cloud.observe(try Self.effect()) else {
      Issue.record("not broken")
      return
    }
    #expect(failure.code == "elasticache.create-failed" && failure.isRetriable)
  }

  @Test("what an earlier attempt made is adopted where it is ours and well")
  func earlier() async throws {
    let effect = try Self.effect(identifier: "cache-3", earlier: ["cache-2", "cache-1"])
    let (cloud, _) = Self.cloud([
      Self.none, Self.group("create-failed", name: "cache-2"), Self.ours, Self.group(), Self.ours,
    ])
    #expect(try await cloud.observe(effect) == Self.done())
    let (others, _) = Self.cloud([Self.none, Self.none, Self.group(), Self.tags(nil)])
    #expect(try await others.observe(effect) == .absent)
  }

  @Test(
    "an answer about anything else, or that makes no sense, proves nothing",
    arguments: [
      [list("")], [list("<ReplicationGroups/>")], [group(name: "other")], [group(nil)], [group("")],
      [group(arn: arn(region: "us-east-1"))], [group(arn: arn("other"))],
      [group(arn: "arn:aws:elasticache:us-west-2:012345678901:cluster:cache-1")],
      [
        group(),
        .ok("<ListTagsForResourceResponse><ListTagsForResourceResult/></ListTagsForResourceResponse>"),
      ], [group(more: ""), ours],
    ] as [[HTTPResponse]])
  func unreadable(answers: [HTTPResponse]) async throws {
    let (cloud, _) = Self.cloud(answers)
    let effect = try Self.effect()
    let fault = await #expect(throws: CloudFault.self) { try await cloud.observe(effect) }
    #expect(fault?.code == "elasticache.UnreadableAnswer" && fault?.isRetriable == true)
  }

  private static let created = HTTPResponse.ok(
    "<CreateReplicationGroupResponse><CreateReplicationGroupResult/></CreateReplicationGroupResponse>")

  @Test("one request makes it, with its mark and with nothing that the plan does not give")
  func created() async throws {
    let (cloud, transport) = Self.cloud([Self.created])
    let settings: [String: Document] = [
      "engine": "valkey", "engineVersion": "7.2", "nodes": 2, "automaticFailover": true, "subnetGroup": "dr",
      "securityGroups": ["sg-1", "sg-2"], "snapshot": "nightly", "atRestEncryption": true, "port": 6380,
    ]
    #expect(try await cloud.act(try Self.effect(settings)) == .started)
    let asked = Asked(try #require(transport.requests.first))
    #expect(asked.operation == "CreateReplicationGroup")
    var form = asked.form.filter { !$0.key.hasPrefix("Tags.") }
    for name in ["Action", "Version"] { form[name] = nil }
    #expect(
      form == [
        "ReplicationGroupId": "cache-1", "ReplicationGroupDescription": "made by Daruma for kaigo",
        "CacheNodeType": "cache.r7g.large", "Engine": "valkey", "EngineVersion": "7.2", "NumCacheClusters": "2",
        "AutomaticFailoverEnabled": "true", "CacheSubnetGroupName": "dr", "SnapshotName": "nightly",
        "SecurityGroupIds.SecurityGroupId.1": "sg-1", "SecurityGroupIds.SecurityGroupId.2": "sg-2",
        "AtRestEncryptionEnabled": "true", "Port": "6380",
      ])
    #expect(asked.tags["daruma:effect"] == "kaigo.20261124T034200Z.1/step/1" && asked.tags.count == 3)
  }

  @Test(
    "a repeat counts as started; no capacity is asked again; the rest is told",
    arguments: [
      ("InsufficientCacheClusterCapacity", true), ("CacheSubnetGroupNotFoundFault", false),
      ("InvalidParameterValue", false),
    ])
  func refused(error: String, isRetriable: Bool) async throws {
    #expect(
      try await Self.cloud([.queryError(400, "ReplicationGroupAlreadyExists")]).cloud.act(try Self.effect()) == .started
    )
    let (cloud, _) = Self.cloud([.queryError(400, error)])
    let effect = try Self.effect()
    let fault = await #expect(throws: CloudFault.self) { try await cloud.act(effect) }
    #expect(fault?.isRetriable == isRetriable && fault?.kind == .refused)
  }
}
