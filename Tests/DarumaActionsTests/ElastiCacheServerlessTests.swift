import AWSTestSupport
import DarumaAWS
import DarumaActions
import DarumaCatalog
import DarumaCore
import Testing

@Suite("elasticache.serverless")
struct ElastiCacheServerlessTests {
  private static func effect(_ more: [String: Document] = [:], earlier: [Document] = []) throws -> Effect {
    let wanted: [String: Document] = [
      "identifier": "cache-1", "earlierIdentifiers": .list(earlier), "engine": "valkey",
    ]
    return try ScriptedCloud.effect("elasticache.serverless", wanted.merging(more) { $1 })
  }

  private static func arn(_ name: String = "cache-1", region: String = "us-west-2") -> String {
    "arn:aws:elasticache:\(region):012345678901:serverlesscache:\(name)"
  }

  private static func list(_ caches: String) -> HTTPResponse {
    .ok(
      "<DescribeServerlessCachesResponse><DescribeServerlessCachesResult>\(caches)</DescribeServerlessCachesResult>"
        + "</DescribeServerlessCachesResponse>")
  }

  private static let endpoint = "<Endpoint><Address>s.example</Address><Port>6379</Port></Endpoint>"

  private static func cache(
    _ status: String? = "available", name: String = "cache-1", arn: String? = nil, more: String = endpoint
  ) -> HTTPResponse {
    list(
      "<ServerlessCaches><member><ServerlessCacheName>\(name)</ServerlessCacheName>"
        + (status.map { "<Status>\($0)</Status>" } ?? "") + "<ARN>\(arn ?? Self.arn(name))</ARN>\(more)"
        + "</member></ServerlessCaches>")
  }

  private static func tags(_ effect: String?) -> HTTPResponse {
    let tag = effect.map { "<Tag><Key>daruma:effect</Key><Value>\($0)</Value></Tag>" } ?? ""
    return .ok(
      "<ListTagsForResourceResponse><ListTagsForResourceResult><TagList>\(tag)</TagList>"
        + "</ListTagsForResourceResult></ListTagsForResourceResponse>")
  }

  private static let ours = tags("kaigo.20261124T034200Z.1/step/1")
  private static let none = HTTPResponse.queryError(404, "ServerlessCacheNotFoundFault")

  private static let done = Observation.done(
    outputs: ["endpoint": "s.example", "port": "6379", "identifier": "cache-1", "arn": arn()], by: .daruma)

  @Test(
    "it is done when it takes connections, and not before it has an address",
    arguments: [
      ([none], .absent), ([cache("creating", more: ""), ours], .inProgress("cache-1 is creating")),
      (
        [cache("creating", more: ""), .queryError(400, "InvalidServerlessCacheStateFault")],
        .inProgress("cache-1 is creating")
      ),
      ([cache(), ours], done), ([cache("AVAILABLE"), ours], done), ([cache("modifying"), ours], done),
      ([cache(more: ""), ours], .inProgress("cache-1 is available, but has no endpoint yet")),
    ] as [([HTTPResponse], Observation)])
  func seen(answers: [HTTPResponse], is wanted: Observation) async throws {
    let scene = ScriptedCloud(answers.map { .success($0) })
    #expect(try await scene.observe(try Self.effect()) == wanted)
    scene.transport.finish()
  }

  @Test("another's is left as it is; one that failed is broken; one of an earlier attempt is adopted")
  func others() async throws {
    for effect in ["kaigo.20261124T034200Z.2/step/1", nil] {
      let failure = try await ScriptedCloud(Self.cache(), Self.tags(effect)).failure(of: try Self.effect())
      #expect(failure?.code == "elasticache.identifier-taken" && failure?.isRetriable == false)
    }
    for status in ["create-failed", "deleting"] {
      let failure = try await ScriptedCloud(Self.cache(status), Self.ours).failure(of: try Self.effect())
      #expect(failure?.code == "elasticache.create-failed" && failure?.isRetriable == true)
    }
    let effect = try Self.effect(["identifier": "cache-2"], earlier: ["cache-1"])
    #expect(try await ScriptedCloud(Self.none, Self.cache(), Self.ours).observe(effect) == Self.done)
    #expect(try await ScriptedCloud(Self.none, Self.cache("deleting"), Self.ours).observe(effect) == .absent)
  }

