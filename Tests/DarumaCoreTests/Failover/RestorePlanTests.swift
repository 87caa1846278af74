import TestSupport
import Testing

@testable import DarumaCore

@Suite("A plan of kind restore repairs, in the region that its steps say, and moves no users")
struct RestorePlanTests {
  /// The newest snapshot beside it in the primary region, and the name by which the service finds its database.
  private static let repair = Plan(
    name: "repair", kind: .restore,
    steps: [
      Step(id: "restore-db", action: .rdsRestore(), resource: "db", region: .primary),
      Step(
        id: "endpoint", action: .route53Switch(zone: "Z123", name: "db.kaigo.example", endpointOf: "restore-db"),
        after: ["restore-db"]),
      Step(id: "check", action: .httpCheck(url: "https://app.kaigo.example/health"), after: ["endpoint"]),
    ], objectives: OwnObjectives(rpo: .hours(1), rto: .hours(2)))

  private static let original = RecoveryPointID("arn:aws:rds:us-east-1:123456789012:snapshot:rds:nightly")

  private static func story(_ change: (inout Application) -> Void = { _ in }) -> Story {
    var story = Story(
      .kaigo.changed { application in
        application.plans.append(repair)
        change(&application)
      })
    story.backUp()
    return story
  }

  @Test("it restores from what lies in that region, beside what is there, and the rest stays")
  func chosen() throws {
    var story = Self.story()
    story.order(.restore, plan: "repair")
    let execution = try #require(story.execution)
    #expect(execution.choices.map(\.point) == [Self.original])
    #expect(execution.fates.contains { $0.resource == "api" && $0.fate == .stays })
    let effect = try #require(story.state.pendingEffects.first { $0.step == "restore-db" })
    #expect(effect.action.region == "us-east-1")
    #expect(effect.action.parameters["point"]?.text == Self.original.rawValue)
    story.finish()
    #expect(story.state.placement.place == .primary, "users stay")
    let report = try #require(Report(execution.id, of: story.state))
    #expect(report.kind == .restore && report.rta?.objective == .hours(2))
    // Of 02:23, and led to at 03:00.
    #expect(report.rpa == Report.Objective(actual: .minutes(37), objective: .hours(1)))
    #expect(report.cutOverAt == nil)
  }

  @Test("what holds no data of the plan is no loss, and what no step brings over is not left behind")
  func rest() throws {
    var story = Self.story { application in
      application.resources.append(
        Resource(
          id: "volume", type: .ebsVolume, arn: "arn:aws:ec2:us-east-1:123456789012:volume/vol-1",
          protection: [ProtectionRule(kind: .backup, every: .every(.days(1)))]))
    }
    story.order(.restore, plan: "repair")
    let fates = try #require(story.execution).fates
    #expect(fates.first { $0.resource == "volume" }?.fate == .stays)
  }

  @Test("a rehearsal that deletes what it made is whole: it is not looked for afterwards")
  func rehearsal() {
    func story(of source: StepID) -> Story {
      var story = Self.story { application in
        let delete = StepAction(
          name: "test.delete", parameters: ["instance": .blank(.output(of: source, key: "identifier"))],
          traits: ActionTraits(
            nature: .destroys, idempotency: .absolute, plane: .control("RDS"), sentence: "delete {instance}"))
        application.plans[1].steps[1] = Step(
          id: "delete", action: delete, after: ["restore-db"], region: .primary)
        application.plans[1].steps[2].after = ["delete"]
      }
      story.order(.restore, plan: "repair")
      story.succeed("restore-db/1", outputs: ["identifier": "db-new"])
      story.succeed("delete/1")
      story.succeed("check/1")
      return story
    }
    #expect(story(of: "restore-db").state.pendingEffects.compactMap(\.step) == ["check", "delete"])
  }

  @Test("each kind is started by its own command")
  func kinds() {
    var story = Self.story()
    story.skipTelling()
    story.order(.failover, plan: "repair")
    #expect(story.tellDecisions().contains("plan repair is of kind restore, not failover"))
    story.order(.restore, plan: "region-failover")
    #expect(story.tellDecisions().contains("plan region-failover is of kind failover, not restore"))
  }

  @Test("what users have left is not started anew; what stands in the recovery region may be repaired")
  func elsewhere() {
    func tried(_ region: Step.Place?) -> String {
      var story = Self.story { $0.plans[1].steps[0].region = region }
      story.order(.rearm, servedFrom: "us-west-2")
      story.skipTelling()
      story.order(.restore, plan: "repair")
      return story.tellDecisions()
    }
    let refused = tried(.primary)
    #expect(refused.contains("plan repair changes what stands in us-east-1, and kaigo-subsys is served from us-west-2"))
    #expect(refused.contains("(guard served-elsewhere)"), "\(refused)")
    #expect(tried(nil).contains("execution 1 began"))
  }

