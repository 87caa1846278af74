import Testing

@testable import DarumaCore

@Suite("The recovery region: no fault of what the plan uses, and its alarms known and OK")
struct RecoveryRegionHealthTests {
  private static func health(_ scene: Scene, at now: Instant = .at("03:10")) -> RecoveryRegionHealth {
    RecoveryRegionHealth(for: .regionFailover, scene.observed, at: now)
  }

  @Test("a fault of a service that the plan uses blocks, until it is closed")
  func used() {
    var scene = Scene()
    scene.notice(region: "us-west-2", service: "RDS", from: .at("03:00"))
    #expect(
      Self.health(scene).blocked?.reason == "the provider announces a fault in us-west-2: AWS_RDS_ISSUE")
    scene.notice("n", .closed, region: "us-west-2", service: "RDS", from: .at("03:00"), seenAt: .at("03:05"))
    #expect(Self.health(scene).isHealthy)
  }

  @Test(
    "another service, single resources of an account, and another region block nothing",
    arguments: [
      ("WORKSPACES", Region("us-west-2"), HealthNoticed.Scope?.some(.everyone)), ("RDS", "us-west-2", .account),
      ("RDS", "us-west-2", nil), ("RDS", "us-east-1", .everyone),
    ])
  func unrelated(service: String, region: Region, scope: HealthNoticed.Scope?) {
    var scene = Scene()
    scene.notice(region: region, service: service, from: .at("03:00"), scope: scope)
    #expect(Self.health(scene).isHealthy)
  }

  @Test("a notice whose end was lost blocks for a day, and not for ever")
  func old() {
    var scene = Scene()
    scene.notice(region: "us-west-2", service: "RDS", from: .at("03:00"))
    #expect(Self.health(scene).changesAt == Instant.at("03:00") + .days(1))
    #expect(Self.health(scene, at: .at("03:00") + .days(1)).isHealthy)
    #expect(Self.health(scene, at: .at("03:00") + .days(21)).isHealthy)
  }

  @Test("an alarm that the file names must be known and OK: unknown is not healthy")
  func alarms() {
    var scene = Scene()
    scene.observed.application?.guards.recoveryAlarms = ["dr-*"]
    #expect(
      Self.health(scene).blocked?.reason
        == "it is unknown how the recovery region is: nobody ever heard of an alarm dr-*")
    scene.alarm("dr-a", .ok, since: .at("03:00"), region: "us-west-2")
    #expect(Self.health(scene).isHealthy)
    #expect(!Self.health(scene, at: .at("03:00") + .days(1)).isHealthy, "nobody has repeated it for a day")
    scene.alarm("dr-b", .insufficientData, since: .at("03:05"), region: "us-west-2")
    #expect(
      Self.health(scene).blocked?.reason
        == "an alarm of the recovery region is not OK: dr-b is INSUFFICIENT_DATA since 2026-11-24T03:05:00.000Z")
  }

  @Test("the guard asks it: an alarm of the recovery region holds a trigger back, and lets it go by itself")
  func guarded() {
    var story = Story(.kaigo.changed { $0.guards.recoveryAlarms = ["kaigo-dr-*"] })
    story.backUp()
    story.alarm(.alarm)
    story.notice(.open)
    story.alarm(.insufficientData, "kaigo-dr-region-api", region: "us-west-2")
    story.wait(.minutes(6))
    #expect(story.tellDecisions().contains("(guard recovery-region-impaired)"))
    story.alarm(.ok, "kaigo-dr-region-api", region: "us-west-2")
    story.wait(.minutes(5))
    #expect(story.tellDecisions().contains("region-outage fired"))
  }

  @Test("the services of a plan come from its actions and its resources")
  func services() {
    let services = Plan.regionFailover.services(in: .kaigo)
    #expect(services.isSuperset(of: ["RDS", "ECS", "ROUTE53", "EC2", "KMS"]))
    #expect(!services.contains("WORKSPACES"))
  }
}
