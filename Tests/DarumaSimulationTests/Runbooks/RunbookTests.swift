import DarumaAWS
import DarumaCatalog
import DarumaCore
import Testing

@testable import DarumaSimulation

/// Each is killed once in the middle, and the next process goes on from the journal.
@Suite("The runbooks of the shipped application, played end to end against the simulated cloud")
struct RunbookTests {
  private static let database: ARN = "arn:aws:rds:us-east-1:123456789012:db:kaigo-subsys-prod"
  private static let service: ARN = "arn:aws:ecs:us-east-1:123456789012:service/kaigo-prod/kaigo-api"

  private static func world() throws -> RunbookWorld {
    let world = try RunbookWorld(SampleApplication.kaigo)
    world.hearBackups()
    return world
  }

  /// Plays it to its end; `said`: the steps that people say are done, each after its kill.
  private static func finish(_ world: RunbookWorld, saying steps: [StepID] = []) async throws -> Report {
    let struck = await world.play(strike: (4, .killedAfter))
    #expect(struck.isDead)
    try world.restart()
    await world.play()
    for step in steps {
      let wait = try #require(world.execution.flatMap { world.state.wait(of: step, of: $0, at: world.now) }, "\(step)")
      #expect(wait.command?.contains("daruma done kaigo-subsys") == true && wait.role == "developers")
      world.order(.done, step: step, role: "developers")
      await world.play()
    }
    let id = try #require(world.execution?.id)
    return try #require(
      Report(id, of: world.state),
      "\(world.execution?.machine.stateWords ?? ""): \(world.journal.suffix(5).map(\.sentence))")
  }

  private static func restored(_ world: RunbookWorld, in region: String) -> [String] {
    world.host.withCloud { cloud in
      cloud.estate[region: region].databases.instances.values
        .filter { $0.identifier != SampleEstate.database }.map { "\($0.identifier) \($0.status)" }.sorted()
    }
  }

  private static func endpoint(_ world: RunbookWorld, of host: String) -> [String] {
    world.host.withCloud { $0.estate.dns.resolve(host, at: $0.estate.now, throughCache: false) ?? [] }
  }

  private static func answer(_ world: RunbookWorld) -> VisitWebSite.Output? {
    let visit = VisitWebSite(host: SampleEstate.host, path: "/health")
    return world.host.withCloud {
      $0.call(visit, in: "web", now: world.time.milliseconds + 120_000).delivery.output
    }
  }

  private static func tasks(_ world: RunbookWorld, _ cluster: String, in region: String) -> Int? {
    world.host.withCloud { cloud in
      _ = cloud.estate.advance(to: world.time.milliseconds)
      return cloud.estate[region: region].containers.cluster(cluster)?.service(SampleEstate.service)?.runningCount
    }
  }

  private static func met(_ report: Report, rto: Span, rpo: Span?) {
    #expect(report.outcome == "succeeded" && report.missing.isEmpty, "\(report.reason ?? "")")
    #expect(report.rta?.objective == rto && report.rta?.isMet == true, "\(String(describing: report.rta))")
    if let rpo { #expect(report.rpa?.objective == rpo, "\(String(describing: report.rpa))") }
    print("\(report.plan): recovered in \(report.rta.map { "\($0.actual)" } ?? "?"), RTO \(rto)")
  }

  @Test("the database refuses connections and has stopped: one with the data of an hour ago takes its place")
  func databaseFails() async throws {
    let world = try Self.world()
    world.alarm("kaigo-prod-db-connections")
    world.hear(.resourceChanged(ResourceChanged(change: .failing)), of: Self.database)
    world.pass(.minutes(5))
    #expect(world.execution?.trigger == "db-failure" && world.execution?.plan.name == "db-to-time")
    let terms = try #require(world.execution?.machine.approval).terms
    #expect(terms.objectives == Objectives(rpo: .hours(1), rto: .hours(2)))
    let before = Self.endpoint(world, of: SampleEstate.databaseHost)
    world.approve()
    let report = try await Self.finish(world, saying: ["verify-data"])
    Self.met(report, rto: .hours(2), rpo: nil)
    #expect(Self.restored(world, in: SampleEstate.primaryRegion).count == 1)
    #expect(Self.endpoint(world, of: SampleEstate.databaseHost) != before)
    #expect(world.state.placement.place == .primary)
    #expect(report.steps.last?.detail.hasSuffix("(done, says hanako)") == true)
    #expect(world.host.log.count(of: "RestoreDBInstanceToPointInTime", isDone: true) == 1)
  }

  @Test("a corruption that a person dates: the data is of the moment before, whatever the plan says")
  func databaseCorrupt() async throws {
    let world = try Self.world()
    let mistake = world.now - .hours(3)
    world.order(.restore, plan: "db-to-time", before: mistake)
    world.approve()
    let report = try await Self.finish(world, saying: ["verify-data"])
    Self.met(report, rto: .hours(2), rpo: nil)
    let restored = try #require(world.execution?.steps["restore-db"]?.lastEffect?.action.parameters["moment"]?.text)
    #expect(restored == (mistake - Span(milliseconds: 1)).description)
  }

  @Test("from the newest snapshot in the primary region, started by people and approved by management")
  func databaseFromSnapshot() async throws {
    let world = try Self.world()
    world.order(.restore, plan: "db-from-snapshot")
    #expect(
      world.execution?.choices.map(\.point.rawValue) == [
        "arn:aws:rds:us-east-1:123456789012:snapshot:\(NightEvents.snapshot)"
      ])
    world.approve()
    let report = try await Self.finish(world, saying: ["verify-data"])
    Self.met(report, rto: .hours(2), rpo: .hours(26))
    #expect(Self.restored(world, in: SampleEstate.primaryRegion).count == 1)
    #expect(Self.restored(world, in: SampleEstate.recoveryRegion).isEmpty)
    #expect(report.rpa?.isMet == true)
  }

  @Test("that the data is not right pauses it, with the reason for people")
  func dataIsWrong() async throws {
    let world = try Self.world()
    world.order(.restore, plan: "db-from-snapshot")
    world.approve()
    await world.play()
    world.order(.done, step: "verify-data", role: "developers", failed: "half of the visits are missing")
    #expect(world.execution?.machine.stateName == "pausedByFailedStep")
    #expect(world.execution?.steps["verify-data"]?.failure?.message.contains("half of the visits are missing") == true)
  }

  @Test("all tasks stopped: they are started again, though nobody answers")
  func tasksStopped() async throws {
    let world = try Self.world()
    world.host.withCloud { cloud in
      let stop = UpdateService(
        cluster: SampleEstate.primaryCluster, serviceName: SampleEstate.service, desiredCount: 0)
      _ = cloud.call(stop, in: SampleEstate.primaryRegion, now: world.time.milliseconds)
    }
    world.pass(.minutes(10))
    #expect(Self.tasks(world, SampleEstate.primaryCluster, in: SampleEstate.primaryRegion) == 0)
    world.alarm("kaigo-prod-tasks-running")
    world.hear(.resourceChanged(ResourceChanged(change: .capacityLost)), of: Self.service)
    world.pass(.minutes(2))
    #expect(world.execution?.trigger == "tasks-stopped")
    world.pass(.minutes(5))
    let report = try await Self.finish(world)
    Self.met(report, rto: .minutes(30), rpo: nil)
    #expect(Self.tasks(world, SampleEstate.primaryCluster, in: SampleEstate.primaryRegion) == 4)
  }

  /// Restored and served from the recovery region.
  private static func carriedOver(_ world: RunbookWorld, _ report: Report, rto: Span) {
    // The volume and the logs are left behind, so what was lost is not known of all.
    met(report, rto: rto, rpo: nil)
    #expect(world.execution?.objectives.rpo == .hours(1) && report.fates.contains { $0.fate.isLeftBehind })
    #expect(restored(world, in: SampleEstate.recoveryRegion).count == 1)
    #expect(tasks(world, SampleEstate.recoveryCluster, in: SampleEstate.recoveryRegion) == 4)
    #expect(world.state.placement.place == .recovery("us-west-2"))
    #expect(answer(world) == .page(status: 200, reason: "ok", region: SampleEstate.recoveryRegion))
    #expect(world.host.log.count(of: "RestoreDBInstanceFromDBSnapshot", isDone: true) == 1)
  }

  @Test("the region falls")
  func regionOutage() async throws {
    let world = try Self.world()
    world.host.happen(.primaryRegionFalls, in: RunbookWorld.night)
    world.alarm("kaigo-prod-region-api-errors")
    world.hear(.healthNoticed(HealthNoticed.fault))
    world.order(.say, fact: "provider-expects-4h")
    world.pass(.minutes(5))
    #expect(world.execution?.trigger == "region-outage")
    world.approve()
    Self.carriedOver(world, try await Self.finish(world), rto: .hours(4))
  }

  @Test("two zones are impaired for two hours or more: the same plan, in half the time")
  func severalZones() async throws {
    let world = try Self.world()
    for zone in ["use1-az1", "use1-az2"] {
      world.hear(.zoneShifted(ZoneShifted(zone: zone, state: "inProgress", drill: false)))
    }
    world.order(.say, fact: "provider-expects-2h")
    world.pass(.minutes(5))
    #expect(world.execution?.trigger == "several-zones")
    world.approve()
    Self.carriedOver(world, try await Self.finish(world), rto: .hours(2))
  }

  @Test("a fire, as the provider announces it and a person says")
  func fire() async throws {
    let world = try Self.world()
    world.host.happen(.primaryRegionFalls, in: RunbookWorld.night)
    world.order(.say, fact: "provider-announces-disaster")
    world.alarm("kaigo-prod-region-api-errors")
    world.pass(.minutes(3))
    #expect(world.execution?.trigger == "data-centre-fire")
    world.approve()
    Self.carriedOver(world, try await Self.finish(world), rto: .hours(4))
  }

  @Test("an attack: isolated by people, restored from before the finding, looked through by people, and then served")
  func attack() async throws {
    let world = try Self.world()
    let began = RunbookWorld.night.backupBegan - .hours(6)
    let older = world.host.addCopy(named: "before-the-attack", takenAt: began - .hours(2))
    world.point(
      "arn:aws:rds:us-east-1:123456789012:snapshot:rds:before-the-attack", of: Self.database, began - .hours(2),
      copy: older)
    world.hear(
      .threatFound(ThreatFound(finding: "f-1", severity: 8, firstSeen: began)), of: Self.service, at: began)
    world.order(.say, fact: "data-is-compromised")
    world.pass(.minutes(2))
    #expect(world.execution?.trigger == "cyber-attack" && world.execution?.before == began)
    #expect(world.execution?.choices.map(\.point.rawValue) == [older, SampleEstate.filesCopy])
    world.approve()
    await world.play()
    world.order(.done, step: "isolate", role: "developers")
    let report = try await Self.finish(world, saying: ["verify-data"])
    #expect(report.rta?.objective == .hours(8) && report.rta?.isMet == true)
    #expect(report.outcome == "succeeded" && world.state.placement.place == .recovery("us-west-2"))
    #expect(Self.answer(world) == .page(status: 200, reason: "ok", region: SampleEstate.recoveryRegion))
    #expect(world.execution?.steps["restore-db"]?.lastEffect?.action.parameters["point"]?.text == older)
  }
}