  @Test("no point in that region is told, with the region")
  func none() {
    var story = Story(.kaigo.changed { $0.plans.append(Self.repair) })
    story.skipTelling()
    story.order(.restore, plan: "repair")
    #expect(
      story.tellDecisions().contains("no usable recovery point of known age in us-east-1 for db"))
  }

  @Test("a trigger may start it; what it mends may be well before it is through")
  func byTrigger() throws {
    var story = Self.story { application in
      application.triggers.append(
        Trigger(
          name: "db-down", when: .alarm(AlarmTest(name: "kaigo-prod-db-*", state: .alarm)), holdFor: .minutes(5),
          run: "repair", objectives: OwnObjectives(rto: .minutes(90))))
    }
    story.alarm(.alarm, "kaigo-prod-db-refused")
    story.wait(.minutes(5))
    let execution = try #require(story.execution)
    #expect(execution.trigger == "db-down" && execution.objectives == Objectives(rpo: .hours(1), rto: .minutes(90)))
    story.succeed("restore-db/1", outputs: ["endpoint": "db-new.example"])
    story.alarm(.ok, "kaigo-prod-db-refused")
    story.finish()
    var other = Self.story { application in
      application.triggers.append(
        Trigger(
          name: "db-down", when: .alarm(AlarmTest(name: "kaigo-prod-db-*", state: .alarm)), holdFor: .minutes(5),
          approval: ApprovalPolicy(from: ["management"]), run: "repair"))
    }
    other.alarm(.alarm, "kaigo-prod-db-refused")
    other.wait(.minutes(5))
    other.alarm(.ok, "kaigo-prod-db-refused")
    other.wait(.minutes(6))
    #expect(
      other.execution?.machine.stateName == "aborted", "before anything was begun it is asked whether it still holds")
  }
}

@Suite("The moment of a compromise or of a mistake: what is restored is from before it")
struct RestoreBeforeTests {
  private static func story(_ change: (inout Application) -> Void = { _ in }) -> Story {
    var story = Story(
      .kaigo.changed { application in
        application.guards.maximumLoss = .days(3)
        change(&application)
      })
    story.backUp(takenAt: .at("01:00"), "older")
    story.backUp(takenAt: .at("02:23"), "newer")
    return story
  }

  @Test("a person names it")
  func named() throws {
    var story = Self.story()
    story.order(.failover, plan: "region-failover", before: .at("02:00"))
    #expect(story.execution?.choices.map(\.point) == [Story.copy("older")])
    #expect(story.execution?.before == .at("02:00"))
    let terms = try #require(story.execution?.machine.approval).terms
    #expect(terms.before == .at("02:00"))
    #expect(
      story.state.effects.all.contains {
        $0.effect.action.parameters["message"]?.text?.contains(
          "What is restored is from before 2026-11-24T02:00:00.000Z") == true
      })
    // A newer one that comes meanwhile is none.
    story.backUp(takenAt: .at("02:40"), "newest")
    story.approve()
    #expect(story.execution?.choices.map(\.point) == [Story.copy("older")])
  }

  @Test("where nothing is of before it, nothing is begun, and the reason is told; nor of a moment that has not come")
  func refused() {
    var story = Self.story()
    story.skipTelling()
    story.order(.failover, plan: "region-failover", before: .at("00:30"))
    #expect(
      story.tellDecisions().contains(
        "for db (\(Story.copy("newer")) is of 2026-11-24T02:23:00.000Z, and it must be from before 2026-11-24T00:30:00.000Z)"
      ))
    story.order(.failover, plan: "region-failover", before: .at("04:00"))
    #expect(story.tellDecisions().contains("has not come yet"))
    #expect(story.execution == nil)
  }

  @Test("a trigger that a suspected compromise lets fire names it, for every resource")
  func byFinding() {
    var story = Self.story { application in
      application.triggers[0].when = .all([.threat(ThreatTest(severity: 7)), .regionAlarm])
    }
    story.say(
      .threatFound(ThreatFound(finding: "f-1", severity: 8, firstSeen: .at("02:00"))),
      resource: "arn:aws:ecs:us-east-1:123456789012:service/main/api")
    story.alarm(.alarm)
    story.wait(.minutes(6))
    #expect(story.execution?.before == .at("02:00"))
    #expect(story.execution?.choices.map(\.point) == [Story.copy("older")])
  }

  @Test("without it an execution is written as before")
  func encoding() throws {
    var story = Self.story()
    story.order(.failover, plan: "region-failover")
    let execution = try #require(story.execution)
    let text = try JSONText.of(execution)
    #expect(execution.choices.map(\.point) == [Story.copy("newer")])
    #expect(!text.contains("\"before\""))
  }
}
