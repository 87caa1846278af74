import Testing

@testable import DarumaSimulation

@Suite("EFS file systems and their mount targets")
struct FileSystemTests {
  private let subnets = SampleEstate.recoverySubnets

  private func make(_ scenario: inout Scenario) throws -> FileSystem {
    let made = try scenario.call(
      CreateFileSystem(options: FileSystem.Options(creationToken: "t"), tags: [ResourceTag("Name", "files")]))
    scenario.pass(seconds: 10)
    return made
  }

  @Test("a file system is made once for each token")
  func token() throws {
    var scenario = Scenario()
    let made = try scenario.call(CreateFileSystem(options: FileSystem.Options(creationToken: "t")))
    #expect(made.lifeCycleState == "creating")
    let again = CreateFileSystem(options: FileSystem.Options(creationToken: "t"))
    #expect(scenario.refusal(of: again) == "FileSystemAlreadyExists")
    scenario.pass(seconds: 10)
    let found = try scenario.call(DescribeFileSystems(creationToken: "t")).fileSystems
    #expect(found.map(\.fileSystem.lifeCycleState) == ["available"])
    #expect(try scenario.call(DescribeFileSystems(creationToken: "other")).fileSystems.isEmpty)
    #expect(scenario.refusal(of: DescribeFileSystems(fileSystem: "fs-1")) == "FileSystemNotFound")
  }

  @Test("a mount target takes its time, and is one for each zone")
  func mountTargets() throws {
    var scenario = Scenario()
    let system = try make(&scenario)
    let first = try scenario.call(
      CreateMountTarget(fileSystem: system.id, subnet: subnets[0], securityGroups: [SampleEstate.recoveryFilesGroup]))
    #expect(first.lifeCycleState == "creating")
    #expect(first.address == "10.1.1.10")
    #expect(
      scenario.refusal(of: DescribeMountTargetSecurityGroups(mountTarget: first.id)) == "IncorrectMountTargetState")
    #expect(
      scenario.refusal(of: CreateMountTarget(fileSystem: system.id, subnet: subnets[0])) == "MountTargetConflict")
    _ = try scenario.call(CreateMountTarget(fileSystem: system.id, subnet: subnets[1]))
    scenario.pass(seconds: 90)
    let listed = try scenario.call(DescribeMountTargets(fileSystem: system.id)).mountTargets
    #expect(listed.map(\.lifeCycleState) == ["available", "available"])
    #expect(Set(listed.map(\.subnet.zone)) == ["us-west-2a", "us-west-2b"])
    #expect(try scenario.call(DescribeFileSystems(fileSystem: system.arn)).fileSystems.first?.mountTargets == 2)
    #expect(
      try scenario.call(DescribeMountTargetSecurityGroups(mountTarget: first.id)) == [SampleEstate.recoveryFilesGroup])
    try scenario.call(
      ModifyMountTargetSecurityGroups(mountTarget: first.id, securityGroups: [SampleEstate.recoveryCacheGroup]))
    #expect(
      try scenario.call(DescribeMountTargetSecurityGroups(mountTarget: first.id)) == [SampleEstate.recoveryCacheGroup])
  }

  @Test("a mount target can come to nothing")
  func badEnding() throws {
    var scenario = Scenario(faults: [FaultRule(.endBadly(.failed), operation: "CreateMountTarget")])
    let system = try make(&scenario)
    _ = try scenario.call(CreateMountTarget(fileSystem: system.id, subnet: subnets[0]))
    scenario.pass(minutes: 2)
    let shown = try scenario.call(DescribeMountTargets(fileSystem: system.id)).mountTargets
    #expect(shown.map(\.lifeCycleState) == ["error"])
  }

  @Test("what makes no sense is refused")
  func refusals() throws {
    var scenario = Scenario()
    let made = try scenario.call(CreateFileSystem(options: FileSystem.Options(creationToken: "t")))
    let early = CreateMountTarget(fileSystem: made.id, subnet: subnets[0])
    #expect(scenario.refusal(of: early) == "IncorrectFileSystemLifeCycleState")
    scenario.pass(minutes: 1)
    #expect(scenario.refusal(of: CreateMountTarget(fileSystem: made.id, subnet: "subnet-1")) == "SubnetNotFound")
    #expect(
      scenario.refusal(of: CreateMountTarget(fileSystem: made.id, subnet: subnets[0], securityGroups: ["sg-1"]))
        == "SecurityGroupNotFound")
    #expect(scenario.refusal(of: CreateMountTarget(fileSystem: "fs-1", subnet: subnets[0])) == "FileSystemNotFound")
    #expect(scenario.refusal(of: DescribeMountTargets()) == "BadRequest")
    #expect(scenario.refusal(of: DescribeMountTargets(mountTarget: "fsmt-1")) == "MountTargetNotFound")
    #expect(scenario.refusal(of: CreateFileSystem(options: FileSystem.Options(creationToken: ""))) == "BadRequest")
    var open = FileSystem.Options(creationToken: "k")
    open.kmsKeyID = SampleEstate.recoveryKey
    #expect(scenario.refusal(of: CreateFileSystem(options: open)) == "BadRequest")
  }

  @Test("tags are added, and a key that is there gets the new value")
  func tags() throws {
    var scenario = Scenario()
    let system = try make(&scenario)
    let tags = [ResourceTag("Name", "new"), ResourceTag("a", "b")]
    try scenario.call(TagFileSystem(resource: system.arn, tags: tags))
    #expect(try scenario.call(ListTagsForFileSystem(resource: system.id)) == tags)
    #expect(scenario.refusal(of: ListTagsForFileSystem(resource: "fs-1")) == "FileSystemNotFound")
  }

  @Test("nothing here is replicated")
  func replications() throws {
    var scenario = Scenario()
    let system = try make(&scenario)
    #expect(scenario.refusal(of: DescribeReplicationConfigurations(fileSystem: system.id)) == "ReplicationNotFound")
    #expect(scenario.refusal(of: DescribeReplicationConfigurations(fileSystem: "fs-1")) == "FileSystemNotFound")
    try scenario.call(DescribeReplicationConfigurations(fileSystem: nil))
  }

  @Test("what was just made may be missing from the next answers")
  func forgotten() throws {
    var scenario = Scenario(faults: [FaultRule(.forget(milliseconds: 30_000), operation: "CreateFileSystem")])
    let system = try make(&scenario)
    #expect(try scenario.call(DescribeFileSystems(creationToken: "t")).fileSystems.isEmpty)
    #expect(scenario.refusal(of: ListTagsForFileSystem(resource: system.id)) == "FileSystemNotFound")
    scenario.pass(seconds: 30)
    #expect(try scenario.call(DescribeFileSystems(creationToken: "t")).fileSystems.count == 1)
  }
}
