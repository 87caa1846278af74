import TestSupport
import Testing

@testable import DarumaCore

@Suite("What an action restores: several kinds of points, of several types of resource")
struct RestoreTraitTests {
  private static let files: ARN = "arn:aws:elasticfilesystem:us-east-1:123456789012:file-system/fs-1"
  private static let volume: ARN = "arn:aws:ec2:us-east-1:123456789012:volume/vol-1"

  private static let trait = RestoreTrait(
    PointKind(
      of: .efsFileSystem, service: "backup", pointType: "recovery-point", words: "recovery points of AWS Backup"),
    PointKind(
      of: .ebsVolume, service: "ec2", pointType: "snapshot", holder: .vault, words: "snapshots in a vault of AWS Backup"
    ),
    PointKind(
      of: .rdsInstance, service: "rds", pointType: "snapshot", holder: .vault,
      words: "snapshots in a vault of AWS Backup"))

  private static let step = StepAction(
    name: "backup.restore", parameters: ["point": .blank(.point)],
    traits: ActionTraits(
      nature: .creates, idempotency: .token, plane: .control("AWS Backup"), restores: trait,
      outputs: ["arn"], sentence: "restore {point} in {region}"))

  private static func point(
    _ name: String, of resource: ARN, vault: String? = nil, at moment: Instant? = .at("02:30")
  ) -> Signal {
    Signal(
      id: SignalID(name), at: .at("02:45"), seenAt: .at("02:45"), source: "test", account: "123456789012",
      region: "us-west-2", resource: resource,
      fact: .recoveryPointTaken(
        RecoveryPointTaken(recoveryPoint: RecoveryPointID(name), takenAt: moment, vault: vault)))
  }

  private static let backup = "arn:aws:backup:us-west-2:123456789012:recovery-point:1EB3B5E7"
  private static let snapshot = "arn:aws:ec2:us-west-2::snapshot/snap-1"
  private static let database = "arn:aws:rds:us-west-2:123456789012:snapshot:awsbackup:job-1"
  private static let manual = "arn:aws:rds:us-west-2:123456789012:snapshot:by-hand"

  private static func restorability(
    _ name: String, vault: String?, as type: ResourceType
  ) -> Restorability {
    var protection = Protection()
    protection.absorb(point(name, of: files, vault: vault))
    guard let known = protection.point(RecoveryPointID(name)) else { return .not(.neverSeen) }
    return protection.restorability(
      known,
      for: RestoreTarget(resource: files, type: type, account: "123456789012", region: "us-west-2", trait: trait),
      at: .at("03:00"))
  }

  @Test(
    "of each type it takes its own kinds alone, and of some only what lies in a vault",
    arguments: [
      (backup, nil, .efsFileSystem, true), (backup, "dr", .efsFileSystem, true),
      (snapshot, "dr", .efsFileSystem, false),
      (database, "dr", .efsFileSystem, false), (snapshot, "dr", .ebsVolume, true), (snapshot, nil, .ebsVolume, false),
      (backup, "dr", .ebsVolume, false), (database, nil, .rdsInstance, true), (manual, nil, .rdsInstance, false),
      (manual, "dr", .rdsInstance, true), (backup, "dr", .s3Bucket, false),
    ] as [(String, String?, ResourceType, Bool)])
  func takes(point: String, vault: String?, type: ResourceType, isTaken: Bool) {
    let found = Self.restorability(point, vault: vault, as: type)
    #expect(found == (isTaken ? .restorable(moment: .at("02:30")) : .not(.wrongKind(Self.trait.words(of: type)))))
  }

  @Test("it is told in words, of one type and of all, each once")
  func words() {
    #expect(Self.trait.words(of: .efsFileSystem) == "recovery points of AWS Backup")
    #expect(Self.trait.words() == "recovery points of AWS Backup or snapshots in a vault of AWS Backup")
    #expect(Self.trait.words(of: .s3Bucket) == "nothing of its type")
  }

  @Test("it is written into the journal and read from it")
  func written() throws {
    let text = try JSONText.of(Self.trait)
    #expect(
      text.contains(#"{"holder":"vault","of":"ebs.volume","pointType":"snapshot","service":"ec2","takes":"snapshots"#))
    #expect(try JSONText.read(text, as: RestoreTrait.self) == Self.trait)
  }

  /// The sample application with a file system and a volume, both restored by the same action.
  private static let application = Application.kaigo.changed { application in
    let rule = ProtectionRule(kind: .backup, every: .every(.hours(1)), copyTo: "us-west-2")
    application.resources = [
      Resource(id: "files", type: .efsFileSystem, arn: files, protection: [rule]),
      Resource(id: "disk", type: .ebsVolume, arn: volume, protection: [rule]),
    ]
    application.plans = [
      Plan(
        name: "region-failover", kind: .failover,
        steps: [
          Step(id: "restore-files", action: step, resource: "files"),
          Step(id: "restore-disk", action: step, resource: "disk"),
          Step(
            id: "dns",
            action: .route53Switch(zone: "Z123", name: "kaigo.example", values: ["192.0.2.1"]),
            after: ["restore-files", "restore-disk"], cutOver: true),
        ])
    ]
  }

  @Test("what it restores has exposure, is chosen, and its loss is told; a point that does not fit is none")
  func counted() throws {
    var story = Story(Self.application)
    story.give(.signal(Self.point(Self.snapshot, of: Self.files, vault: "dr")))
    story.give(.signal(Self.point("arn:aws:ec2:us-west-2::snapshot/snap-2", of: Self.volume)))
    #expect(story.state.exposures.values.map(\.status) == [.unknown, .unknown])
    let plan = try #require(Self.application.plans.first)
    func choices() -> Choices {
      Choices.make(plan, Self.application, story.state.projection.protection, at: story.now)
    }
    #expect(
      choices().missing.map(\.reason) == [
        "\(Self.snapshot): the plan restores recovery points of AWS Backup",
        "arn:aws:ec2:us-west-2::snapshot/snap-2: the plan restores snapshots in a vault of AWS Backup",
      ])

    story.give(.signal(Self.point(Self.backup, of: Self.files, vault: "dr")))
    story.give(.signal(Self.point("arn:aws:ec2:us-west-2::snapshot/snap-3", of: Self.volume, vault: "dr")))
    #expect(story.state.exposures["files"]?.age(at: story.now) == .minutes(30))
    #expect(story.state.exposures["disk"]?.age(at: story.now) == .minutes(30))
    #expect(choices().missing.isEmpty)
    #expect(choices().made.map(\.point.rawValue) == [Self.backup, "arn:aws:ec2:us-west-2::snapshot/snap-3"])
    #expect(choices().made.map(\.loss) == [.minutes(30), .minutes(30)])
  }
}
