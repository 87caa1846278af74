import AWSTestSupport
import DarumaAWS
import DarumaActions
import DarumaCatalog
import DarumaCore
import Testing

@Suite("ebs.restore")
struct EBSRestoreTests {
  private static let ours = "kaigo.20261124T034200Z.1/step/1"

  private static func effect(
    _ more: [String: Document] = [:], earlier: [Document] = [], attempt: Int = 1
  ) throws -> Effect {
    let wanted: [String: Document] = [
      "point": "arn:aws:ec2:us-west-2::snapshot/snap-1", "volume": "vol-1-t", "earlierVolumes": .list(earlier),
      "zone": "us-west-2a",
    ]
    return try ScriptedCloud.effect("ebs.restore", wanted.merging(more) { $1 }, attempt: attempt)
  }

  static func volume(
    _ state: String = "available", id: String = "vol-2", zone: String = "us-west-2a", name: String? = "vol-1-t",
    effect: String? = ours, more: String = ""
  ) -> String {
    let tags = [("Name", name), ("daruma:effect", effect)].compactMap { key, value in
      value.map { "<item><key>\(key)</key><value>\($0)</value></item>" }
    }
    return "<item><volumeId>\(id)</volumeId><availabilityZone>\(zone)</availabilityZone><status>\(state)</status>"
      + "<tagSet>\(tags.joined())</tagSet>\(more)</item>"
  }

  static func volumes(_ volumes: String...) -> HTTPResponse {
    .ok("<DescribeVolumesResponse><volumeSet>\(volumes.joined())</volumeSet></DescribeVolumesResponse>")
  }

  private static func done(_ id: String = "vol-2") -> Observation {
    .done(outputs: ["volume": id, "zone": "us-west-2a"], by: .daruma)
  }

  @Test(
    "it is done when the volume that bears name and mark can be attached",
    arguments: [
      (volumes(), .absent), (volumes(volume("creating")), .inProgress("volume vol-2 is creating")),
      (volumes(volume()), done()), (volumes(volume("in-use")), done()),
      // People may give names as they like; the mark tells.
      (volumes(volume(effect: nil)), .absent), (volumes(volume(effect: "kaigo.20261124T034200Z.1/other/1")), .absent),
      (volumes(volume("error"), volume(id: "vol-3")), done("vol-3")),
    ] as [(HTTPResponse, Observation)])
  func seen(answer: HTTPResponse, is wanted: Observation) async throws {
    let scene = ScriptedCloud(answer)
    #expect(try await scene.observe(try Self.effect()) == wanted)
    let form = Asked(scene.transport.requests[0]).form
    #expect(form["Filter.1.Name"] == "tag:Name" && form["Filter.1.Value.1"] == "vol-1-t")
    #expect(form["Filter.2.Name"] == "tag:daruma:application" && form["Filter.2.Value.1"] == "kaigo")
  }

  @Test("what failed is broken, and another attempt makes a new one", arguments: ["error", "deleting", "deleted"])
  func broken(state: String) async throws {
    let failure = try await ScriptedCloud(Self.volumes(Self.volume(state))).failure(of: try Self.effect())
    #expect(failure?.code == "ebs.restore-failed" && failure?.isRetriable == true)
  }

  @Test("what an earlier attempt made is adopted where it is well, and passed over where it is not")
  func earlier() async throws {
    let effect = try Self.effect(["volume": "vol-1-t2"], earlier: ["vol-1-t"], attempt: 2)
    #expect(try await ScriptedCloud(Self.volumes(Self.volume())).observe(effect) == Self.done())
    #expect(try await ScriptedCloud(Self.volumes(Self.volume("error"))).observe(effect) == .absent)
  }

  @Test("it is found on a later page")
  func pages() async throws {
    let first = HTTPResponse.ok(
      "<DescribeVolumesResponse><volumeSet/><nextToken>n</nextToken></DescribeVolumesResponse>")
    let scene = ScriptedCloud(first, Self.volumes(Self.volume()))
    #expect(try await scene.observe(try Self.effect()) == Self.done())
    #expect(Asked(scene.transport.requests[1]).form["NextToken"] == "n")
  }

  @Test(
    "an answer about anything else, or that makes no sense, proves nothing",
    arguments: [
      .ok("<DescribeVolumesResponse/>"), volumes(volume(id: "snap-1")), volumes(volume(zone: "us-east-1a")),
      volumes(volume("dancing")), volumes(volume(name: nil)), volumes(volume(name: "other")),
      volumes(volume(more: "<attachmentSet><item><device>/dev/sdf</device></item></attachmentSet>")),
      volumes("<item><volumeId>vol-2</volumeId><availabilityZone>us-west-2a</availabilityZone></item>"),
      volumes("<item/>"),
    ] as [HTTPResponse])
  func unreadable(answer: HTTPResponse) async throws {
    let fault = await ScriptedCloud(answer).fault(observing: try Self.effect())
    #expect(fault?.code == "ec2.UnreadableAnswer" && fault?.isRetriable == true)
  }

  private static let made = HTTPResponse.ok("<CreateVolumeResponse><volumeId>vol-2</volumeId></CreateVolumeResponse>")

