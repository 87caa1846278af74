import Testing

@testable import DarumaCore

@Suite("Alarms and notices are listed: what differs is news, what does not is repeated without a word")
struct WorldListingTests {
  private static let alarms = ListingRequest(kind: .cloudWatchAlarms, region: "us-east-1", alarms: ["prod-*"])
  private static let notices = ListingRequest(kind: .healthEvents, region: "us-east-1")

  private static func alarm(_ name: String, _ state: AlarmChanged.State, since: Instant) -> Listed {
    Listed(
      resource: nil, at: since,
      fact: .alarmChanged(
        AlarmChanged(
          alarm: name, alarmArn: ARN("arn:aws:cloudwatch:us-east-1:123456789012:alarm:\(name)"), state: state,
          since: since)))
  }

  private static func signals(
    _ found: [Listed], _ request: ListingRequest, _ world: World, at now: Instant = .at("04:00")
  ) -> [Signal] {
    Reconciliation.signals(of: found, to: request, startedAt: now, "123456789012", Protection(), world)
  }

  @Test("an alarm that nobody told of, and one that is in another state, are news")
  func news() {
    var scene = Scene()
    scene.alarm("prod-a", .ok, since: .at("03:00"))
    let signals = Self.signals(
      [Self.alarm("prod-a", .alarm, since: .at("03:30")), Self.alarm("prod-b", .ok, since: .at("01:00"))],
      Self.alarms, scene.observed.world)
    #expect(signals.map(\.fact.kind) == [.alarmChanged, .alarmChanged, .listingCompleted])
    #expect(signals.allSatisfy { $0.source == "listing.cloudwatch.alarms" })
    for signal in signals { scene.observed.world.absorb(signal) }
    let reading = scene.read(.alarm(AlarmTest(name: "prod-*", state: .alarm)), at: .at("04:01"))
    #expect(reading.since == .at("03:30"))
  }

  @Test("what still is as it was leads to one event for all: that it was listed; and it is believed for another day")
  func unchanged() {
    var scene = Scene()
    scene.alarm("prod-a", .alarm, since: .at("03:00"))
    let dayLater = Instant.at("03:00") + .days(1)
    let signals = Self.signals(
      [Self.alarm("prod-a", .alarm, since: .at("03:00"))], Self.alarms, scene.observed.world, at: dayLater)
    #expect(signals.map(\.fact.kind) == [.listingCompleted])
    for signal in signals { scene.observed.world.absorb(signal) }
    #expect(scene.read(.alarm(AlarmTest(name: "prod-a", state: .alarm)), at: dayLater).truth == .holds)
  }

  @Test("an alarm that was known and is no longer shown was deleted; one of another name or region was not asked for")
  func deleted() {
    var scene = Scene()
    scene.alarm("prod-a", .alarm, since: .at("03:00"))
    scene.alarm("other", .alarm, since: .at("03:00"))
    scene.alarm("prod-west", .alarm, since: .at("03:00"), region: "us-west-2")
    let signals = Self.signals([], Self.alarms, scene.observed.world)
    #expect(signals.map(\.fact.kind) == [.alarmChanged, .listingCompleted])
    for signal in signals { scene.observed.world.absorb(signal) }
    #expect(scene.read(.alarm(AlarmTest(name: "prod-a", state: .alarm)), at: .at("04:01")).truth == .unknown)
    #expect(scene.read(.alarm(AlarmTest(name: "other", state: .alarm)), at: .at("04:01")).truth == .holds)
  }

  @Test("what an event told of after the question was asked is newer than the answer, and what is new may be missing")
  func race() {
    var scene = Scene()
    scene.alarm("prod-a", .ok, since: .at("04:01"))
    scene.alarm("prod-b", .alarm, since: .at("03:58"))
    let signals = Self.signals([Self.alarm("prod-a", .alarm, since: .at("03:30"))], Self.alarms, scene.observed.world)
    #expect(signals.map(\.fact.kind) == [.listingCompleted])
  }

  @Test("a notice that is no longer open is closed; what an adapter said of it stays")
  func notices() {
    var scene = Scene()
    scene.notice("n1", from: .at("03:00"), expected: .hours(6))
    scene.notice("n2", from: .at("03:00"))
    let shown = HealthNoticed(
      notice: "n1", service: "EC2", impactedRegion: "us-east-1", status: .open, startedAt: .at("03:00"),
      code: "AWS_EC2_ISSUE", scope: .everyone, category: .issue)
    let signals = Self.signals(
      [Listed(resource: nil, at: .at("03:00"), fact: .healthNoticed(shown))], Self.notices, scene.observed.world)
    #expect(signals.map(\.fact.kind) == [.healthNoticed, .listingCompleted])
    for signal in signals { scene.observed.world.absorb(signal) }
    let lasting = Leaf.health(HealthTest(region: "us-east-1", minimumExpectedDuration: .hours(4)))
    #expect(scene.read(lasting, at: .at("04:01")).witnesses.map(\.name) == ["n1"])
  }

  @Test("that an account may not ask is told once, and not at each try")
  func refused() {
    let reason = "no support plan (health.SubscriptionRequiredException)"
    var protection = Protection()
    let first = Reconciliation.failure(reason, of: Self.notices, startedAt: .at("04:00"), "1", protection)
    #expect(first.count == 1)
    for signal in first { protection.absorb(signal) }
    #expect(Reconciliation.failure(reason, of: Self.notices, startedAt: .at("04:15"), "1", protection) == [])
    #expect(Reconciliation.failure("another", of: Self.notices, startedAt: .at("04:15"), "1", protection).count == 1)
  }

  @Test("asked for are the alarms that conditions and guards name, in their regions, and notices of both")
  func requests() {
    let application = Application.kaigo.changed { application in
      application.guards.recoveryAlarms = ["kaigo-dr-*"]
      application.triggers[0].when = .all([
        .alarm(AlarmTest(name: "east-*", state: .alarm, region: "us-east-1")), .longFault,
      ])
    }
    let requests = ListingPlan.requests(for: application, Protection()).filter { $0.kind.isOfWorld }
    #expect(
      requests.map { "\($0.kind.rawValue) \($0.region) \($0.alarms.map(\.rawValue).joined(separator: ","))" } == [
        "cloudwatch.alarms us-east-1 east-*,kaigo-dr-*", "health.events us-east-1 ",
        "cloudwatch.alarms us-west-2 kaigo-dr-*", "health.events us-west-2 ",
      ])
  }

  @Test("what a running execution pinned is listed as well, also of a recovery region that a newer file no longer has")
  func pinned() {
    let file = Application.kaigo.changed { $0.triggers[0].when = .regionAlarm }
    let pinned = file.changed { application in
      application.regions.recovery = "eu-west-1"
      application.triggers[0].when = .alarm(AlarmTest(name: "old-*", state: .alarm))
    }
    let requests = ListingPlan.requests(for: file, Protection(), pinned: pinned).filter { $0.kind.isOfWorld }
    #expect(
      requests.map { "\($0.kind.rawValue) \($0.region) \($0.alarms.map(\.rawValue).joined(separator: ","))" } == [
        "cloudwatch.alarms us-east-1 kaigo-prod-region-*,old-*",
        "cloudwatch.alarms us-west-2 kaigo-prod-region-*,old-*", "health.events us-west-2 ",
        "cloudwatch.alarms eu-west-1 kaigo-prod-region-*,old-*", "health.events eu-west-1 ",
      ])
  }
}
