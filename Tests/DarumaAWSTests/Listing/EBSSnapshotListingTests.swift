import AWSTestSupport
import DarumaAWS
import DarumaCore
import Testing

@Suite("Listing EBS snapshots")
struct EBSSnapshotListingTests {
  private typealias Harness = ListingHarness

  private static func page(_ items: String..., next: String = "") -> HTTPResponse {
    .ok(
      """
      <DescribeSnapshotsResponse xmlns="http://ec2.amazonaws.com/doc/2016-11-15/"><requestId>r</requestId>
      <snapshotSet>\(items.joined())</snapshotSet><nextToken>\(next)</nextToken></DescribeSnapshotsResponse>
      """)
  }

  private static func item(
    _ id: String, volume: String = "vol-1", status: String = "completed", _ more: String = ""
  ) -> String {
    """
    <item><snapshotId>\(id)</snapshotId><volumeId>\(volume)</volumeId><status>\(status)</status>\
    <startTime>2026-11-24T03:00:00.000Z</startTime><volumeSize>8</volumeSize>\(more)</item>
    """
  }

  private static let whole = item(
    "snap-1",
    "<progress>100%</progress><ownerId>123456789012</ownerId><description>Daily</description>"
      + "<encrypted>true</encrypted><kmsKeyId>arn:aws:kms:us-east-1:123456789012:key/k-1</kmsKeyId>"
      + "<completionTime>2026-11-24T03:07:00Z</completionTime><storageTier>standard</storageTier><tagSet>"
      + "<item><key>aws:backup:source-resource</key><value>x</value></item></tagSet>")

