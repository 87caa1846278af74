import Testing
import TestSupport

@testable import DarumaCore

@Suite("A replica that lacks something is not fresh, whatever its metric says")
struct ReplicaFaultTests {
  private static let bucket: ARN = "arn:aws:s3:::kaigo-subsys-prod"
  private static let other: ARN = "arn:aws:s3:::kaigo-subsys-dr"

  private static func application() -> Application {
    Application(
      name: "kaigo-subsys", account: "123456789012", regions: Regions(primary: "us-east-1", recovery: "us-west-2"),
      objectives: Objectives(rpo: .hours(4), rto: .hours(4)),
      resources: [
        Resource(
          id: "bucket", type: .s3Bucket, arn: bucket,
          protection: [ProtectionRule(kind: .replication, copyTo: "us-west-2", destination: other)])
      ])
  }

  private static func measured(_ story: inout Story) {
    story.say(
      .replicationMeasured(ReplicationMeasured(toRegion: "", lag: .seconds(5), metric: "AWS/S3 ReplicationLatency")),
      resource: bucket)
  }

  private static func fault(_ story: inout Story, _ state: ReplicationFaulted.State) {
    story.say(.replicationFaulted(ReplicationFaulted(object: "\(bucket)/a", state: state)), resource: bucket)
  }

  private static func exposure(_ story: Story) -> Exposure? { story.state.exposures["bucket"] }

  @Test("objects failed: late at once, and older with each minute; fresh when a day has passed without another")
  func failed() throws {
    var story = Story(Self.application())
    Self.measured(&story)
    #expect(Self.exposure(story)?.status == .fresh)
    let began = story.now
    Self.fault(&story, .failed)
    #expect(Self.exposure(story)?.status == .late)
    story.wait(.hours(2))
    Self.fault(&story, .failed)
    Self.measured(&story)
    #expect(Self.exposure(story)?.takenAt == began - Span(milliseconds: 1), "since the first, not the last")
    #expect(story.state.compliance["bucket"]?.breaches.map(\.requirement) == [.replicaCurrent])
    Self.fault(&story, .recovered)
    #expect(Self.exposure(story)?.status == .late, "that another one came says nothing of what failed")
    story.wait(.hours(3))
    #expect(Self.exposure(story)?.status == .breached)
    story.wait(.hours(22))
    Self.measured(&story)
    #expect(Self.exposure(story)?.status == .fresh && story.state.compliance["bucket"]?.breaches == [])
  }

  @Test("what was late has arrived: fresh again", arguments: [ReplicationFaulted.State.late, .stalled, .untracked])
  func late(state: ReplicationFaulted.State) {
    var story = Story(Self.application())
    Self.measured(&story)
    Self.fault(&story, state)
    #expect(Self.exposure(story)?.status == .late)
    story.wait(.minutes(2))
    Self.fault(&story, .recovered)
    Self.measured(&story)
    #expect(Self.exposure(story)?.status == .fresh)
  }

  @Test(
    "a bucket under a key of KMS, whose rule leaves out what is under one, has no replica", arguments: [true, false])
  func keys(included: Bool) {
    var story = Story(Self.application())
    Self.measured(&story)
    story.say(
      .resourceDescribed(
        ResourceDescribed(
          replications: [.init(destination: Self.other, region: nil, isEnabled: true, includesKMS: included)],
          encrypted: true, isUnderKMS: true)), resource: Self.bucket)
    #expect(Self.exposure(story)?.status == (included ? .fresh : .unknown))
    #expect(story.state.compliance["bucket"]?.breaches.map(\.requirement) == (included ? [] : [.replicated]))
  }

  @Test("faults of many days are joined the same in any order, and repeated change nothing", arguments: 0..<40)
  func join(seed: UInt64) {
    var random = SeededRandom(seed: seed)
    let words = (0..<60).map { _ in
      ReplicaFaults(
        random.one(of: ReplicationFaulted.State.allCases),
        at: .at("00:00") + .minutes(.random(in: 0...100_000, using: &random)))
    }
    func joined(_ words: [ReplicaFaults]) -> ReplicaFaults { words.dropFirst().reduce(words[0]) { $0.joined($1) } }
    let whole = joined(words)
    for _ in 0..<10 { #expect(joined((words + words.prefix(20)).shuffled(using: &random)) == whole) }
  }
}
