import Testing

@testable import DarumaCore

@Suite("Hear, then act: what time decides overtakes no record")
struct ReadinessScenarioTests {
  private static func story(_ change: (inout Application) -> Void = { _ in }) -> Story {
    Story(
      .kaigo.changed {
        $0.triggers[0].when = .all([.regionAlarm, .longFault])
        change(&$0)
      })
  }

  private static func holding(_ change: (inout Application) -> Void = { _ in }) -> Story {
    var story = story(change)
    story.backUp()
    story.alarm(.alarm)
    story.notice(.open)
    story.skipTelling()
    return story
  }

  @Test("killed while holding, the OK waits unread: nothing fires, and the OK is heard")
  func okWaits() {
    var story = Self.holding()
    story.sleep(.minutes(20))
    story.give(.readiness(.catchingUp))
    story.wait(.minutes(1))
    story.alarm(.ok, since: .at("03:04"))
    story.give(.readiness(.current))
    story.wait(.hours(1))
    #expect(
      story.tellDecisions() == """
        03:20:00 catching up
        03:21:00 region-outage released
        03:21:00 current
        """)
  }

  @Test("killed while holding, and it still holds: it fires once everything is heard, and not before")
  func stillHolds() {
    var story = Self.holding()
    story.sleep(.minutes(20))
    story.give(.readiness(.catchingUp))
    story.wait(.minutes(2))
    #expect(story.execution == nil)
    story.give(.readiness(.current))
    #expect(story.execution?.machine.stateName == "awaitingApproval")
  }

  @Test("an answer that was in the topic in time is in time, however late it is read; one that was not is not")
  func approvalInTime() {
    for (recordedAt, isInTime) in [(Instant.at("03:34"), true), (.at("03:36"), false)] {
      var story = Self.story()
      story.lose()
      story.sleep(.hours(2))
      story.give(.readiness(.catchingUp))
      story.wait(.minutes(1))
      #expect(story.execution?.machine.stateName == "awaitingApproval", "nothing expires while it is not heard")
      story.give(
        .signal(
          Signal(
            id: "late", at: recordedAt, seenAt: recordedAt, source: "operator", account: "123456789012",
            region: "us-east-1",
            fact: .commandGiven(
              CommandGiven(
                command: .approve, application: story.state.name, by: "yuki", role: "management", digest: story.digest)),
            recordedAt: recordedAt)))
      story.give(.readiness(.current))
      let first = story.state.executions.values.min { $0.startedAt < $1.startedAt }
      #expect(first?.machine.stateName == (isInTime ? "running" : "aborted"))
    }
  }

  @Test("a denial that waited is heard before the time-out that lets a failover proceed")
  func denialWaits() {
    var story = Self.story { $0.triggers[0].approval?.onTimeout = .proceed }
    story.lose()
    story.sleep(.hours(2))
    story.give(.readiness(.catchingUp))
    story.order(.deny, comment: "it is back")
    story.give(.readiness(.current))
    #expect(story.execution?.machine.stateName == "aborted")
    #expect(story.execution?.hasChanged == false)
  }

  @Test("what is due is decided up to what is heard, and no further")
  func heardUntil() {
    let story = Self.holding()
    let due = Instant.at("03:05")
    let early = Story.machine.decide(story.state, .timePassed, at: due + .seconds(9), heardUntil: due - .seconds(1))
    #expect(early == [])
    let heard = Story.machine.decide(story.state, .timePassed, at: due + .seconds(9), heardUntil: due)
    #expect(heard.contains { $0.body.type == "failover.trigger-fired.v1" })
    #expect(heard.allSatisfy { $0.at == due + .seconds(9) })
  }

  @Test("what a deaf worker can't know ends no hold-down; what it hears ends it")
  func ignorance() {
    for isOver in [false, true] {
      var story = Self.holding {
        $0.triggers[0].when = .all([
          .regionAlarm, .not(.silence(SilenceTest(source: "synthetics-us-west-2", duration: .hours(1)))),
        ])
      }
      story.give(.readiness(.deaf(.sourceOutOfReach)))
      story.wait(.minutes(2))
      if isOver { story.alarm(.ok) }
      #expect((story.state.triggers["region-outage"]?.heldSince == nil) == isOver)
    }
  }

  @Test("nobody counts as silent beyond what is heard")
  func silenceUntil() {
    var story = Story(.kaigo.changed { $0.triggers[0].when = .any([.regionAlarm, .syntheticsSilent]) })
    story.heartbeat()
    let late = story.now + .minutes(4)
    #expect(Story.machine.decide(story.state, .timePassed, at: late, heardUntil: story.now + .minutes(1)) == [])
    let heard = Story.machine.decide(story.state, .timePassed, at: late, heardUntil: late).map(\.body.type)
    #expect(heard.contains("observation.source-fell-silent.v1") && heard.contains("failover.trigger-held.v1"))
  }

  @Test("a step goes on at AWS while nobody listens, and is not followed by the next before everything is heard")
  func stepsWait() {
    var story = Self.story()
    story.lose()
    story.approve()
    story.give(.readiness(.deaf(.sourceOutOfReach)))
    story.succeed("restore-db/1", outputs: ["endpoint": "db-new.example"])
    story.wait(.minutes(4))
    #expect(story.execution?.steps["restore-db"]?.isDone == true)
    #expect(story.execution?.steps["app"]?.state == .waiting)
    story.give(.readiness(.current))
    #expect(story.execution?.steps["app"]?.running != nil)
  }

  @Test("a step whose time ran out while the worker was down is looked at before it counts as failed")
  func ranOut() {
    var story = Self.story()
    story.lose()
    story.approve()
    story.sleep(.hours(9))
    story.give(.readiness(.catchingUp))
    story.give(.readiness(.current))
    story.wait(.minutes(1))
    story.succeed("restore-db/1", outputs: ["endpoint": "db-new.example"])
    #expect(story.execution?.steps["restore-db"]?.isDone == true)
    #expect(!story.journal.contains { $0.body.type == "failover.step-attempt-failed.v1" })
  }

  @Test("what ran out of time ends also where the worker is away again and again, once it was looked at")
  func awayAgainAndAgain() {
    var story = Story()
    story.lose()
    story.approve()
    story.send("restore-db/1")
    story.wait(.hours(2) - .seconds(30))
    for _ in 0...Readiness.mostLooks {
      story.give(.readiness(.catchingUp))
      story.sleep(.minutes(1))
      story.give(.readiness(.current))
      story.wait(.minutes(1))
    }
    #expect(story.state.effects.of(story.execution?.id ?? "", "restore-db").first?.machine.hasEnded == true)
  }

  @Test("deaf for longer than patience: people are told once; the file may say that it acts nonetheless")
  func overdue() {
    for actDeaf in [false, true] {
      var story = Self.holding { $0.guards.actDeaf = actDeaf }
      story.give(.readiness(.deaf(.sourceOutOfReach)))
      story.wait(.minutes(30))
      story.give(.readiness(.catchingUp))
      story.wait(.minutes(30))
      #expect(story.journal.count { $0.body.type == "observation.readiness-overdue.v1" } == 1)
      #expect((story.execution != nil) == actDeaf)
      guard actDeaf, let since = story.state.deafSince else { continue }
      story.approve()
      story.send("restore-db/1")
      story.order(.abort)
      story.succeed("restore-db/1")
      let report = story.execution.flatMap { Report($0.id, of: story.state) }
      #expect(report?.deafSince == since, "the evidence says so")
    }
  }

  @Test("where the clocks are apart nobody acts, whatever the file says")
  func clocksApart() {
    var story = Self.holding { $0.guards.actDeaf = true }
    story.give(.readiness(.deaf(.clocksApart)))
    story.wait(.hours(3))
    #expect(story.execution == nil)
  }
}
