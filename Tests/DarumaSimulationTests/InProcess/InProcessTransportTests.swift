import DarumaActions
import DarumaAWS
import DarumaCore
import DarumaSimulation
import TestSupport
import Testing

@Suite("The simulated cloud in the same process, behind the real AWS client")
struct InProcessTransportTests {
  private let scene = NightInProcess()
  private var night: ReferenceNight { scene.night }
  private var host: CloudHost { scene.host }
  private var time: NightInProcess.Time { scene.time }
  private var cloud: AWSCloud { scene.cloud }

  private var restore: Effect {
    let copy = "arn:aws:rds:us-west-2:123456789012:snapshot:awsbackup:copyjob-41c7e7ac-0b0e-4d8f-9e57-2f5a6b1d93e0"
    return Effect(
      id: "kaigo.1/restore-db/1", application: "kaigo", execution: "kaigo.1", step: "restore-db", attempt: 1,
      purpose: .perform,
      action: .rdsRestore(from: RecoveryPointID(copy), identifier: "kaigo-restored"),
      deadline: night.outage + .hours(2))
  }

  @Test("a database is restored in the model's time, and no time of ours")
  func restores() async throws {
    let cloud = cloud
    #expect(try await cloud.observe(restore) == .absent)
    #expect(try await cloud.act(restore) == .started)
    guard case .inProgress = try await cloud.observe(restore) else {
      Issue.record("a restore takes its time")
      return
    }
    time.pass(.hours(1))
    guard case .done(let outputs, .daruma) = try await cloud.observe(restore) else {
      Issue.record("an hour is enough for this restore")
      return
    }
    #expect(outputs["identifier"] == "kaigo-restored")
    #expect(host.log.count(of: "RestoreDBInstanceFromDBSnapshot", isDone: true) == 1)
  }

  @Test("an answer that is lost after the deed is an unknown outcome, and the deed is found")
  func lostAnswer() async throws {
    host.withCloud {
      $0.faults.add(FaultRule(.loseAnswer, operation: "RestoreDBInstanceFromDBSnapshot"))
    }
    let cloud = cloud
    #expect(try await cloud.observe(restore) == .absent)
    let fault = await #expect(throws: CloudFault.self) { try await cloud.act(restore) }
    #expect(fault?.kind == .outcomeUnknown)
    guard case .inProgress = try await cloud.observe(restore) else {
      Issue.record("the restore was begun")
      return
    }
    #expect(host.log.count(of: "RestoreDBInstanceFromDBSnapshot", isDone: true) == 1)
  }

  @Test("the fallen region does not answer")
  func outage() async throws {
    var effect = restore
    effect.action = .ecsScale(desiredCount: 4, cluster: "kaigo-prod", service: "kaigo-api", in: "us-east-1")
    let cloud = cloud
    let fault = await #expect(throws: CloudFault.self) { try await cloud.observe(effect) }
    #expect(fault?.isRetriable == true)
  }
}
