import AWSTestSupport
import DarumaAWS
import DarumaActions
import DarumaCatalog
import DarumaCore
import Testing

@Suite("efs.endReplication")
struct EFSEndReplicationTests {
  private static func effect(_ more: [String: Document] = [:], attempt: Int = 1) throws -> Effect {
    try ScriptedCloud.effect("efs.endReplication", ["fileSystem": "fs-2"].merging(more) { $1 }, attempt: attempt)
  }

  private static func replication(
    _ status: String = "ENABLED", from source: String = "fs-1", into target: String = "fs-2",
    region: String = "us-west-2"
  ) -> HTTPResponse {
    .ok(
      #"{"Replications":[{"SourceFileSystemId":"\#(source)","SourceFileSystemRegion":"us-east-1","Destinations":["#
        + #"{"FileSystemId":"\#(target)","Region":"\#(region)","Status":"\#(status)"}]}]}"#)
  }

  private static func error(_ code: String) -> HTTPResponse {
    HTTPResponse(
      status: 404, headers: [HTTPHeader("x-amzn-ErrorType", code)],
      body: Array(#"{"ErrorCode":"\#(code)","Message":"none"}"#.utf8))
  }

  private static let none = error("ReplicationNotFound")
  private static let arn = "arn:aws:elasticfilesystem:us-west-2:012345678901:file-system/fs-2"

  private static func fileSystem(_ state: String = "available", _ protection: String? = "ENABLED") -> HTTPResponse {
    let said = protection.map { #","FileSystemProtection":{"ReplicationOverwriteProtection":"\#($0)"}"# } ?? ""
    return .ok(
      #"{"FileSystems":[{"FileSystemId":"fs-2","FileSystemArn":"\#(arn)","LifeCycleState":"\#(state)","Tags":[]\#(said)}]}"#
    )
  }

  @Test(
    "it is done when nothing is replicated into it any more and it takes writes",
    arguments: [
      ([replication()], .absent), ([replication("ERROR")], .absent), ([replication("PAUSED")], .absent),
      ([replication("DELETING")], .inProgress("the replication into file system fs-2 is DELETING")),
      ([none, fileSystem("available", "REPLICATING")], .inProgress("file system fs-2 is still read only")),
      ([none, fileSystem("creating")], .inProgress("file system fs-2 is creating")),
    ] as [([HTTPResponse], Observation)])
  func seen(answers: [HTTPResponse], is wanted: Observation) async throws {
    let scene = ScriptedCloud(answers.map { .success($0) })
    #expect(try await scene.observe(try Self.effect()) == wanted)
    #expect(
      scene.transport.requests[0].url.hasSuffix("/2015-02-01/file-systems/replication-configurations?FileSystemId=fs-2")
    )
    scene.transport.finish()
  }

  @Test("one that is no replica before anything was sent counts only when a person has looked")
  func author() async throws {
    let answers = [Self.none, Self.fileSystem()]
    guard
      case .done(let outputs, .usOr(let failure)) = try await ScriptedCloud(answers.map { .success($0) }).observe(
        try Self.effect())
    else {
      Issue.record("it was taken as it is")
      return
    }
    #expect(outputs == ["fileSystemId": "fs-2", "arn": Self.arn] && failure.code == "efs.no-replica")
    for last in [Self.fileSystem(), Self.fileSystem("updating"), Self.fileSystem("available", nil)] {
      #expect(
        try await ScriptedCloud(Self.none, last).observe(try Self.effect(attempt: 2))
          == .done(outputs: outputs, by: .unknown))
    }
  }

  @Test(
    "one request ends it, on both sides or on its own alone",
    arguments: [(nil, ""), (false, ""), (true, "?deletionMode=LOCAL_CONFIGURATION_ONLY")] as [(Bool?, String)])
  func request(isLocal: Bool?, query: String) async throws {
    let scene = ScriptedCloud(
      Self.replication(), HTTPResponse(status: 204, headers: [HTTPHeader("x-amzn-RequestId", "r")]))
    let more: [String: Document] = isLocal.map { ["localOnly": .bool($0)] } ?? [:]
    #expect(try await scene.act(try Self.effect(more)) == .started)
    let request = try #require(scene.transport.requests.last)
    #expect(request.method == "DELETE")
    #expect(
      request.url.hasSuffix(".us-west-2.amazonaws.com/2015-02-01/file-systems/fs-1/replication-configuration\(query)"))
  }

  @Test("what has ended meanwhile is let be")
  func repeated() async throws {
    let scene = ScriptedCloud(Self.none)
    #expect(try await scene.act(try Self.effect()) == .started)
    #expect(scene.transport.requests.count == 1)
    #expect(try await ScriptedCloud(Self.replication("DELETING")).act(try Self.effect()) == .started)
    #expect(try await ScriptedCloud(Self.replication(), Self.none).act(try Self.effect()) == .started)
  }

  @Test("the source of a replication, and a file system that is not there, are told")
  func refused() async throws {
    let source = ScriptedCloud(Self.replication(from: "fs-2", into: "fs-3", region: "us-east-1"))
    #expect(await source.fault(observing: try Self.effect())?.code == "efs.source-of-replication")
    for answers in [
      [Self.error("FileSystemNotFound")], [Self.none, Self.error("FileSystemNotFound")],
      [Self.none, Self.fileSystem("deleting")],
    ] {
      let fault = await ScriptedCloud(answers.map { .success($0) }).fault(observing: try Self.effect())
      #expect(fault?.code == "efs.file-system-missing" && fault?.isRetriable == false)
    }
  }

  @Test(
    "an answer about anything else, or that makes no sense, proves nothing",
    arguments: [
      [.ok("{}")], [.ok(#"{"Replications":[{}]}"#)], [replication(into: "fs-3")], [replication(region: "eu-west-1")],
      [
        .ok(
          #"{"Replications":[{"SourceFileSystemId":"fs-1","Destinations":[{"FileSystemId":"fs-2","Region":"us-west-2"}]}]}"#
        )
      ], [none, .ok("{}")],
    ] as [[HTTPResponse]])
  func unreadable(answers: [HTTPResponse]) async throws {
    let fault = await ScriptedCloud(answers.map { .success($0) }).fault(observing: try Self.effect())
    #expect(fault?.code == "elasticfilesystem.UnreadableAnswer" && fault?.isRetriable == true)
  }

  @Test("in a file: the id of the replica")
  func file() async throws {
    #expect(WrittenStep("efs.endReplication", with: "{ fileSystem: fs-2, localOnly: true }").codes == [])
    #expect(WrittenStep("efs.endReplication", with: "{ fileSystem: files }").codes == [.badAWSIdentifier])
    #expect(WrittenStep("efs.endReplication", with: "{}").codes == [.missingKey])
    #expect(await ScriptedCloud().fault(observing: try Self.effect(["fileSystem": 1]))?.code == "action.bad-parameter")
  }
}
