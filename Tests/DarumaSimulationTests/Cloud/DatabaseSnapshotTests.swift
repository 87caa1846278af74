import Testing

@testable import DarumaSimulation

@Suite("The life of a DB snapshot")
struct DatabaseSnapshotTests {
  private func snapshot(ending: BadEnding? = nil) -> DatabaseSnapshot {
    DatabaseSnapshot(
      identifier: "s", arn: "arn:aws:rds:us-east-1:123456789012:snapshot:s", kind: .manual, tags: [],
      content: DatabaseSnapshot.Content(of: DatabaseInstanceTests.instance(), now: 0), now: 1_000,
      duration: 200, ending: ending)
  }

  @Test("it is creating with rising progress, then available for good")
  func becomesAvailable() {
    var snapshot = snapshot()
    var seen: [String] = []
    for time in [Int64(1_000), 1_100, 1_199, 1_200, 9_999] {
      snapshot.advance(to: time)
      seen.append("\(snapshot.status) \(snapshot.percentProgress)")
    }
    #expect(seen == ["creating 0", "creating 50", "creating 99", "available 100", "available 100"])
  }

  @Test("on order it fails, for good")
  func fails() {
    var snapshot = snapshot(ending: .failed)
    snapshot.advance(to: 1_199)
    #expect(snapshot.status == "creating")
    snapshot.advance(to: 1_200)
    #expect(snapshot.status == "failed")
    snapshot.advance(to: 9_999)
    #expect(snapshot.status == "failed")
    #expect(!snapshot.isAvailable)
  }
}

@Suite("Snapshots and their copies")
struct SnapshotCopyTests {
  @Test("a copy in another region keeps the age of its data and says where it comes from")
  func copyKeepsAge() throws {
    var scenario = Scenario()
    let original = try scenario.call(
      CreateDBSnapshot(identifier: "s", instance: SampleEstate.database), in: SampleEstate.primaryRegion)
    scenario.pass(minutes: 60)
    let copy = try scenario.call(
      CopyDBSnapshot(source: original.arn, target: "c", kmsKeyID: Scenario.recoveryKey))
    #expect(copy.dataTakenAt == original.begunAt)
    #expect(copy.begunAt == scenario.now)
    #expect(copy.source == DatabaseSnapshot.Source(arn: original.arn, region: "us-east-1"))
    #expect(copy.arn == "arn:aws:rds:us-west-2:123456789012:snapshot:c")
    #expect(copy.instanceIdentifier == SampleEstate.database)
  }

  @Test("a copy within the region names no source region and is faster")
  func copyWithinRegion() throws {
    var scenario = Scenario()
    _ = try scenario.call(
      CreateDBSnapshot(identifier: "s", instance: SampleEstate.database), in: SampleEstate.primaryRegion)
    scenario.pass(minutes: 60)
    _ = try scenario.call(CopyDBSnapshot(source: "s", target: "c"), in: SampleEstate.primaryRegion)
    scenario.now += Timings().snapshotCopyWithinRegion
    let found = try scenario.call(DescribeDBSnapshots(identifier: "c"), in: SampleEstate.primaryRegion)
    #expect(found.snapshots.first?.status == "available")
    #expect(found.snapshots.first?.source == nil)
  }

  @Test("an encrypted snapshot leaves its region only with a key of the other one")
  func encryptedCopyNeedsKey() throws {
    var scenario = Scenario()
    let original = try scenario.call(
      CreateDBSnapshot(identifier: "s", instance: SampleEstate.database), in: SampleEstate.primaryRegion)
    scenario.pass(minutes: 60)
    #expect(
      scenario.refusal(of: CopyDBSnapshot(source: original.arn, target: "c")) == "InvalidParameterCombination"
    )
    #expect(scenario.cloud.estate[region: "us-west-2"].databases.snapshots.isEmpty)
  }

  @Test("a snapshot that is not available can be neither copied nor restored")
  func notYetAvailable() throws {
    var scenario = Scenario()
    let original = try scenario.call(
      CreateDBSnapshot(identifier: "s", instance: SampleEstate.database), in: SampleEstate.primaryRegion)
    let copy = CopyDBSnapshot(source: original.arn, target: "c", kmsKeyID: Scenario.recoveryKey)
    #expect(scenario.refusal(of: copy) == "InvalidDBSnapshotState")
    let restore = RestoreDBInstanceFromDBSnapshot(identifier: "r", snapshot: "s")
    #expect(scenario.refusal(of: restore, in: SampleEstate.primaryRegion) == "InvalidDBSnapshotState")
  }

  @Test("nothing can be copied out of a region that is down")
  func sourceRegionDown() throws {
    var scenario = Scenario()
    let original = try scenario.call(
      CreateDBSnapshot(identifier: "s", instance: SampleEstate.database), in: SampleEstate.primaryRegion)
    scenario.pass(minutes: 60)
    scenario.cloud.estate.outages = [Outage(region: SampleEstate.primaryRegion, from: scenario.now)]
    let copy = CopyDBSnapshot(source: original.arn, target: "c", kmsKeyID: Scenario.recoveryKey)
    #expect(scenario.refusal(of: copy) == "ServiceUnavailable")
  }

  @Test("an automated snapshot has RDS's own name and occupies the instance")
  func automated() throws {
    var scenario = Scenario()
    let snapshot = try scenario.cloud.estate.takeAutomatedSnapshot(
      of: SampleEstate.database, in: SampleEstate.primaryRegion, now: scenario.now)
    #expect(snapshot.identifier == "rds:kaigo-subsys-prod-2026-11-24-05-44")
    #expect(snapshot.kind == .automated)
    #expect(snapshot.tags == [ResourceTag("service", "kaigo-subsys")])
    #expect(throws: CloudError.self) {
      _ = try scenario.cloud.estate.takeAutomatedSnapshot(
        of: SampleEstate.database, in: SampleEstate.primaryRegion, now: scenario.now)
    }
  }
}
