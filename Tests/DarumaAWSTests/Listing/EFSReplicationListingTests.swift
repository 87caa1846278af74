import AWSTestSupport
import DarumaAWS
import DarumaCore
import Testing

@Suite("Listing EFS replication")
struct EFSReplicationListingTests {
  private typealias Harness = ListingHarness

  private static func answer(_ destinations: String, source: String = "fs-1") -> HTTPResponse {
    .ok(
      """
      {"Replications":[{"SourceFileSystemId":"\(source)","SourceFileSystemRegion":"us-east-1",
      "SourceFileSystemArn":"arn:x","OriginalSourceFileSystemArn":"arn:x","CreationTime":1.7E9,
      "Destinations":[\(destinations)]}]}
      """)
  }

  private static func destination(
    _ status: String, lastReplicated: String? = nil, fileSystem: String = "fs-2"
  ) -> String {
    let last = lastReplicated.map { #","LastReplicatedTimestamp":\#($0)"# } ?? ""
    return #"{"Status":"\#(status)","FileSystemId":"\#(fileSystem)","Region":"us-west-2"\#(last)}"#
  }

  private func lag(_ found: [Listed]) throws -> Span? {
    guard case .replicationMeasured(let fact) = try #require(found.last).fact else {
      Issue.record("no measure: \(found)")
      return nil
    }
    #expect(fact.toRegion == "")
    return fact.lag
  }

  @Test("behind since the last sync; set up to the other region")
  func enabled() async throws {
    let harness = Harness(
      Self.answer(Self.destination("ENABLED", lastReplicated: Harness.epoch("2026-11-24T03:48:29.500Z"))))
    let found = try await harness.list(.efsReplication, Harness.files)
    #expect(
      found == [
        Listed(
          resource: Harness.files.arn, at: Harness.now,
          fact: .resourceDescribed(
            ResourceDescribed(replications: [
              ResourceDescribed.Replication(
                destination: "arn:aws:elasticfilesystem:us-west-2:123456789012:file-system/fs-2",
                region: Harness.recovery, isEnabled: true)
            ]))),
        Listed(
          resource: Harness.files.arn, at: Harness.now,
          fact: .replicationMeasured(
            ReplicationMeasured(
              toRegion: "", lag: Span(milliseconds: 690_500),
              metric: "AWS/EFS TimeSinceLastSync"))),
      ])
    #expect(
      harness.transport.requests.map(\.url) == [
        "https://elasticfilesystem.us-east-1.amazonaws.com/2015-02-01/file-systems/replication-configurations"
          + "?FileSystemId=fs-1"
      ])
  }

  @Test("not enabled is behind by an unknown time", arguments: ["ENABLING", "ERROR", "PAUSED", "DELETING"])
  func notEnabled(status: String) async throws {
    let harness = Harness(Self.answer(Self.destination(status, lastReplicated: "1795492800")))
    let found = try await harness.list(.efsReplication, Harness.files)
    #expect(try lag(found) == nil)
    guard case .resourceDescribed(let described) = found[0].fact else { return #expect(Bool(false)) }
    #expect(described.replications?.map(\.isEnabled) == [false])
  }

  @Test(
    "before the first sync the lag is unknown, which is not zero; a clock ahead of ours is no negative lag")
  func edges() async throws {
    let first = Harness(Self.answer(Self.destination("ENABLED")))
    #expect(try lag(await first.list(.efsReplication, Harness.files)) == nil)
    let ahead = Harness(
      Self.answer(Self.destination("ENABLED", lastReplicated: Harness.epoch("2026-11-24T04:00:02Z"))))
    #expect(try lag(await ahead.list(.efsReplication, Harness.files)) == .zero)
  }

  @Test("no replication, and one towards us, are answers: none is set up")
  func none() async throws {
    let empty: [Fact] = [.resourceDescribed(ResourceDescribed(replications: []))]
    let none = Harness(.jsonError(404, "ReplicationNotFound"))
    #expect(try await none.list(.efsReplication, Harness.files).map(\.fact) == empty)
    let towards = Harness(Self.answer(Self.destination("ENABLED", fileSystem: "fs-1"), source: "fs-9"))
    #expect(try await towards.list(.efsReplication, Harness.files).map(\.fact) == empty)
  }

  @Test("a file system that does not exist is a fault with a remedy")
  func missing() async throws {
    let fault = try #require(
      await Harness(.jsonError(404, "FileSystemNotFound")).fault(.efsReplication, Harness.files))
    #expect(fault.code == "elasticfilesystem.FileSystemNotFound")
    #expect(fault.message.contains("Correct the file system's ARN"))
  }
}