  private static let form = [
    "Action": "CreateVolume", "Version": "2016-11-15", "SnapshotId": "snap-1", "AvailabilityZone": "us-west-2a",
    "ClientToken": "vol-1-t", "TagSpecification.1.ResourceType": "volume",
    "TagSpecification.1.Tag.1.Key": "daruma:effect",
    "TagSpecification.1.Tag.1.Value": ours, "TagSpecification.1.Tag.2.Key": "daruma:application",
    "TagSpecification.1.Tag.2.Value": "kaigo", "TagSpecification.1.Tag.3.Key": "daruma:execution",
    "TagSpecification.1.Tag.3.Value": "kaigo.20261124T034200Z.1", "TagSpecification.1.Tag.4.Key": "Name",
    "TagSpecification.1.Tag.4.Value": "vol-1-t",
  ]

  @Test(
    "one request makes and marks it, with its name for the token",
    arguments: [
      ([:], [:]),
      (
        [
          "type": "gp3", "sizeGiB": 200, "iops": 3000, "throughput": 250, "kmsKey": "alias/dr",
          "initializationRate": 100,
        ],
        [
          "VolumeType": "gp3", "Size": "200", "Iops": "3000", "Throughput": "250", "KmsKeyId": "alias/dr",
          "Encrypted": "true", "VolumeInitializationRate": "100",
        ]
      ),
    ] as [([String: Document], [String: String])])
  func request(settings: [String: Document], more: [String: String]) async throws {
    let scene = ScriptedCloud(Self.made)
    #expect(try await scene.act(try Self.effect(settings)) == .started)
    #expect(Asked(scene.transport.requests[0]).form == Self.form.merging(more) { $1 })
  }

  @Test(
    "what EC2 refuses is told, and what a wait mends is asked again",
    arguments: [
      ("InvalidSnapshot.NotFound", "ebs.snapshot-missing", false), ("IncorrectState", "ec2.IncorrectState", true),
      ("IdempotentParameterMismatch", "ebs.made-otherwise", false),
      ("VolumeLimitExceeded", "ec2.VolumeLimitExceeded", false),
    ])
  func refused(said: String, code: String, isRetriable: Bool) async throws {
    let answer = HTTPResponse(
      status: 400,
      body: Array("<Response><Errors><Error><Code>\(said)</Code><Message>m</Message></Error></Errors></Response>".utf8))
    let fault = await ScriptedCloud(answer).fault(acting: try Self.effect())
    #expect(fault?.code == code && fault?.isRetriable == isRetriable)
  }

  @Test(
    "a parameter of another version that makes no sense changes nothing",
    arguments: ["volume", "zone", "point", "iops"])
  func badParameter(name: String) async throws {
    #expect(await ScriptedCloud().fault(acting: try Self.effect([name: ["x"]]))?.code == "action.bad-parameter")
  }

  private static func codes(_ with: String) -> [DiagnosticCode] {
    WrittenStep("ebs.restore", with: with, more: "needs: a test, resource: disk").codes
  }

  @Test("in a file: a zone of the recovery region, and what the type of volume knows")
  func file() {
    #expect(Self.codes("{ zone: us-west-2a, type: gp3, iops: 3000, throughput: 250, sizeGiB: 8 }") == [])
    #expect(Self.codes("{ zone: us-west-2a, type: io2, iops: 3000 }") == [])
    #expect(Self.codes("{ zone: us-east-1a }") == [.arnOfOtherRegion])
    #expect(Self.codes("{ zone: us-west-2a, type: io1 }") == [.missingKey])
    for with in ["iops: 3000", "throughput: 250", "type: io2, iops: 3000, throughput: 250"] {
      #expect(Self.codes("{ zone: us-west-2a, \(with) }") == [.keyConflict], "\(with)")
    }
    #expect(Self.codes("{}") == [.missingKey])
  }

  @Test("it takes any snapshot of the volume, also what AWS Backup holds")
  func points() throws {
    let trait = try #require(EBSRestore.traits.restores)
    #expect(trait.points.map(\.holder) == [nil] && trait.words(of: .ebsVolume) == "snapshots of the volume")
  }

  private static func snapshot(_ status: String, _ more: String = "") -> HTTPResponse {
    .ok(
      "<DescribeSnapshotsResponse><snapshotSet><item><snapshotId>snap-1</snapshotId><status>\(status)</status>\(more)</item>"
        + "</snapshotSet></DescribeSnapshotsResponse>")
  }

  private static func zone(_ state: String) -> HTTPResponse {
    .ok(
      "<DescribeAvailabilityZonesResponse><availabilityZoneInfo><item><zoneName>us-west-2a</zoneName>"
        + "<zoneState>\(state)</zoneState></item></availabilityZoneInfo></DescribeAvailabilityZonesResponse>")
  }

  @Test("a check looks at the snapshot and the zone")
  func checked() async throws {
    for (snapshot, zone, verdicts) in [
      (Self.snapshot("completed"), Self.zone("available"), [CheckFinding.Verdict.met, .met]),
      (Self.snapshot("pending"), Self.zone("unavailable"), [.unmet, .unmet]),
      (
        Self.snapshot("completed", "<storageTier>archive</storageTier>"), .ok("<DescribeAvailabilityZonesResponse/>"),
        [.unmet, .unseen]
      ),
      (.ok("<DescribeSnapshotsResponse/>"), Self.zone("available"), [.unseen, .met]),
    ] {
      let scene = ScriptedCloud(Self.volumes(), snapshot, zone)
      #expect(await scene.cloud.check(try Self.effect()).map(\.verdict) == [.met] + verdicts)
    }
  }
}