@Suite("The quarterly restore test of the staging environment, played against the simulated cloud")
struct StagingRunbookTests {
  @Test("the newest snapshot is restored beside what runs, a person looks at it, and it is deleted")
  func restoreTest() async throws {
    let world = try RunbookWorld(SampleApplication.staging)
    let snapshot = "arn:aws:rds:us-east-1:123456789012:snapshot:\(NightEvents.snapshot)"
    world.point(
      snapshot, of: "arn:aws:rds:us-east-1:123456789012:db:kaigo-subsys-stg", RunbookWorld.night.backupBegan, copy: nil)
    world.order(.restore, plan: "quarterly-restore-test")
    let struck = await world.play(strike: (3, .killedAfter))
    #expect(struck.isDead)
    try world.restart()
    await world.play()
    let instances = { world.host.withCloud { $0.estate[region: SampleEstate.primaryRegion].databases.instances.count } }
    #expect(instances() == 2)
    #expect(world.execution?.steps["restore-db"]?.outputs["endpoint"] != nil, "people can connect to it")
    world.order(.done, step: "verify-data", role: "developers")
    await world.play()
    let report = try #require(world.execution.flatMap { Report($0.id, of: world.state) })
    #expect(report.outcome == "succeeded", "\(report.reason ?? "")")
    #expect(instances() == 1)
    #expect(report.rpa?.isMet == true && report.rta?.objective == .hours(4))
    #expect(world.host.log.count(of: "RestoreDBInstanceFromDBSnapshot", isDone: true) == 1)
  }
}

