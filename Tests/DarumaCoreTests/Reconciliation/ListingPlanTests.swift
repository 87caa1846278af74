import Testing

@testable import DarumaCore

@Suite("What is listed, and when")
struct ListingPlanTests {
  private static func application(_ resources: [Resource]) -> Application {
    Application(
      name: "kaigo", account: "123456789012", regions: Regions(primary: "us-east-1", recovery: "us-west-2"),
      objectives: Objectives(rpo: .hours(1), rto: .hours(4)), resources: resources)
  }

  private static func resource(_ type: ResourceType, _ arn: ARN, _ rules: [ProtectionRule]) -> Resource {
    Resource(id: ResourceID(type.rawValue), type: type, arn: arn, protection: rules)
  }

  private static func words(_ resources: Resource..., protection: Protection = Protection()) -> [String] {
    ListingPlan.requests(for: application(resources), protection).map { "\($0.kind.rawValue) \($0.region)" }
  }

  @Test("each resource where it is, and where rules bring something")
  func kinds() {
    let database = Self.resource(
      .rdsInstance, "arn:aws:rds:us-east-1:1:db:a",
      [ProtectionRule(kind: .snapshot, copyTo: "us-west-2"), ProtectionRule(kind: .pitr)])
    #expect(Self.words(database) == ["rds.snapshots us-east-1", "rds.window us-east-1", "rds.snapshots us-west-2"])
    let files = Self.resource(
      .efsFileSystem, "arn:aws:elasticfilesystem:us-east-1:1:file-system/fs-1",
      [ProtectionRule(kind: .backup, copyTo: "us-west-2"), ProtectionRule(kind: .replication, copyTo: "us-west-2")])
    #expect(Self.words(files) == ["efs.replication us-east-1", "backup.points us-east-1", "backup.points us-west-2"])
    let cache = Self.resource(
      .elastiCacheCluster, "arn:aws:elasticache:us-east-1:1:cluster:c", [ProtectionRule(kind: .snapshot)])
    #expect(Self.words(cache) == ["elasticache.snapshots us-east-1"])
    let bucket = Self.resource(
      .s3Bucket, "arn:aws:s3:::b",
      [ProtectionRule(kind: .versioning), ProtectionRule(kind: .replication, copyTo: "us-west-2")])
    #expect(Self.words(bucket) == ["s3.setup us-east-1", "s3.replication us-east-1"])
    #expect(Self.words(Self.resource(.ecsService, "arn:aws:ecs:us-east-1:1:service/c/s", [])) == [])
  }

  @Test("the keys that points are encrypted with, where the keys are")
  func keys() {
    var protection = Protection()
    let fact = RecoveryPointTaken(
      recoveryPoint: "arn:aws:rds:us-west-2:1:snapshot:a", takenAt: .at("01:00"), encrypted: true,
      key: "arn:aws:kms:us-west-2:1:key/k")
    protection.absorb(
      Signal(
        id: "s", at: .at("01:00"), seenAt: .at("01:00"), source: "test", account: "1", region: "us-west-2",
        fact: .recoveryPointTaken(fact)))
    let requests = ListingPlan.requests(for: Self.application([]), protection)
    #expect(requests.map(\.kind) == [.kmsKeys])
    #expect(requests.map(\.region) == ["us-west-2"] && requests.map(\.keys) == [["arn:aws:kms:us-west-2:1:key/k"]])
  }

  @Test("what was never listed comes first, then what was listed longest ago; what was asked for is due at once")
  func due() {
    let database = Self.resource(
      .rdsInstance, "arn:aws:rds:us-east-1:1:db:a",
      [ProtectionRule(kind: .snapshot, copyTo: "us-west-2"), ProtectionRule(kind: .pitr)])
    let requests = ListingPlan.requests(for: Self.application([database]), Protection())
    func due(_ last: [String: Instant], askedAt: Instant? = nil) -> [String] {
      ListingPlan.due(requests, every: .minutes(15), askedAt: askedAt, at: .at("03:00")) {
        last["\($0.kind.rawValue) \($0.region)"]
      }.map { "\($0.kind.rawValue) \($0.region)" }
    }
    #expect(due([:]).count == 3)
    let last: [String: Instant] = ["rds.snapshots us-east-1": .at("02:40"), "rds.window us-east-1": .at("02:45:01")]
    #expect(due(last) == ["rds.snapshots us-west-2", "rds.snapshots us-east-1"])
    #expect(
      due(last, askedAt: .at("02:59")) == [
        "rds.snapshots us-west-2", "rds.snapshots us-east-1", "rds.window us-east-1",
      ])
  }
}