  @Test("a snapshot with all that is optional, and the question")
  func whole() async throws {
    let harness = Harness(Self.page(Self.whole))
    let found = try await harness.list(.ebsSnapshots, Harness.volume)
    #expect(
      found == [
        Listed(
          resource: Harness.volume.arn, at: Harness.instant("2026-11-24T03:00:00Z"),
          fact: .recoveryPointTaken(
            RecoveryPointTaken(
              recoveryPoint: "arn:aws:ec2:us-east-1::snapshot/snap-1",
              takenAt: Harness.instant("2026-11-24T03:00:00Z"),
              completedAt: Harness.instant("2026-11-24T03:07:00Z"), sizeBytes: 8_589_934_592,
              encrypted: true, origin: .plan, key: Harness.key, archived: false)))
      ])
    #expect(
      harness.transport.bodies == [
        "Action=DescribeSnapshots&Version=2016-11-15&Owner.1=self&Filter.1.Name=volume-id&Filter.1.Value.1=vol-1"
          + "&MaxResults=1000"
      ])
  }

  @Test("all pages are read; what is not complete is left out")
  func pages() async throws {
    let harness = Harness(
      Self.page(Self.item("snap-1"), Self.item("snap-2", status: "pending"), next: "n1"),
      Self.page(Self.item("snap-3", status: "error"), Self.item("snap-4")))
    let found = try await harness.list(.ebsSnapshots, Harness.volume)
    #expect(
      found.compactMap(\.point) == [
        "arn:aws:ec2:us-east-1::snapshot/snap-1", "arn:aws:ec2:us-east-1::snapshot/snap-4",
      ])
    #expect(harness.transport.bodies[1].hasSuffix("&NextToken=n1"))
  }

  @Test("elsewhere, copies that are known and copies that say so; their start is not the age of their data")
  func copies() async throws {
    let copied = "<description>[Copied snap-1 from us-east-1] Daily</description>"
    let harness = Harness(
      Self.page(Self.item("snap-a", volume: "vol-ffffffff")),
      Self.page(
        Self.item("snap-b", volume: "vol-ffffffff", copied),
        Self.item("snap-c", "<description>a note: Copied snap-1 from us-east-1] it</description>"),
        Self.item(
          "snap-d", "<description>[Copied snap-9 from eu-west-1] not (Copied snap-1 from us-east-1)</description>"),
        Self.item(
          "snap-e", "<description>[Copied snap-9 from us-east-1] no (Copied snap-1 from us-east-1)</description>")))
    let found = try await harness.list(
      .ebsSnapshots, Harness.volume, in: Harness.recovery,
      known: ["arn:aws:ec2:us-west-2::snapshot/snap-a", "arn:aws:ec2:us-west-2::snapshot/snap-gone"],
      originals: ["arn:aws:ec2:us-east-1::snapshot/snap-1", "arn:aws:ec2:us-east-1::snapshot/snap-2"])
    let at = Harness.instant("2026-11-24T03:00:00Z")
    #expect(
      found == [
        Listed(
          resource: Harness.volume.arn, at: at,
          fact: .recoveryPointTaken(
            RecoveryPointTaken(
              recoveryPoint: "arn:aws:ec2:us-west-2::snapshot/snap-a", takenAt: nil,
              sizeBytes: 8_589_934_592))),
        Listed(
          resource: Harness.volume.arn, at: at,
          fact: .recoveryPointCopied(
            RecoveryPointCopied(
              recoveryPoint: "arn:aws:ec2:us-west-2::snapshot/snap-b",
              of: "arn:aws:ec2:us-east-1::snapshot/snap-1", toRegion: Harness.recovery,
              sizeBytes: 8_589_934_592))),
      ])
    #expect(
      harness.transport.bodies[0].contains(
        "Filter.1.Name=snapshot-id&Filter.1.Value.1=snap-a&Filter.1.Value.2=snap-gone"))
    #expect(
      harness.transport.bodies[1].contains(
        "Filter.1.Name=description&Filter.1.Value.1=%3FCopied%20snap-1%20from%20us-east-1%3F%2A"
          + "&Filter.1.Value.2=%3FCopied%20snap-2%20from%20us-east-1%3F%2A"))
  }

  @Test("in the first round, when no snapshot of the volume is known, they are listed first, and their copies found")
  func firstRound() async throws {
    let harness = Harness(
      Self.page(Self.item("snap-1")),
      Self.page(
        Self.item("snap-b", volume: "vol-ffffffff", "<description>[Copied snap-1 from us-east-1]</description>")))
    let found = try await harness.list(.ebsSnapshots, Harness.volume, in: Harness.recovery)
    #expect(found.map(\.resource) == [Harness.volume.arn])
    #expect(found.compactMap(\.point) == ["arn:aws:ec2:us-west-2::snapshot/snap-b"])
    #expect(harness.transport.bodies[0].contains("Filter.1.Name=volume-id&Filter.1.Value.1=vol-1"))
    #expect(harness.transport.requests.map { $0.url.contains("us-west-2") } == [false, true])
  }

  @Test("a volume without a snapshot has no copies, and of those elsewhere nothing is read")
  func noneAtAll() async throws {
    let harness = Harness(Self.page())
    #expect(try await harness.list(.ebsSnapshots, Harness.volume, in: Harness.recovery).isEmpty)
  }

  @Test("what was moved to the archive is archived, here and there")
  func archived() async throws {
    let harness = Harness(Self.page(Self.item("snap-1", "<storageTier>archive</storageTier>")))
    guard case .recoveryPointTaken(let fact)? = try await harness.list(.ebsSnapshots, Harness.volume).first?.fact else {
      Issue.record("nothing is listed")
      return
    }
    #expect(fact.archived == true)
  }

  @Test("more copies than a filter takes are asked for in several questions")
  func many() async throws {
    let known = (0..<201).map { RecoveryPointID("arn:aws:ec2:us-west-2::snapshot/snap-\($0)") }
    let harness = Harness(Self.page(), Self.page(), Self.page())
    #expect(
      try await harness.list(
        .ebsSnapshots, Harness.volume, in: Harness.recovery, known: known,
        originals: ["arn:aws:ec2:us-east-1::snapshot/snap-1"]
      ).isEmpty)
    #expect(harness.transport.bodies[0].contains("Filter.1.Value.200=snap-199&"))
    #expect(harness.transport.bodies[1].contains("Filter.1.Value.1=snap-200&"))
  }

  @Test("a volume in China names its snapshots in its own partition")
  func partition() async throws {
    let volume = Harness.resource(.ebsVolume, "arn:aws-cn:ec2:cn-north-1:123456789012:volume/vol-1")
    let found = try await Harness(Self.page(Self.item("snap-1")))
      .list(.ebsSnapshots, volume, in: "cn-north-1")
    #expect(found.compactMap(\.point) == ["arn:aws-cn:ec2:cn-north-1::snapshot/snap-1"])
  }

  @Test("EC2's refusals have a form of their own, and name the permission")
  func denied() async throws {
    let body = """
      <Response><Errors><Error><Code>UnauthorizedOperation</Code><Message>You are not authorized</Message>\
      </Error></Errors><RequestID>req-2</RequestID></Response>
      """
    let harness = Harness(HTTPResponse(status: 403, body: Array(body.utf8)))
    let fault = try #require(await harness.fault(.ebsSnapshots, Harness.volume))
    #expect(fault.code == "ec2.UnauthorizedOperation")
    #expect(fault.message.contains("request id req-2] Allow ec2:DescribeSnapshots"))
  }
}
