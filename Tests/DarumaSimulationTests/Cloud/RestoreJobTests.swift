import Testing

@testable import DarumaSimulation

@Suite("Restores of AWS Backup into new EFS file systems")
struct RestoreJobTests {
  static func restore(
    token: String?, creationToken: String = "made-by-restore", changing changes: [String: String?] = [:]
  ) -> StartRestoreJob {
    var metadata = [
      "file-system-id": SampleEstate.fileSystem, "newFileSystem": "true", "Encrypted": "true",
      "KmsKeyId": SampleEstate.recoveryKey, "PerformanceMode": "generalPurpose", "CreationToken": creationToken,
    ]
    for (key, value) in changes { metadata[key] = value }
    return StartRestoreJob(
      point: SampleEstate.filesCopy, metadata: metadata, role: SampleEstate.backupRole, idempotencyToken: token,
      resourceType: "EFS")
  }

  private func system(_ token: String, _ scenario: inout Scenario) throws -> [FileSystem] {
    try scenario.call(DescribeFileSystems(creationToken: token)).fileSystems.map(\.fileSystem)
  }

  @Test("a job waits, runs and completes; its file system is there long before it is whole")
  func life() throws {
    var scenario = Scenario()
    let job = try scenario.call(Self.restore(token: "t"))
    var seen: [String] = []
    for seconds: Int64 in [0, 59, 1, 10, 12 * 60, 13 * 60] {
      scenario.pass(seconds: seconds)
      let told = try scenario.call(DescribeRestoreJob(id: job.id))
      let made = try system("made-by-restore", &scenario).map(\.lifeCycleState)
      seen.append("\(told.status) \(told.percentDone) \(told.hasMadeFileSystem) \(made.joined())")
    }
    #expect(
      seen == [
        "PENDING 0 false ", "PENDING 0 false ", "RUNNING 0 true creating", "RUNNING 0 true available",
        "RUNNING 48 true available", "COMPLETED 100 true available",
      ])
    let made = try #require(try system("made-by-restore", &scenario).first)
    #expect(made.id == job.fileSystem)
    #expect(made.lineage == SampleEstate.fileSystem)
    #expect(made.options.kmsKeyID == SampleEstate.recoveryKey)
    #expect(made.createdAt == Scenario.start + 60_000)
  }

  @Test("the same token gives the same job, and other parameters with it are refused")
  func token() throws {
    var scenario = Scenario()
    let first = try scenario.call(Self.restore(token: "t"))
    scenario.pass(minutes: 10)
    #expect(try scenario.call(Self.restore(token: "t")).id == first.id)
    #expect(scenario.refusal(of: Self.restore(token: "t", creationToken: "other")) == "InvalidRequestException")
    #expect(try scenario.call(ListRestoreJobs()).jobs.count == 1)
    scenario.pass(minutes: 60)
    #expect(scenario.cloud.estate[region: "us-west-2"].fileSystems.fileSystems.count == 1)
  }

  @Test("without a token a repeat is another job, which fails where the file system is there")
  func withoutToken() throws {
    var scenario = Scenario()
    let first = try scenario.call(Self.restore(token: nil))
    let second = try scenario.call(Self.restore(token: nil))
    #expect(first.id != second.id)
    scenario.pass(minutes: 60)
    let states = try scenario.call(ListRestoreJobs()).jobs.map(\.status).sorted()
    #expect(states == ["COMPLETED", "FAILED"])
    #expect(try system("made-by-restore", &scenario).count == 1)
  }

  @Test("a job that fails leaves what it has made")
  func fails() throws {
    var scenario = Scenario(faults: [FaultRule(.endBadly(.failed), operation: "StartRestoreJob", .nth(1))])
    let job = try scenario.call(Self.restore(token: "t"))
    scenario.pass(minutes: 60)
    let told = try scenario.call(DescribeRestoreJob(id: job.id))
    #expect(told.status == "FAILED")
    #expect(told.statusMessage?.contains(job.fileSystem) == true)
    #expect(try system("made-by-restore", &scenario).count == 1)
  }

  @Test("who looks once at the end sees what who looked all along saw")
  func rarelyLooked() throws {
    var (often, seldom) = (Scenario(), Scenario())
    let (first, second) = (try often.call(Self.restore(token: "t")), try seldom.call(Self.restore(token: "t")))
    for _ in 0..<40 {
      often.pass(minutes: 1)
      _ = try often.call(DescribeRestoreJob(id: first.id))
    }
    seldom.pass(minutes: 40)
    let (one, other) = (
      try often.call(DescribeRestoreJob(id: first.id)), try seldom.call(DescribeRestoreJob(id: second.id))
    )
    #expect(one.completedAt == other.completedAt)
    let (made, also) = (try system("made-by-restore", &often), try system("made-by-restore", &seldom))
    #expect(made.map(\.createdAt) == also.map(\.createdAt))
  }

  @Test(
    "what makes no sense is refused",
    arguments: [
      (["CreationToken": nil], "InvalidParameterValueException"),
      (["Encrypted": nil], "InvalidParameterValueException"),
      (["Encrypted": "perhaps"], "InvalidParameterValueException"),
      (["Encrypted": "false"], "InvalidParameterValueException"),
      (["PerformanceMode": "fast"], "InvalidParameterValueException"),
      (["newFileSystem": "false"], "InvalidParameterValueException"),
      (["Colour": "red"], "InvalidParameterValueException"),
    ] as [([String: String?], String)])
  func refusals(changes: [String: String?], code: String) {
    var scenario = Scenario()
    #expect(scenario.refusal(of: Self.restore(token: "t", changing: changes)) == code)
    #expect(scenario.cloud.estate[region: "us-west-2"].backups.restoreJobs.isEmpty)
  }

  @Test("a point of another region is not here, one that has expired can't be restored, and a role is needed")
  func points() throws {
    var scenario = Scenario()
    let metadata = Self.restore(token: nil).metadata
    let elsewhere = StartRestoreJob(point: SampleEstate.filesPoint, metadata: metadata, role: SampleEstate.backupRole)
    #expect(scenario.refusal(of: elsewhere) == "ResourceNotFoundException")
    let unnamed = StartRestoreJob(point: SampleEstate.filesCopy, metadata: metadata, role: nil)
    #expect(scenario.refusal(of: unnamed) == "InvalidParameterValueException")
    var vault = try #require(scenario.cloud.estate[region: "us-west-2"].backups.vaults[SampleEstate.recoveryVault])
    var point = try #require(vault.points[SampleEstate.filesCopy])
    point.status = "EXPIRED"
    vault.put(point)
    scenario.cloud.estate[region: "us-west-2"].backups.put(vault)
    #expect(scenario.refusal(of: Self.restore(token: "t")) == "InvalidRequestException")
  }

  @Test("the copied point is found by its vault and by its resource, with the metadata of its original")
  func listings() throws {
    var scenario = Scenario()
    let byVault = try scenario.call(
      ListRecoveryPointsByBackupVault(vault: SampleEstate.recoveryVault, resource: SampleEstate.fileSystemARN))
    #expect(byVault.points.map(\.arn) == [SampleEstate.filesCopy])
    let byResource = try scenario.call(ListRecoveryPointsByResource(resource: SampleEstate.fileSystemARN))
    #expect(byResource.points.map(\.vault) == [SampleEstate.recoveryVault])
    let held = try scenario.call(
      GetRecoveryPointRestoreMetadata(vault: SampleEstate.recoveryVault, point: SampleEstate.filesCopy))
    #expect(held.point.restoreMetadata["file-system-id"] == SampleEstate.fileSystem)
    #expect(held.point.restoreMetadata["KmsKeyId"] == SampleEstate.primaryKey)
    #expect(scenario.refusal(of: ListRecoveryPointsByBackupVault(vault: "nowhere")) == "ResourceNotFoundException")
    let missing = DescribeRecoveryPoint(vault: SampleEstate.recoveryVault, point: SampleEstate.filesPoint)
    #expect(scenario.refusal(of: missing) == "ResourceNotFoundException")
    #expect(scenario.refusal(of: DescribeRestoreJob(id: "nowhere")) == "ResourceNotFoundException")
  }
}
