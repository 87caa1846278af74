import TestSupport
import Testing

@testable import DarumaCore

@Suite("A restore to a moment: what is lost by it, where it may be done, and what a compromise leaves of it")
struct RestoreToMomentTests {
  private static let database: ARN = "arn:aws:rds:us-east-1:123456789012:db:kaigo-prod"
  private static let replicated = "arn:aws:rds:us-west-2:123456789012:auto-backup:ab"
  private static let own = "arn:aws:rds:us-east-1:123456789012:db:kaigo-prod#pitr"

  private static func kind(_ pointType: String) -> PointKind {
    PointKind(of: .rdsInstance, service: "rds", pointType: pointType, extent: .window, words: "automated backups")
  }

  private static let trait = RestoreTrait(kind("auto-backup"), kind("db"), momentIn: "moment")

  private static func action(_ moment: Document) -> StepAction {
    StepAction(
      name: "rds.restoreToTime", parameters: ["moment": moment],
      traits: ActionTraits(
        nature: .creates, idempotency: .named, plane: .control("RDS"), restores: trait, outputs: ["endpoint"],
        sentence: "restore as of {moment} in {region}"))
  }

  /// The sample application, whose database is restored to a moment by a failover, and at home by a plan of its own.
  private static func application(_ moment: Document = .blank(.moment)) -> Application {
    .kaigo.changed { application in
      let restore = Step(id: "restore-db", action: action(moment), resource: "db")
      var atHome = restore
      atHome.region = .primary
      application.plans = [
        Plan(name: "mend", kind: .restore, steps: [atHome]),
        Plan(name: "region-failover", kind: .failover, steps: [restore]),
      ]
      application.triggers = []
    }
  }

  /// It can be restored to any moment from midnight to 02:58 in the recovery region, and to 02:59 at home.
  private static func story(_ moment: Document = .blank(.moment)) -> Story {
    var story = Story(application(moment))
    story.backUp(takenAt: .at("02:30"))
    for (point, region, until) in [(replicated, "us-west-2", "02:58"), (own, "us-east-1", "02:59")] {
      story.say(
        .recoveryPointTaken(
          RecoveryPointTaken(
            recoveryPoint: RecoveryPointID(point), takenAt: nil,
            window: RestorableWindow(from: .at("00:00"), until: .at(until)))),
        region: Region(region), resource: database)
    }
    return story
  }

  private static func choices(_ story: Story, _ plan: PlanName = "region-failover", agreed: [Choice] = []) throws
    -> Choices
  {
    let catalog = try #require(story.state.catalog)
    return Choices.make(
      try #require(catalog.plan(plan)), catalog, story.state.projection.protection, agreed: agreed, at: story.now)
  }

  private static func compromise(_ story: inout Story, since: String) {
    story.say(
      .threatFound(ThreatFound(finding: "f", severity: 9, firstSeen: .at(since))), resource: database)
  }

  @Test(
    "the loss is that of the wanted moment, and at the least that of the newest one that is known",
    arguments: [
      (.blank(.moment), "02:58"), ("latest", "02:58"), (.blank(.before(.minutes(1))), "02:58"),
      (.blank(.before(.minutes(30))), "02:30"), ("2026-11-24T01:15:00.000Z", "01:15"),
    ] as [(Document, String)])
  func loss(moment: Document, takenAt: String) throws {
    let story = Self.story(moment)
    let choice = try #require(try Self.choices(story).made.first)
    #expect(choice.point == RecoveryPointID(Self.replicated) && choice.takenAt == .at(takenAt))
    #expect(choice.loss == story.now - .at(takenAt) && choice.notAfter == nil)
    // What the failover could give at its best, whatever it is told to.
    #expect(story.state.exposures["db"]?.takenAt == .at("02:58"))
  }

  @Test("a step that acts at home restores from what lies there, and is no failover's")
  func atHome() throws {
    let choice = try #require(try Self.choices(Self.story(), "mend").made.first)
    #expect(choice.point == RecoveryPointID(Self.own) && choice.takenAt == .at("02:59"))
    var story = Story(Self.application().changed { $0.plans.removeLast() })
    story.say(
      .recoveryPointTaken(
        RecoveryPointTaken(
          recoveryPoint: RecoveryPointID(Self.own), takenAt: nil,
          window: RestorableWindow(from: .at("00:00"), until: .at("02:59")))),
      region: "us-east-1", resource: Self.database)
    #expect(story.state.exposures["db"]?.status == .unknown)
  }

  @Test("a moment before the window begins can't be restored, and a snapshot is none of its points")
  func outOfReach() throws {
    let missing = try Self.choices(Self.story("2026-11-23T23:59:59.000Z")).missing
    #expect(
      missing.map(\.reason) == [
        "\(Self.own): it lies in us-east-1"
      ])
    let story = Self.story("2026-11-23T23:59:59.000Z")
    let catalog = try #require(story.state.catalog)
    let target = catalog.target(of: catalog.resources[0], by: try #require(catalog.plan("region-failover")))
    let protection = story.state.projection.protection
    func reason(_ point: String) -> Restorability.Reason? {
      protection.point(RecoveryPointID(point)).flatMap {
        protection.restorability($0, for: target, at: story.now).reason
      }
    }
    #expect(reason(Self.replicated) == .beginsLater(.at("00:00")))
    #expect(
      reason(Self.replicated)?.description == "it begins at 2026-11-24T00:00:00.000Z, after the moment that is wanted")
    #expect(reason(Story.copy().rawValue) == .wrongKind("automated backups"))
  }