  @Test(
    "an answer about anything else, or that makes no sense, proves nothing",
    arguments: [
      [list("")], [list("<ServerlessCaches/>")], [cache(name: "other")], [cache(arn: arn(region: "us-east-1"))],
      [cache(arn: "cache-1")], [cache(nil)],
      [cache(), .ok("<ListTagsForResourceResponse><ListTagsForResourceResult/></ListTagsForResourceResponse>")],
    ] as [[HTTPResponse]])
  func unreadable(answers: [HTTPResponse]) async throws {
    let fault = await ScriptedCloud(answers.map { .success($0) }).fault(observing: try Self.effect())
    #expect(fault?.code == "elasticache.UnreadableAnswer" && fault?.isRetriable == true)
  }

  @Test("one request makes it, marked; a name that is taken is looked at")
  func request() async throws {
    let snapshot = "arn:aws:elasticache:us-west-2:012345678901:serverlesssnapshot:s"
    let scene = ScriptedCloud(.ok("<CreateServerlessCacheResponse/>"))
    let more: [String: Document] = [
      "majorVersion": "8", "subnets": ["subnet-1", "subnet-2"], "securityGroups": ["sg-1"], "kmsKey": "k",
      "snapshot": .text(snapshot),
    ]
    #expect(try await scene.act(try Self.effect(more)) == .started)
    let asked = Asked(scene.transport.requests[0])
    #expect(
      asked.form.filter { !$0.key.hasPrefix("Tags") && $0.key != "Version" } == [
        "Action": "CreateServerlessCache", "ServerlessCacheName": "cache-1", "Engine": "valkey",
        "MajorEngineVersion": "8", "SubnetIds.SubnetId.1": "subnet-1", "SubnetIds.SubnetId.2": "subnet-2",
        "SecurityGroupIds.SecurityGroupId.1": "sg-1", "KmsKeyId": "k", "SnapshotArnsToRestore.SnapshotArn.1": snapshot,
        "Description": "made by Daruma for kaigo",
      ])
    #expect(asked.tags["daruma:effect"] == "kaigo.20261124T034200Z.1/step/1")
    let repeated = ScriptedCloud(.queryError(400, "ServerlessCacheAlreadyExistsFault"))
    #expect(try await repeated.act(try Self.effect()) == .started)
    let full = ScriptedCloud(.queryError(400, "ServerlessCacheQuotaForCustomerExceededFault"))
    #expect(await full.fault(acting: try Self.effect())?.code == "elasticache.ServerlessCacheQuotaForCustomerExceeded")
  }

  @Test("a check looks at its subnets and security groups")
  func checked() async throws {
    func subnet(_ id: String) -> HTTPResponse {
      .ok(
        "<DescribeSubnetsResponse><subnetSet><item><subnetId>\(id)</subnetId><state>available</state></item></subnetSet>"
          + "</DescribeSubnetsResponse>")
    }
    let scene = ScriptedCloud(
      Self.none, subnet("subnet-1"), subnet("subnet-3"), .ok("<DescribeSecurityGroupsResponse/>"))
    let more: [String: Document] = ["subnets": ["subnet-1", "subnet-2"], "securityGroups": ["sg-1"]]
    #expect(await scene.cloud.check(try Self.effect(more)).map(\.verdict) == [.met, .met, .unmet, .unseen])
  }

  @Test("in a file: an engine, and subnets of two or three zones")
  func file() {
    func codes(_ with: String) -> [String] {
      WrittenStep("elasticache.serverless", with: with, more: "needs: a test, resource: cache").codes.map(\.rawValue)
    }
    #expect(codes("{ engine: valkey, subnets: [subnet-1, subnet-2], securityGroups: [sg-1] }") == [])
    #expect(codes("{ engine: oracle }") == ["value.not-a-choice"])
    #expect(codes("{ engine: redis, subnets: [subnet-1] }") == ["value.item-count"])
    #expect(codes(#"{ engine: redis, snapshot: "arn:aws:rds:us-west-2:012345678901:snapshot:s" }"#) == ["arn.bad"])
    #expect(codes("{}") == ["key.missing"])
  }
}
