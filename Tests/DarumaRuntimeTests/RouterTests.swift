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
    #expect(router.route(signal(fact), knowing: { _ in [] }) == .applications(["care"]))
    #expect(router.route(signal(fact, account: ""), knowing: { _ in [] }) == .applications(["billing", "care"]))
    let other = Fact.alarmChanged(AlarmChanged(alarm: "cpu", state: .alarm, since: Instant(milliseconds: 0)))
    #expect(router.route(signal(other), knowing: { _ in [] }) == .nobody(reason: "no application asks for alarm cpu"))
  }

  @Test("a fault of a region fans out to each application there")
  func health() {
    let fact = Fact.healthNoticed(
      HealthNoticed(notice: "n", service: "EC2", impactedRegion: "us-east-1", status: .open, code: "X"))
    #expect(router.route(signal(fact), knowing: { _ in [] }) == .applications(["billing", "care"]))
  }

  @Test("a recovery point goes to the owner of its resource; without one it is for the dead letters")
  func owner() {
    let taken = Fact.recoveryPointTaken(RecoveryPointTaken(recoveryPoint: "p", takenAt: nil))
    #expect(
      router.route(signal(taken, resource: TestApplication.database), knowing: { _ in [] }) == .applications(["care"]))
    let stranger: ARN = "arn:aws:rds:us-east-1:123456789012:db:stranger"
    #expect(
      router.route(signal(taken, resource: stranger), knowing: { _ in [] })
        == .unrouted(reason: "no application declares resource \(stranger)"))
  }

  @Test(
    "what is said of a known point, or of a resource whose points are known, goes there although no file has the resource"
  )
  func departed() {
    let stranger: ARN = "arn:aws:rds:us-east-1:123456789012:db:stranger"
    let scanned = Fact.recoveryPointScanned(RecoveryPointScanned(recoveryPoint: "p", verdict: .infected))
    #expect(
      router.route(signal(scanned, resource: stranger), knowing: { $0 == "p" ? ["care"] : [] })
        == .applications(["care"]))
    let found = Fact.threatFound(
      ThreatFound(finding: "f", severity: 9, firstSeen: Instant(milliseconds: 0), sample: false))
    #expect(
      router.route(signal(found, resource: stranger), knowing: { _ in [] }, holding: { $0 == stranger ? ["care"] : [] })
        == .applications(["care"]))
    #expect(
      router.route(signal(found, resource: stranger), knowing: { _ in [] })
        == .nobody(reason: "no application asks for \(stranger)"))
  }

  @Test("what names no resource goes to one place, and to whoever knows the point, whichever account and region speaks")
  func unbound() {
    let known: (RecoveryPointID) -> [ApplicationName] = { $0 == "p" ? ["care"] : $0 == "o" ? ["billing"] : [] }
    func route(_ fact: Fact, account: Account = "123456789012", resource: ARN? = nil) -> Router.Route {
      router.route(signal(fact, account: account, region: "eu-west-1", resource: resource), knowing: known)
    }
    let removed = Fact.recoveryPointRemoved(RecoveryPointRemoved(recoveryPoint: "p", reason: .deleted))
    #expect(route(removed) == .applications([.none, "care"]))
    #expect(route(removed, account: "999999999999") == .applications([.none, "care"]))
    let copied = Fact.recoveryPointCopied(RecoveryPointCopied(recoveryPoint: "p", of: "o", toRegion: "eu-west-1"))
    #expect(route(copied) == .applications([.none, "billing", "care"]))
    let stranger = Fact.recoveryPointRemoved(RecoveryPointRemoved(recoveryPoint: "q", reason: .deleted))
    #expect(route(stranger) == .applications([.none]))
    let archived = Fact.resourceChanged(ResourceChanged(change: .archived))
    let snapshot: ARN = "arn:aws:rds:us-west-2:123456789012:snapshot:s"
    #expect(route(archived, resource: snapshot) == .applications([.none]))
    let failed = Fact.backupProgressed(BackupProgressed(job: "j", state: .failed))
    #expect(route(failed) == .applications([.none]), "what failed is kept, whatever it was about")
    let running = Fact.backupProgressed(BackupProgressed(job: "j", state: .running))
    #expect(route(running) == .nobody(reason: "backupProgressed: it names neither a resource nor a recovery point"))
  }

  @Test("exact names, patterns and a name that both ask for lead to each application once, in order")
  func patterns() {
    func application(_ name: ApplicationName, _ patterns: NamePattern...) -> Application {
      var application = TestApplication.make(name)
      application.triggers[0].when = .not(
        .any(patterns.map { .alarm(AlarmTest(name: $0, state: .alarm)) }))
      return application
    }
    let router = Router([
      application("d", "prod-*", "prod-api"), application("b", "prod-api"), application("c", "other"),
      application("a", "prod-*"),
    ])
    func asking(_ name: String) -> Router.Route {
      router.route(
        signal(.alarmChanged(AlarmChanged(alarm: name, state: .ok, since: Instant(milliseconds: 0)))),
        knowing: { _ in [] })
    }
    #expect(asking("prod-api") == .applications(["a", "b", "d"]))
    #expect(asking("prod-db") == .applications(["a", "d"]))
    #expect(asking("other") == .applications(["c"]))
  }

  @Test("two files of one application, the one in force and the one that an execution pinned: both are heard")
  func pinned() {
    var newer = TestApplication.make("care")
    newer.triggers[0].when = .alarm(AlarmTest(name: "new", state: .alarm))
    let router = Router([newer, TestApplication.make("care")])
    for name in ["new", "prod-region-api"] {
      let fact = Fact.alarmChanged(AlarmChanged(alarm: name, state: .ok, since: Instant(milliseconds: 0)))
      #expect(router.route(signal(fact), knowing: { _ in [] }) == .applications(["care"]))
    }
    let health = Fact.healthNoticed(
      HealthNoticed(notice: "n", service: "EC2", impactedRegion: "us-east-1", status: .open, code: "X"))
    #expect(router.route(signal(health), knowing: { _ in [] }) == .applications(["care"]))
  }

  /// A signal that each kind of leaf asks for, of things that nothing else in the file names; nil: none is needed.
  private func asked(by kind: Leaf.Kind) -> (leaf: Leaf, signal: Signal)? {
    let resource = TestApplication.database
    let start = Instant(milliseconds: 0)
    return switch kind {
    case .alarm:
      (
        .alarm(AlarmTest(name: "far-*", state: .alarm, region: "eu-west-1")),
        signal(.alarmChanged(AlarmChanged(alarm: "far-api", state: .alarm, since: start)), region: "eu-west-1")
      )
    case .health:
      (
        .health(HealthTest(region: "eu-west-1")),
        signal(
          .healthNoticed(
            HealthNoticed(notice: "n", service: "EC2", impactedRegion: "eu-west-1", status: .open, code: "X")),
          region: "eu-west-1")
      )
    case .silence:
      (.silence(SilenceTest(source: "far", duration: .minutes(3))), signal(.sourceSpoke(SourceSpoke(from: "far"))))
    case .exposure:
      (
        .exposure(ExposureTest(over: .hours(1), resource: "db")),
        signal(.recoveryPointTaken(RecoveryPointTaken(recoveryPoint: "p", takenAt: start)), resource: resource)
      )
    case .replication:
      (
        .replication(ReplicationTest(resource: "db")),
        signal(
          .replicationMeasured(ReplicationMeasured(toRegion: "us-west-2", lag: .seconds(1), metric: "ReplicaLag")),
          resource: resource)
      )
    case .missedBackup:
      (
        .missedBackup(MissedBackupTest(resource: "db")),
        signal(.backupProgressed(BackupProgressed(job: "j", state: .missedWindow)), resource: resource)
      )
    case .threat:
      (
        .threat(ThreatTest(severity: 7)),
        signal(.threatFound(ThreatFound(finding: "f", severity: 8, firstSeen: start)), resource: resource)
      )
    case .zones:
      (
        .zones(ZonesTest(region: "eu-west-1", impaired: 1)),
        signal(
          .zoneShifted(ZoneShifted(zone: "euw1-az1", state: "inProgress", drill: false)), region: "eu-west-1")
      )
    case .resource:
      (
        .resource(ResourceTest(resource: "db", changed: [.stopped])),
        signal(.resourceChanged(ResourceChanged(change: .stopped)), resource: resource)
      )
    case .said:
      (
        .said(WordTest(fact: "far")),
        signal(
          .commandGiven(CommandGiven(command: .say, application: "care", by: "jane", fact: "far")))
      )
    case .schedule: nil  // Time passes for everybody.
    }
  }

  @Test("what a leaf asks for reaches its application, and whoever pinned it", arguments: Leaf.Kind.allCases)
  func everyLeaf(_ kind: Leaf.Kind) throws {
    guard let (leaf, signal) = asked(by: kind) else { return }
    let plain = TestApplication.make("care")
    var asking = plain
    asking.triggers[0].when = .not(.any([.leaf(leaf)]))
    #expect(Router([asking]).route(signal, knowing: { _ in [] }) == .applications(["care"]))
    #expect(Router([plain, asking]).route(signal, knowing: { _ in [] }) == .applications(["care"]))
    #expect(asking.interests != plain.interests)
  }

  @Test("the alarms that guards name are routed")
  func guards() {
    var application = TestApplication.make("care")
    application.guards.recoveryAlarms = ["dr-*"]
    let fact = Fact.alarmChanged(AlarmChanged(alarm: "dr-api", state: .ok, since: Instant(milliseconds: 0)))
    #expect(
      Router([application]).route(signal(fact, region: "us-west-2"), knowing: { _ in [] }) == .applications(["care"]))
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
    #expect(
      router.route(signal(lag, region: "us-west-2", resource: replica), knowing: { _ in [] }) == .applications(["care"])
    )
    let threat = Fact.threatFound(ThreatFound(finding: "f", severity: 8, firstSeen: Instant(milliseconds: 0)))
    #expect(
      router.route(signal(threat, resource: TestApplication.database), knowing: { _ in [] }) == .applications(["care"]))
    let stranger: ARN = "arn:aws:rds:us-east-1:123456789012:db:stranger"
    #expect(
      router.route(signal(threat, resource: stranger), knowing: { _ in [] })
        == .nobody(reason: "no application asks for \(stranger)"))
  }

  @Test("a command for an unknown application is for the dead letters")
  func command() {
    let known = Fact.commandGiven(CommandGiven(command: .pause, application: "care", by: "jane"))
    #expect(router.route(signal(known), knowing: { _ in [] }) == .applications(["care"]))
    let unknown = Fact.commandGiven(CommandGiven(command: .pause, application: "nothing", by: "jane"))
    #expect(
      router.route(signal(unknown), knowing: { _ in [] })
        == .unrouted(reason: "no application named nothing is declared"))
  }

  @Test("a heartbeat goes to whoever listens for it")
  func heartbeat() {
    #expect(
      router.route(signal(.sourceSpoke(SourceSpoke(from: "canary"))), knowing: { _ in [] })
        == .applications(["billing", "care"]))
    let nobody = router.route(signal(.sourceSpoke(SourceSpoke(from: "cat"))), knowing: { _ in [] })
    #expect(nobody == .nobody(reason: "no application asks for source cat"))
  }
}
