import AWSTestSupport
import DarumaAWS
import DarumaActions
import DarumaCore
import Testing

@Suite("rds.globalSwitchover, rds.globalFailover")
struct RDSGlobalDatabaseTests {
  private static let target = "arn:aws:rds:us-west-2:012345678901:cluster:orders"
  private static let present = "arn:aws:rds:us-east-1:012345678901:cluster:orders"
  private static let both: [ActionName] = ["rds.globalSwitchover", "rds.globalFailover"]

  private static let wanted: [String: Document] = [
    "globalCluster": "shop", "target": .text(target), "allowDataLoss": true,
  ]

  private static func member(_ arn: String, _ isWriter: String?) -> String {
    "<GlobalClusterMember><DBClusterArn>\(arn)</DBClusterArn>"
      + (isWriter.map { "<IsWriter>\($0)</IsWriter>" } ?? "") + "</GlobalClusterMember>"
  }

  private static func database(
    _ status: String? = "available", writer: String? = present, name: String = "shop", members: String? = nil,
    more: String = "", count: Int = 1
  ) -> HTTPResponse {
    let members =
      members ?? [present, target].map { member($0, $0 == writer ? "true" : "false") }.joined()
    let one =
      "<GlobalClusterMember><GlobalClusterIdentifier>\(name)</GlobalClusterIdentifier>"
      + (status.map { "<Status>\($0)</Status>" } ?? "")
      + "<GlobalClusterMembers>\(members)</GlobalClusterMembers>\(more)"
      + "</GlobalClusterMember>"
    return RDSScene.answer(
      "DescribeGlobalClusters", "<GlobalClusters>\(String(repeating: one, count: count))</GlobalClusters>")
  }

  private static func state(_ phase: String, to target: String = target) -> String {
    "<FailoverState><Status>\(phase)</Status><ToDbClusterArn>\(target)</ToDbClusterArn></FailoverState>"
  }

  @Test(
    "while another is the writer it is to be done; what is under way is waited for",
    arguments: [
      (database(), Observation.absent),
      (database("switching-over"), .inProgress("global cluster shop is switching-over")),
      (
        database(writer: target, more: state("failing-over")),
        .inProgress("global cluster shop is failing-over to \(target)")
      ),
      (
        database(writer: nil, more: state("pending", to: present)),
        .inProgress("global cluster shop is pending to \(present)")
      ),
      (database("modifying", writer: target), .inProgress("global cluster shop is modifying")),
    ])
  func seen(answer: HTTPResponse, is wanted: Observation) async throws {
    for name in Self.both { #expect(try await RDSScene(name, Self.wanted, answer).seen() == wanted) }
  }

  @Test(
    "it is done when the target is the writer and takes connections, in the target's own region",
    arguments: [
      (
        DescribedCluster.answer("available", tags: nil),
        Observation.done(outputs: DescribedCluster.outputs, by: .unknown)
      ),
      (
        DescribedCluster.answer("available", tags: nil, more: ""),
        .inProgress("cluster orders is available, but has no endpoint yet")
      ),
      (DescribedCluster.answer("promoting", tags: nil), .inProgress("cluster orders is the writer, and is promoting")),
    ])
  func writer(answer: HTTPResponse, is wanted: Observation) async throws {
    for name in Self.both {
      let scene = try RDSScene(name, Self.wanted, in: "us-east-1", Self.database(writer: Self.target), answer)
      #expect(try await scene.seen() == wanted)
      #expect(
        scene.transport.requests.map { Asked($0).host } == [
          "rds.us-east-1.amazonaws.com", "rds.us-west-2.amazonaws.com",
        ])
    }
  }

  @Test("a writer that a person has to mend is no success", arguments: ["stopped", "failed"])
  func stuck(status: String) async throws {
    let answers = (Self.database(writer: Self.target), DescribedCluster.answer(status, tags: nil))
    let fault = try await RDSScene("rds.globalFailover", Self.wanted, answers.0, answers.1).fault()
    #expect(fault?.code == "rds.cluster-stuck" && fault?.isRetriable == false)
  }

  @Test(
    "what says nothing is neither done nor absent",
    arguments: [
      RDSScene.answer("DescribeGlobalClusters"), database(count: 0), database(count: 2), database(name: "other"),
      database(nil), database(""), database(writer: nil), database(members: member(target, nil)),
      database(members: member(present, "true") + member(target, "true")),
      database(members: member(present, "yes") + member(target, "true")),
      RDSScene.answer(
        "DescribeGlobalClusters",
        "<GlobalClusters><GlobalClusterMember><GlobalClusterIdentifier>shop</GlobalClusterIdentifier>"
          + "<Status>available</Status></GlobalClusterMember></GlobalClusters>"),
    ])
  func meaningless(answer: HTTPResponse) async throws {
    for name in Self.both {
      let fault = try await RDSScene(name, Self.wanted, answer).fault()
      #expect(fault?.code == "rds.UnreadableAnswer" && fault?.isRetriable == true)
    }
  }

  @Test("of the target nothing is said: it is looked at again", arguments: DescribedCluster.meaningless)
  func meaninglessTarget(answer: HTTPResponse) async throws {
    let fault = try await RDSScene("rds.globalFailover", Self.wanted, Self.database(writer: Self.target), answer)
      .fault()
    #expect(fault?.code == "rds.UnreadableAnswer" && fault?.isRetriable == true)
  }

  @Test("a target that does not belong to it, and a database that is not there, are refused")
  func wrong() async throws {
    for name in Self.both {
      let other = try await RDSScene(name, Self.wanted, Self.database(members: Self.member(Self.present, "true")))
        .fault()
      #expect(other?.code == "rds.not-a-member" && other?.message.contains(Self.present) == true)
      let none = try await RDSScene(name, Self.wanted, .queryError(404, "GlobalClusterNotFoundFault")).fault()
      #expect(none?.isRetriable == false && none?.message.contains("Correct `globalCluster`") == true)
    }
  }

  @Test("what is asked: a switchover never allows a loss, a failover only where the plan does")
  func asked() async throws {
    let form = ["GlobalClusterIdentifier": "shop", "TargetDbClusterIdentifier": Self.target]
    #expect(
      try await RDSScene("rds.globalSwitchover", Self.wanted, RDSScene.answer("SwitchoverGlobalCluster")).sent()
        == form.merging(["Action": "SwitchoverGlobalCluster"]) { $1 })
    #expect(
      try await RDSScene("rds.globalFailover", Self.wanted, RDSScene.answer("FailoverGlobalCluster")).sent()
        == form.merging(["Action": "FailoverGlobalCluster", "AllowDataLoss": "true"]) { $1 })
    for allowed in [Document.bool(false), .null] {
      let scene = try RDSScene("rds.globalFailover", Self.wanted.merging(["allowDataLoss": allowed]) { $1 })
      #expect(await scene.faultOfActing()?.code == "action.bad-parameter" && scene.transport.requests.isEmpty)
    }
  }

  @Test(
    "a refusal for the present state is asked again",
    arguments: ["InvalidGlobalClusterStateFault", "InvalidDBClusterStateFault"])
  func passing(code: String) async throws {
    for name in Self.both {
      #expect(try await RDSScene(name, Self.wanted, .queryError(400, code)).faultOfActing()?.isRetriable == true)
    }
  }
}
