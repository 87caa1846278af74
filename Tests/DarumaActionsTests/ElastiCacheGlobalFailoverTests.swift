import AWSTestSupport
import DarumaAWS
import DarumaActions
import DarumaCatalog
import DarumaCore
import Testing

@Suite("elasticache.globalFailover")
struct ElastiCacheGlobalFailoverTests {
  private static func effect(_ more: [String: Document] = [:]) throws -> Effect {
    try ScriptedCloud.effect(
      "elasticache.globalFailover",
      ["globalGroup": "erpgt-shop", "group": "shop-west", "allowDataLoss": true].merging(more) { $1 })
  }

  private static func datastore(
    _ status: String = "available", role: String? = "SECONDARY", id: String = "erpgt-shop", group: String = "shop-west",
    region: String = "us-west-2"
  ) -> HTTPResponse {
    let said = role.map { "<Role>\($0)</Role>" } ?? ""
    return .ok(
      "<DescribeGlobalReplicationGroupsResponse><DescribeGlobalReplicationGroupsResult><GlobalReplicationGroups>"
        + "<GlobalReplicationGroup><GlobalReplicationGroupId>\(id)</GlobalReplicationGroupId><Status>\(status)</Status>"
        + "<Members><GlobalReplicationGroupMember><ReplicationGroupId>\(group)</ReplicationGroupId>"
        + "<ReplicationGroupRegion>\(region)</ReplicationGroupRegion>\(said)</GlobalReplicationGroupMember></Members>"
        + "</GlobalReplicationGroup></GlobalReplicationGroups></DescribeGlobalReplicationGroupsResult>"
        + "</DescribeGlobalReplicationGroupsResponse>")
  }

  private static let arn = "arn:aws:elasticache:us-west-2:012345678901:replicationgroup:shop-west"

  private static func group(_ status: String = "available", address: String? = "p.example") -> HTTPResponse {
    let endpoint = address.map {
      "<NodeGroup><PrimaryEndpoint><Address>\($0)</Address><Port>6379</Port></PrimaryEndpoint></NodeGroup>"
    }
    return .ok(
      "<DescribeReplicationGroupsResponse><DescribeReplicationGroupsResult><ReplicationGroups><ReplicationGroup>"
        + "<ReplicationGroupId>shop-west</ReplicationGroupId><Status>\(status)</Status><ARN>\(arn)</ARN>"
        + "<NodeGroups>\(endpoint ?? "")</NodeGroups></ReplicationGroup></ReplicationGroups>"
        + "</DescribeReplicationGroupsResult></DescribeReplicationGroupsResponse>")
  }

  private static let done = Observation.done(
    outputs: ["endpoint": "p.example", "port": "6379", "identifier": "shop-west", "arn": arn], by: .unknown)

  @Test(
    "it is done when the group is the primary and takes connections",
    arguments: [
      ([datastore()], .absent), ([datastore("modifying")], .inProgress("global datastore erpgt-shop is modifying")),
      ([datastore("modifying", role: "PRIMARY")], .inProgress("global datastore erpgt-shop is modifying")),
      ([datastore(role: "PRIMARY"), group()], done), ([datastore("primary-only", role: "PRIMARY"), group()], done),
      ([datastore(role: "PRIMARY"), group("modifying")], .inProgress("shop-west is modifying")),
      ([datastore(role: "PRIMARY"), group(address: nil)], .inProgress("shop-west has no endpoint yet")),
    ] as [([HTTPResponse], Observation)])
  func seen(answers: [HTTPResponse], is wanted: Observation) async throws {
    let scene = ScriptedCloud(answers.map { .success($0) })
    #expect(try await scene.observe(try Self.effect()) == wanted)
    #expect(Asked(scene.transport.requests[0]).form["ShowMemberInfo"] == "true")
    scene.transport.finish()
  }

  @Test(
    "what can't be failed over is told",
    arguments: [
      (datastore(region: "us-east-1"), "elasticache.no-member"), (datastore(group: "other"), "elasticache.no-member"),
      (datastore("deleting"), "elasticache.global-leaving"),
      (.queryError(404, "GlobalReplicationGroupNotFoundFault"), "elasticache.global-missing"),
    ] as [(HTTPResponse, String)])
  func refused(answer: HTTPResponse, code: String) async throws {
    let fault = await ScriptedCloud(answer).fault(observing: try Self.effect())
    #expect(fault?.code == code && fault?.isRetriable == false)
  }

  @Test(
    "an answer about anything else, or that makes no sense, proves nothing",
    arguments: [
      .ok("<DescribeGlobalReplicationGroupsResponse/>"), datastore(id: "other"), datastore(role: nil),
    ] as [HTTPResponse])
  func unreadable(answer: HTTPResponse) async throws {
    let fault = await ScriptedCloud(answer).fault(observing: try Self.effect())
    #expect(fault?.code == "elasticache.UnreadableAnswer" && fault?.isRetriable == true)
  }

  @Test("one request fails it over to the region where the step acts, if data may be lost")
  func request() async throws {
    let scene = ScriptedCloud(.ok("<FailoverGlobalReplicationGroupResponse/>"))
    #expect(try await scene.act(try Self.effect()) == .started)
    var form = Asked(scene.transport.requests[0]).form
    form["Version"] = nil
    #expect(
      form == [
        "Action": "FailoverGlobalReplicationGroup", "GlobalReplicationGroupId": "erpgt-shop",
        "PrimaryRegion": "us-west-2", "PrimaryReplicationGroupId": "shop-west",
      ])
    let busy = ScriptedCloud(.queryError(400, "InvalidGlobalReplicationGroupStateFault"))
    #expect(await busy.fault(acting: try Self.effect())?.isRetriable == true)
    let careful = ScriptedCloud()
    #expect(await careful.fault(acting: try Self.effect(["allowDataLoss": false]))?.code == "action.bad-parameter")
  }

  @Test("in a file: the loss is allowed by word")
  func file() {
    func codes(_ with: String) -> [String] {
      WrittenStep("elasticache.globalFailover", with: with).codes.map(\.rawValue)
    }
    #expect(codes("{ globalGroup: erpgt-shop, group: shop-west, allowDataLoss: true }") == [])
    #expect(codes("{ globalGroup: erpgt-shop, group: shop-west, allowDataLoss: false }") == ["key.conflict"])
    #expect(codes("{ globalGroup: erpgt-shop, group: shop-west }") == ["key.missing"])
    #expect(codes("{ globalGroup: a b, group: shop-west, allowDataLoss: true }") == ["aws-identifier.bad"])
  }
}
