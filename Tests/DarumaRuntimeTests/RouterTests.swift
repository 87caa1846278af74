import DarumaCore
import DarumaRuntime
import Testing

@Suite("The router: a signal goes to the applications that it concerns")
struct RouterTests {
  private let router = Router([TestApplication.make("care"), TestApplication.make("billing", account: "210987654321")])

  private func signal(
    _ fact: Fact, account: Account = "123456789012", region: Region = "us-east-1", resource: ARN? = nil
  ) -> Signal {
    let now = Instant(milliseconds: 1_800_000_000_000)
    return Signal(
      id: "s", at: now, seenAt: now, source: "test", account: account, region: region, resource: resource, fact: fact)
  }

  @Test("an alarm goes to whoever asks for its name, in its account")
  func alarm() {
    let fact = Fact.alarmChanged(
      AlarmChanged(alarm: "prod-region-api", state: .alarm, since: Instant(milliseconds: 0)))
    #expect(router.route(signal(fact)) == .applications(["care"]))
    #expect(router.route(signal(fact, account: "")) == .applications(["billing", "care"]))
    let other = Fact.alarmChanged(AlarmChanged(alarm: "cpu", state: .alarm, since: Instant(milliseconds: 0)))
    #expect(router.route(signal(other)) == .nobody(reason: "no application asks for alarm cpu"))
  }

  @Test("a fault of a region fans out to each application there")
  func health() {
    let fact = Fact.healthNoticed(
      HealthNoticed(notice: "n", service: "EC2", impactedRegion: "us-east-1", status: .open, code: "X"))
    #expect(router.route(signal(fact)) == .applications(["billing", "care"]))
  }

  @Test("a recovery point goes to the owner of its resource; without one it is for the dead letters")
  func owner() {
    let taken = Fact.recoveryPointTaken(RecoveryPointTaken(recoveryPoint: "p", takenAt: nil))
    #expect(router.route(signal(taken, resource: TestApplication.database)) == .applications(["care"]))
    let stranger: ARN = "arn:aws:rds:us-east-1:123456789012:db:stranger"
    #expect(
      router.route(signal(taken, resource: stranger))
        == .unrouted(reason: "no application declares resource \(stranger)"))
  }

  @Test("a point whose resource is not named is kept by every application of its account and region")
  func unbound() {
    let removed = Fact.recoveryPointRemoved(RecoveryPointRemoved(recoveryPoint: "p", reason: .deleted))
    #expect(router.route(signal(removed)) == .applications(["care"]))
    #expect(router.route(signal(removed, region: "us-west-2")) == .applications(["care"]))
    let elsewhere = router.route(signal(removed, region: "eu-west-1"))
    #expect(elsewhere == .nobody(reason: "no application asks for account 123456789012 in eu-west-1"))
  }

  @Test("what is told of a replica goes to the owner of what it replicates, a threat to the owner of what it is about")
  func named() {
    var application = TestApplication.make("care")
    let replica: ARN = "arn:aws:rds:us-west-2:123456789012:db:care-replica"
    application.resources[0].protection.append(
      ProtectionRule(kind: .replica, copyTo: "us-west-2", destination: replica))
    let router = Router([application, TestApplication.make("other")])
    let lag = Fact.replicationMeasured(
      ReplicationMeasured(toRegion: "us-west-2", lag: .seconds(1), metric: "ReplicaLag"))
    #expect(router.route(signal(lag, region: "us-west-2", resource: replica)) == .applications(["care"]))
    let threat = Fact.threatFound(ThreatFound(finding: "f", severity: 8, firstSeen: Instant(milliseconds: 0)))
    #expect(router.route(signal(threat, resource: TestApplication.database)) == .applications(["care"]))
    let stranger: ARN = "arn:aws:rds:us-east-1:123456789012:db:stranger"
    #expect(
      router.route(signal(threat, resource: stranger)) == .nobody(reason: "no application asks for \(stranger)"))
  }

  @Test("a command for an unknown application is for the dead letters")
  func command() {
    let known = Fact.commandGiven(CommandGiven(command: .pause, application: "care", by: "jane"))
    #expect(router.route(signal(known)) == .applications(["care"]))
    let unknown = Fact.commandGiven(CommandGiven(command: .pause, application: "nothing", by: "jane"))
    #expect(router.route(signal(unknown)) == .unrouted(reason: "no application named nothing is declared"))
  }

  @Test("a heartbeat goes to whoever listens for it")
  func heartbeat() {
    #expect(
      router.route(signal(.sourceSpoke(SourceSpoke(from: "canary")))) == .applications(["billing", "care"]))
    let nobody = router.route(signal(.sourceSpoke(SourceSpoke(from: "cat"))))
    #expect(nobody == .nobody(reason: "no application asks for source cat"))
  }
}
