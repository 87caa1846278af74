import Testing

@testable import DarumaSimulation

@Suite("Restoring a DB instance")
struct RestoreTests {
  private let restore = RestoreDBInstanceFromDBSnapshot(identifier: "restored", snapshot: "copy")

  @Test("the instance keeps the snapshot's settings, but none of its old network")
  func settings() throws {
    var scenario = Scenario()
    try scenario.prepareCopy()
    let instance = try scenario.call(restore)
    #expect(instance.settings.engine == "postgres")
    #expect(instance.settings.instanceClass == "db.r6g.large")
    #expect(instance.settings.isEncrypted)
    #expect(instance.settings.kmsKeyID == Scenario.recoveryKey)
    #expect(instance.settings.subnetGroup == nil)
    #expect(instance.settings.securityGroups.isEmpty)
    #expect(!instance.settings.isDeletionProtected)
    #expect(instance.lineage == SampleEstate.database)
  }

  @Test("restoring under a taken name is refused, in any case of letters, and changes nothing")
  func nameTaken() throws {
    var scenario = Scenario()
    try scenario.prepareCopy()
    let first = try scenario.call(restore)
    let again = RestoreDBInstanceFromDBSnapshot(identifier: "RESTORED", snapshot: "copy")
    #expect(scenario.refusal(of: again) == "DBInstanceAlreadyExists")
    let found = scenario.cloud.estate[region: "us-west-2"].databases.instances
    #expect(found.count == 1)
    #expect(found["restored"]?.resourceID == first.resourceID)
  }

  @Test(
    "groups that don't exist in the region are refused",
    arguments: [
      ("DBSubnetGroupName", "DBSubnetGroupNotFoundFault"),
      ("DBParameterGroupName", "DBParameterGroupNotFound"),
      ("OptionGroupName", "OptionGroupNotFoundFault"), ("AvailabilityZone", "InvalidParameterValue"),
    ])
  func unknownGroups(choice: String, code: String) throws {
    var scenario = Scenario()
    try scenario.prepareCopy()
    var placement = DatabasePlacement()
    switch choice {
    case "DBSubnetGroupName": placement.subnetGroup = "nowhere"
    case "DBParameterGroupName": placement.parameterGroup = "nowhere"
    case "OptionGroupName": placement.optionGroup = "nowhere"
    default: placement.availabilityZone = "nowhere"
    }
    let restore = RestoreDBInstanceFromDBSnapshot(identifier: "r", snapshot: "copy", placement: placement)
    #expect(scenario.refusal(of: restore) == code)
  }

  @Test("a security group that doesn't exist is refused")
  func unknownSecurityGroup() throws {
    var scenario = Scenario()
    try scenario.prepareCopy()
    var placement = DatabasePlacement()
    placement.securityGroups = [SampleEstate.recoverySecurityGroup, "sg-nowhere"]
    let restore = RestoreDBInstanceFromDBSnapshot(identifier: "r", snapshot: "copy", placement: placement)
    #expect(scenario.refusal(of: restore) == "InvalidParameterValue")
  }

  @Test("a snapshot of the other region is not found by name or by ARN")
  func otherRegion() throws {
    var scenario = Scenario()
    try scenario.prepareCopy()
    // The last name exists here too: an ARN means the snapshot of its own region, or none.
    let there = "arn:aws:rds:us-east-1:123456789012:snapshot:"
    for name in ["source-of-copy", there + "source-of-copy", there + "copy"] {
      let restore = RestoreDBInstanceFromDBSnapshot(identifier: "r", snapshot: name)
      #expect(scenario.refusal(of: restore) == "DBSnapshotNotFound")
    }
  }

  @Test("the instance serves after the time that a restore takes, and not before")
  func takesItsTime() throws {
    var scenario = Scenario()
    try scenario.prepareCopy()
    _ = try scenario.call(restore)
    scenario.now += Timings().instanceRestore - 1
    #expect(try scenario.call(DescribeDBInstances(identifier: "restored")).instances[0].status == "creating")
    scenario.now += 1
    #expect(
      try scenario.call(DescribeDBInstances(identifier: "restored")).instances[0].status == "backing-up")
  }

  @Test("a deleted instance is gone, and its name is free again")
  func deletion() throws {
    var scenario = Scenario()
    try scenario.prepareCopy()
    _ = try scenario.call(restore)
    _ = try scenario.call(DeleteDBInstance(identifier: "restored", skipsFinalSnapshot: true))
    #expect(scenario.refusal(of: restore) == "DBInstanceAlreadyExists")
    scenario.now += Timings().instanceDeletion
    #expect(scenario.refusal(of: DescribeDBInstances(identifier: "restored")) == "DBInstanceNotFound")
    _ = try scenario.call(restore)
  }

  @Test("production can't be deleted: it is protected")
  func protected() {
    var scenario = Scenario()
    let delete = DeleteDBInstance(identifier: SampleEstate.database, skipsFinalSnapshot: true)
    #expect(scenario.refusal(of: delete, in: SampleEstate.primaryRegion) == "InvalidParameterCombination")
  }
}