  @Test("a moment that is yet to come can't be restored, and nobody is told what would be lost by it")
  func ahead() throws {
    let story = Self.story("2099-01-01T00:00:00.000Z")
    #expect(try Self.choices(story).made.isEmpty)
    let catalog = try #require(story.state.catalog)
    let target = catalog.target(of: catalog.resources[0], by: try #require(catalog.plan("region-failover")))
    let protection = story.state.projection.protection
    let point = try #require(protection.point(RecoveryPointID(Self.replicated)))
    let reason = try #require(protection.restorability(point, for: target, at: story.now).reason)
    #expect(reason.description == "the moment that is wanted, 2099-01-01T00:00:00.000Z, is yet to come")
  }

  @Test("of a compromised database the moment right before is restored, and an agreement to a later one is void")
  func compromised() throws {
    var story = Self.story()
    let before = try Self.choices(story).made
    Self.compromise(&story, since: "02:00")
    let limit = Instant.at("02:00") - Span(milliseconds: 1)
    let choice = try #require(try Self.choices(story, agreed: before).made.first)
    #expect(choice.takenAt == limit && choice.notAfter == limit)
    #expect(try Self.choices(story, agreed: [choice]).made == [choice])
    // It began earlier than was known.
    Self.compromise(&story, since: "01:00")
    let protection = story.state.projection.protection
    let catalog = try #require(story.state.catalog)
    let target = catalog.target(of: catalog.resources[0], by: try #require(catalog.plan("region-failover")))
    #expect(
      protection.restorability(of: choice, for: target, at: story.now)
        == .not(.suspected(finding: "f", firstSeen: .at("01:00"))))
    #expect(try Self.choices(story, agreed: [choice]).made.map(\.notAfter) == [.at("01:00") - Span(milliseconds: 1)])
  }

  @Test("a moment of one's own after a compromise began can't be restored, one before it can")
  func ownMoment() throws {
    var late = Self.story(.blank(.before(.minutes(30))))
    Self.compromise(&late, since: "02:00")
    #expect(try Self.choices(late).made.isEmpty)
    var early = Self.story("2026-11-24T01:15:00.000Z")
    Self.compromise(&early, since: "02:00")
    #expect(try Self.choices(early).made.map(\.takenAt) == [.at("01:15")])
  }

  @Test(
    "the step is told the latest moment, or the last one before a compromise",
    arguments: [(nil, "latest"), (Instant.at("02:00"), "2026-11-24T02:00:00.000Z")] as [(Instant?, String)])
  func resolved(notAfter: Instant?, moment: String) throws {
    let choice = Choice(
      resource: "db", point: RecoveryPointID(Self.replicated), usability: .copied, takenAt: .at("02:00"),
      loss: .hours(1), notAfter: notAfter)
    var started = EventSamples.started
    started.fates = [ResourceFate("db", .restored(choice))]
    let execution = try #require(Execution(started, Self.application(), at: .at("03:05")))
    let step = Step(id: "restore-db", action: Self.action(.blank(.moment)), resource: "db")
    let action = try Resolution.resolve(step, generation: 1, execution).get()
    #expect(action.parameters["moment"] == .text(moment))
  }

  @Test("it is written into the journal and read from it; what is of one moment is written as before")
  func written() throws {
    let text = try JSONText.of(Self.trait)
    #expect(text.contains(#""extent":"window""#) && text.contains(#""momentIn":"moment""#))
    #expect(try JSONText.read(text, as: RestoreTrait.self) == Self.trait)
    let plain = try JSONText.of(
      RestoreTrait(PointKind(of: .rdsInstance, service: "rds", pointType: "snapshot", words: "snapshots")))
    #expect(
      plain == #"{"points":[{"of":"rds.instance","pointType":"snapshot","service":"rds","takes":"snapshots"}]}"#)
    #expect(try Blank(Blank.moment.document) == .moment)
  }
}
