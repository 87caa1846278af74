import Testing

@testable import DarumaCore

@Suite("Silence is a signal, and can't act alone")
struct SilenceScenarioTests {
  private static func story(when condition: Condition) -> Story {
    var story = Story(.kaigo.changed { $0.triggers[0].when = condition })
    story.backUp()
    story.skipTelling()
    return story
  }

  @Test("silence alone is held back, and fires as soon as there is other evidence")
  func alone() {
    var story = Self.story(when: .any([.syntheticsSilent, .regionAlarm]))
    story.wait(.hours(1))
    #expect(
      story.tellDecisions() == """
        03:03:00 synthetics-us-west-2 silent since 03:03:00
        03:03:00 region-outage held since 03:03:00
        03:08:00 region-outage suppressed: silence is the only evidence against us-east-1; wait for an alarm or an \
        announcement, or fail over by hand (guard silence-alone)
        """)
    story.alarm(.alarm)
    #expect(story.tellDecisions().contains("04:00:00 region-outage fired\n"))
  }

  @Test("an alarm without data is silence under another name")
  func insufficientData() {
    let noData = Condition.alarm(AlarmTest(name: "kaigo-prod-region-*", state: .insufficientData))
    var story = Self.story(when: .atLeast(2, of: [noData, .syntheticsSilent]))
    story.alarm(.insufficientData)
    story.wait(.hours(1))
    #expect(story.tellDecisions().contains("(guard silence-alone)"))
    #expect(story.execution == nil)
  }

  @Test("what stands under a not is no second kind of evidence")
  func negatedEvidence() {
    let condition = Condition.all([
      .syntheticsSilent, .not(.alarm(AlarmTest(name: "kaigo-prod-region-*", state: .ok))),
      .not(.alarm(AlarmTest(name: "kaigo-dr-region-*", state: .alarm))),
    ])
    var story = Self.story(when: condition)
    story.alarm(.alarm)
    story.wait(.hours(1))
    #expect(story.tellDecisions().contains("(guard silence-alone)"))
  }

  @Test("a source that speaks ends the silence, and its next silence counts from there")
  func speaks() {
    var story = Self.story(when: .syntheticsSilent)
    story.wait(.minutes(2))
    story.heartbeat()
    story.wait(.minutes(4))
    story.heartbeat()
    story.wait(.minutes(2))
    #expect(
      story.tellDecisions() == """
        03:05:00 synthetics-us-west-2 silent since 03:05:00
        03:05:00 region-outage held since 03:05:00
        03:06:00 synthetics-us-west-2 spoke again
        03:06:00 region-outage released
        """)
  }

  @Test("a word that comes late, from before the silence was long enough, is no break of it")
  func lateHeartbeat() {
    var story = Self.story(when: .any([.syntheticsSilent, .regionAlarm]))
    story.wait(.minutes(6))
    story.skipTelling()
    story.heartbeat(at: .at("03:01"))
    #expect(
      story.tellDecisions() == """
        03:06:00 synthetics-us-west-2 silent since 03:04:00
        03:06:00 region-outage held since 03:04:00
        """)
    story.heartbeat(at: .at("02:59"))
    #expect(story.tellDecisions() == "", "older than what is known")
    #expect(story.state.triggers["region-outage"]?.heldSince == .at("03:04"))
  }

  @Test("a silence survives that nobody listens for a while: a restart in an outage does not forget it")
  func survives() {
    var story = Self.story(when: .any([.syntheticsSilent, .regionAlarm]))
    story.wait(.minutes(4))
    story.skipTelling()
    story.sleep(.minutes(10))
    story.give(.readiness(.catchingUp))
    story.wait(.minutes(1))
    story.give(.readiness(.current))
    #expect(story.state.silences.begun.count == 1)
    #expect(story.state.triggers["region-outage"]?.heldSince == .at("03:03"))
  }

  @Test("no silence begins while nobody listens; it counts from when somebody does")
  func deaf() {
    var story = Self.story(when: .syntheticsSilent)
    story.heartbeat()
    story.wait(.minutes(1))
    story.give(.readiness(.catchingUp))
    story.wait(.hours(1))
    #expect(story.tellDecisions() == "03:01:00 catching up\n03:06:00 not current since 03:01:00, too long")
    #expect(story.state.silenceDeadlines == [])
    story.give(.readiness(.current))
    story.wait(.minutes(10))
    #expect(
      story.tellDecisions() == """
        04:01:00 current
        04:04:00 synthetics-us-west-2 silent since 04:04:00
        04:04:00 region-outage held since 04:04:00
        04:09:00 region-outage suppressed: silence is the only evidence against us-east-1; wait for an alarm or an \
        announcement, or fail over by hand (guard silence-alone)
        """)
  }

  @Test("pausing or resuming twice is once")
  func twice() {
    var story = Self.story(when: .syntheticsSilent)
    story.give(.readiness(.current))
    story.give(.readiness(.catchingUp))
    story.give(.readiness(.catchingUp))
    story.give(.readiness(.current))
    #expect(
      story.tellDecisions() == """
        03:00:00 catching up
        03:00:00 current
        """)
  }

  @Test("an execution's own silence ends when the source speaks, even if the file asks for another one by then")
  func pinnedSilence() {
    var story = Self.story(when: .all([.syntheticsSilent, .regionAlarm]))
    story.alarm(.alarm)
    story.wait(.minutes(8))
    story.skipTelling()
    story.declare(.kaigo.changed { $0.triggers[0].when = .regionAlarm })
    story.heartbeat()
    #expect(
      story.tellDecisions() == """
        03:08:00 declared kaigo-subsys
        03:08:00 synthetics-us-west-2 spoke again
        """)
    // It may flap: for one hold-down more it counts, while people are asked.
    story.wait(.minutes(2))
    story.heartbeat()
    story.wait(.minutes(2))
    story.heartbeat()
    story.wait(.minutes(1))
    #expect(story.tellDecisions().contains("03:13:00 execution 1 aborted by guard evidence-gone"))
  }
}
