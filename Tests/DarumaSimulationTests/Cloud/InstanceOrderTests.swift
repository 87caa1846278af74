import Testing

@testable import DarumaSimulation

@Suite("Orders to a DB instance: stop, start, change, promote")
struct InstanceOrderTests {
  private let name = SampleEstate.database
  private let east = SampleEstate.primaryRegion

  private func look(
    _ scenario: inout Scenario, _ name: String? = nil, in region: String? = nil
  ) throws -> DatabaseInstance {
    try #require(
      try scenario.call(DescribeDBInstances(identifier: name ?? self.name), in: region ?? east).instances.first)
  }

  @Test("an instance is stopped and started, and started by RDS itself after seven days")
  func stopAndStart() throws {
    var scenario = Scenario()
    #expect(scenario.refusal(of: StartDBInstance(identifier: name), in: east) == "InvalidDBInstanceState")
    #expect(try scenario.call(StopDBInstance(identifier: name), in: east).status == "stopping")
    #expect(scenario.refusal(of: StopDBInstance(identifier: name), in: east) == "InvalidDBInstanceState")
    scenario.pass(minutes: 3)
    #expect(try look(&scenario).status == "stopped")
    #expect(try look(&scenario).isServing == false)
    #expect(try scenario.call(StartDBInstance(identifier: name), in: east).status == "starting")
    scenario.pass(minutes: 6)
    #expect(try look(&scenario).status == "available")
    _ = try scenario.call(StopDBInstance(identifier: name), in: east)
    scenario.pass(minutes: 7 * 24 * 60 + 10)
    #expect(try look(&scenario).status == "available")
  }

  @Test("what takes time waits until it is asked for at once; the rest is so at once")
  func change() throws {
    var scenario = Scenario()
    var change = DatabaseChange()
    change.instanceClass = "db.r6g.xlarge"
    change.backupRetentionDays = 14
    var told = try scenario.call(ModifyDBInstance(identifier: name, change: change), in: east)
    #expect(told.status == "available")
    #expect(told.settings.backupRetentionDays == 14)
    #expect(told.pending.instanceClass == "db.r6g.xlarge")
    scenario.pass(minutes: 60)
    #expect(try look(&scenario).settings.instanceClass == "db.r6g.large")
    change.isImmediate = true
    told = try scenario.call(ModifyDBInstance(identifier: name, change: change), in: east)
    #expect(told.status == "modifying")
    #expect(told.isServing)
    scenario.pass(minutes: 8)
    told = try look(&scenario)
    #expect(told.status == "available")
    #expect(told.settings.instanceClass == "db.r6g.xlarge")
    #expect(told.pending.instanceClass == nil)
  }

  @Test("groups come into force after a while, parameters only with a reboot")
  func groups() throws {
    var scenario = Scenario()
    scenario.cloud.estate[region: east].network.securityGroups.insert("sg-new")
    scenario.cloud.estate[region: east].databases.parameterGroups.insert("new")
    var change = DatabaseChange()
    change.securityGroups = ["sg-new"]
    change.parameterGroup = "new"
    _ = try scenario.call(ModifyDBInstance(identifier: name, change: change), in: east)
    var told = try look(&scenario)
    #expect(told.groups.adding == ["sg-new"])
    #expect(told.groups.removing == [SampleEstate.primarySecurityGroup])
    #expect(told.groups.parameters == .applying)
    scenario.pass(seconds: 30)
    told = try look(&scenario)
    #expect(told.groups.adding.isEmpty && told.groups.removing.isEmpty)
    #expect(told.groups.parameters == .pendingReboot)
  }

  @Test("a replica in another region is promoted, and is then nobody's")
  func promote() throws {
    var scenario = Scenario()
    let source = "arn:aws:rds:us-east-1:123456789012:db:\(name)"
    let create = CreateDBInstanceReadReplica(identifier: "replica", source: source, kmsKeyID: Scenario.recoveryKey)
    #expect(try scenario.call(create).replicaSource == source)
    #expect(scenario.refusal(of: PromoteReadReplica(identifier: "replica")) == "InvalidDBInstanceState")
    scenario.pass(minutes: 15)
    #expect(scenario.refusal(of: StopDBInstance(identifier: "replica")) == "InvalidDBInstanceState")
    #expect(try scenario.call(PromoteReadReplica(identifier: "replica")).status == "modifying")
    #expect(try look(&scenario, "replica", in: "us-west-2").replicaSource == source)
    scenario.pass(minutes: 8)
    #expect(try look(&scenario, "replica", in: "us-west-2").status == "backing-up")
    scenario.pass(minutes: 2)
    let promoted = try look(&scenario, "replica", in: "us-west-2")
    #expect(promoted.status == "available")
    #expect(promoted.replicaSource == nil)
    #expect(promoted.settings.backupRetentionDays == 1)
    #expect(promoted.lineage == name)
    #expect(scenario.refusal(of: PromoteReadReplica(identifier: "replica")) == "InvalidDBInstanceState")
    let open = CreateDBInstanceReadReplica(identifier: "other", source: source)
    #expect(scenario.refusal(of: open) == "InvalidParameterCombination")
  }

  @Test("changes that make no sense are refused")
  func refusals() throws {
    var scenario = Scenario()
    func refusal(_ edit: (inout DatabaseChange) -> Void) -> String? {
      var change = DatabaseChange()
      edit(&change)
      return scenario.refusal(of: ModifyDBInstance(identifier: name, change: change), in: east)
    }
    #expect(refusal { $0.backupRetentionDays = 36 } == "InvalidParameterValue")
    #expect(refusal { $0.parameterGroup = "x" } == "DBParameterGroupNotFound")
    #expect(refusal { $0.securityGroups = ["sg-1"] } == "InvalidParameterValue")
    #expect(
      scenario.refusal(of: ModifyDBInstance(identifier: "x", change: DatabaseChange()), in: east)
        == "DBInstanceNotFound")
    _ = try scenario.call(StopDBInstance(identifier: name), in: east)
    #expect(refusal { $0.backupRetentionDays = 5 } == "InvalidDBInstanceState")
  }
}
