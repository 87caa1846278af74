import DarumaAWS
import DarumaActions
import DarumaCore
import DarumaSimulation
import TestSupport
import Testing

@Suite("Files are restored by AWS Backup from the simulated cloud's copy of last night")
struct RestoredFilesTests {
  private let scene = NightInProcess()
  private var host: CloudHost { scene.host }
  private var time: NightInProcess.Time { scene.time }
  private var cloud: AWSCloud { scene.cloud }

  private func effect(_ metadata: [String: Document]) -> Effect {
    .sample(
      Action(
        name: BackupRestore.name, region: "us-west-2",
        parameters: [
          "point": .text(SampleEstate.filesCopy), "resource": .text(SampleEstate.fileSystemARN),
          "iamRoleArn": .text(SampleEstate.backupRole), "token": "files-t", "earlierTokens": [],
          "metadata": .object(metadata),
        ], traits: BackupRestore.traits), step: "restore-files")
  }

  @Test("one job restores one file system in the region that stands, which bears its mark when it is whole")
  func restored() async throws {
    let cloud = cloud
    let effect = effect(["KmsKeyId": .text(SampleEstate.recoveryKey), "Encrypted": "true"])
    #expect(try await cloud.observe(effect) == .absent)
    #expect(try await cloud.act(effect) == .started)
    #expect(try await cloud.act(effect) == .started)
    time.pass(.minutes(5))
    guard case .inProgress = try await cloud.observe(effect) else {
      Issue.record("a restore takes its time")
      return
    }
    time.pass(.hours(3))
    // It is there, and bears no mark yet.
    #expect(try await cloud.observe(effect) == .absent)
    #expect(try await cloud.act(effect) == .started)
    guard case .done(let outputs, .daruma) = try await cloud.observe(effect) else {
      Issue.record("three hours are enough for these files")
      return
    }
    #expect(outputs["arn"]?.hasSuffix(outputs["fileSystemId"] ?? "none") == true)
    #expect(host.log.count(of: "StartRestoreJob", isDone: true) == 1)
  }

  @Test("the key of the fallen region is not taken for one of the region that stands")
  func key() async throws {
    let cloud = cloud
    let effect = effect([:])
    #expect(try await cloud.observe(effect) == .absent)
    let fault = await #expect(throws: CloudFault.self) { try await cloud.act(effect) }
    #expect(fault?.code == "backup.key-elsewhere")
    #expect(host.log.count(of: "StartRestoreJob", isDone: true) == 0)
  }
}