extension HealthNoticed {
  fileprivate static let fault = HealthNoticed(
    notice: "notice-1", service: "EC2", impactedRegion: "us-east-1", status: .open,
    startedAt: RunbookWorld.night.outage,
    endedAt: nil, code: "AWS_EC2_OPERATIONAL_ISSUE", expectedDuration: nil, scope: .everyone, category: .issue)
}

extension CloudHost {
  /// A copy of the database in the recovery region that is older than last night's.
  fileprivate func addCopy(named name: String, takenAt taken: Instant) -> String {
    withCloud { cloud in
      let primary = cloud.estate[region: SampleEstate.primaryRegion].databases
      let databases = cloud.estate[region: SampleEstate.recoveryRegion].databases
      let arn = databases.arn(ofSnapshot: name)
      guard let instance = primary.instance(SampleEstate.database) else { return arn }
      var copy = DatabaseSnapshot(
        identifier: name, arn: arn, kind: .awsbackup, tags: [],
        content: DatabaseSnapshot.Content(of: instance, now: taken.milliseconds), now: taken.milliseconds, duration: 0,
        ending: nil)
      copy.advance(to: taken.milliseconds)
      cloud.estate[region: SampleEstate.recoveryRegion].databases.put(copy)
      return arn
    }
  }
}
