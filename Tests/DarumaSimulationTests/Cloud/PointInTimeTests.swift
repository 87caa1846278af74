import Testing

@testable import DarumaSimulation

@Suite("Restores to a point in time")
struct PointInTimeTests {
  private let east = SampleEstate.primaryRegion

  private func restore(
    _ source: RestoreDBInstanceToPointInTime.Source, to time: Int64?
  ) -> RestoreDBInstanceToPointInTime {
    RestoreDBInstanceToPointInTime(identifier: "restored", source: source, time: time)
  }

  @Test("an instance's own backups reach back for as long as they are kept, and to five minutes ago")
  func window() throws {
    var scenario = Scenario()
    let told = try #require(try scenario.call(DescribeDBInstanceAutomatedBackups(), in: east).backups.first)
    #expect(told.window.earliest == scenario.now - 7 * 86_400_000)
    #expect(told.window.latest == scenario.now - 300_000)
    #expect(told.backup.status == "active")
    let own = RestoreDBInstanceToPointInTime.Source.instance(SampleEstate.database)
    #expect(scenario.refusal(of: restore(own, to: scenario.now - 60_000), in: east) == "InvalidRestoreFault")
    let made = try scenario.call(restore(own, to: scenario.now - 3_600_000), in: east)
    #expect(made.status == "creating")
    #expect(made.lineage == SampleEstate.database)
    #expect(scenario.refusal(of: restore(own, to: nil), in: east) == "DBInstanceAlreadyExists")
  }

  @Test("replicated backups can be restored from while their region is down, up to where they end")
  func replicated() throws {
    var scenario = Scenario()
    let instance = try #require(scenario.cloud.estate[region: east].databases.instance(SampleEstate.database))
    let place = scenario.cloud.estate.place("us-west-2")
    let backup = AutomatedBackup(of: instance, replicatedTo: place, retentionDays: 7, since: scenario.now - 86_400_000)
    scenario.cloud.estate[region: "us-west-2"].databases.replicatedBackups = [backup]
    scenario.cloud.estate.outages = [Outage(region: east, from: scenario.now)]
    let fell = scenario.now
    scenario.pass(minutes: 60)
    let filter = ResourceFilter("db-instance-id", [SampleEstate.database])
    let told = try #require(
      try scenario.call(DescribeDBInstanceAutomatedBackups(filters: [filter])).backups.first)
    #expect(told.backup.status == "replicating")
    #expect(told.window.latest == fell - 300_000)
    #expect(scenario.refusal(of: restore(.backups(backup.arn), to: scenario.now - 600_000)) == "InvalidRestoreFault")
    #expect(scenario.refusal(of: restore(.instance(SampleEstate.database), to: nil)) == "DBInstanceNotFound")
    #expect(
      scenario.refusal(of: restore(.resourceID(backup.resourceID), to: nil)) == "DBInstanceAutomatedBackupNotFound")
    _ = try scenario.call(restore(.backups(backup.arn), to: nil))
    scenario.pass(minutes: 20)
    #expect(try scenario.call(DescribeDBInstances(identifier: "restored")).instances.map(\.status) == ["available"])
  }

  @Test("what has no backups can't be restored")
  func none() throws {
    var scenario = Scenario(timings: .instant)
    var settings = DatabaseSettings(
      instanceClass: "db.t4g.micro", engine: "postgres", engineVersion: "15.8", allocatedStorageGiB: 20,
      masterUsername: "me")
    settings.backupRetentionDays = 0
    _ = try scenario.call(CreateDBInstance(identifier: "bare", settings: settings))
    #expect(scenario.refusal(of: restore(.instance("bare"), to: nil)) == "PointInTimeRestoreNotEnabled")
    #expect(scenario.refusal(of: restore(.backups("arn"), to: nil)) == "DBInstanceAutomatedBackupNotFound")
    #expect(
      scenario.refusal(of: DescribeDBInstanceAutomatedBackups(instance: "bare")) == "DBInstanceAutomatedBackupNotFound")
  }
}
