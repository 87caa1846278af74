import Testing

@testable import DarumaCore

@Suite("Hold-down: a trigger fires when its condition has held without a break")
struct HoldDownTests {
  @Test("a millisecond before the hold-down ends nothing fires")
  func notBefore() {
    var story = Story()
    story.backUp()
    story.alarm(.alarm)
    story.notice(.open)
    story.skipTelling()
    story.wait(Span(milliseconds: 5 * 60_000 - 1))
    #expect(story.tellDecisions() == "03:03:00 synthetics-us-west-2 silent since 03:03:00")
    story.wait(Span(milliseconds: 1))
    #expect(story.tellDecisions().contains("03:05:00 region-outage fired\n"))
  }

  @Test("one kind of evidence of the two that are wanted holds nothing")
  func tooLittle() {
    var story = Story()
    story.heartbeat()
    story.alarm(.alarm)
    story.skipTelling()
    story.wait(Span.minutes(2))
    #expect(story.tellDecisions() == "")
  }

  @Test("an alarm that flaps releases the trigger, and the hold-down begins anew")
  func flapping() {
    var story = Story()
    story.backUp()
    story.notice(.open)
    for _ in 1...3 {
      story.alarm(.alarm)
      story.heartbeat()
      story.wait(.minutes(2))
      story.alarm(.ok)
      story.wait(.seconds(30))
    }
    #expect(
      story.tellDecisions() == """
        03:00:00 region-outage held since 03:00:00
        03:02:00 region-outage released
        03:02:30 region-outage held since 03:02:30
        03:04:30 region-outage released
        03:05:00 region-outage held since 03:05:00
        03:07:00 region-outage released
        """)
  }

  @Test("another alarm that takes over begins anew: a hold-down runs from the newest beginning")
  func takenOver() {
    var story = Story()
    story.backUp()
    story.notice(.open)
    story.alarm(.alarm, "kaigo-prod-region-api")
    story.wait(.minutes(2))
    story.alarm(.alarm, "kaigo-prod-region-web")
    story.alarm(.ok, "kaigo-prod-region-api")
    story.skipTelling()
    story.wait(.minutes(3))
    #expect(!story.tellDecisions().contains("fired"))
    story.wait(.minutes(2))
    #expect(story.tellDecisions().contains("03:07:00 region-outage fired"))
  }

  @Test("an alarm in the recovery region stands against it, for as long as it lasts")
  func negated() {
    var story = Story()
    story.backUp()
    story.alarm(.alarm, "kaigo-dr-region-api", region: "us-west-2")
    story.alarm(.alarm)
    story.notice(.open)
    story.wait(.minutes(10))
    #expect(story.tellDecisions() == "03:03:00 synthetics-us-west-2 silent since 03:03:00")
    story.alarm(.ok, "kaigo-dr-region-api", region: "us-west-2")
    #expect(story.tellDecisions() == "03:10:00 region-outage held since 03:10:00")
  }

  @Test("an announcement that is closed, or whose end has come, releases the trigger")
  func noticeEnds() {
    var story = Story(.kaigo.changed { $0.triggers[0].when = .longFault })
    story.notice(.open)
    story.wait(.minutes(1))
    story.notice(.closed)
    story.wait(.minutes(1))
    story.notice(.open, endedAt: .at("03:04"))
    story.wait(.minutes(10))
    #expect(
      story.tellDecisions() == """
        03:00:00 region-outage held since 03:00:00
        03:01:00 region-outage released
        03:02:00 region-outage held since 03:02:00
        03:04:00 region-outage released
        """)
  }

  @Test(
    "a fault that is expected to be short, that has no expectation, or is elsewhere, does not count",
    arguments: [(Region("us-east-1"), Span.hours(1)), ("us-east-1", nil), ("eu-west-1", .hours(6))])
  func otherFaults(region: Region, expected: Span?) {
    var story = Story(.kaigo.changed { $0.triggers[0].when = .longFault })
    story.notice(.open, region, expected: expected)
    #expect(story.tellDecisions() == "")
  }

  @Test("a fault of single resources of one account, or a planned change, is no region's outage")
  func narrowFaults() {
    var story = Story(.kaigo.changed { $0.triggers[0].when = .longFault })
    story.notice(.open, scope: .account)
    #expect(story.tellDecisions() == "")
    story.wait(.minutes(1))
    story.notice(.open, category: .scheduledChange)
    #expect(story.tellDecisions() == "")
    story.wait(.minutes(1))
    story.notice(.open, scope: nil)
    #expect(story.tellDecisions() == "", "nobody says whom it concerns")
    story.wait(.minutes(1))
    story.notice(.open, category: nil)
    #expect(story.tellDecisions() == "03:03:00 region-outage held since 03:03:00")
  }

  @Test("acknowledged, it stays quiet until the condition ends")
  func acknowledged() {
    var story = Story()
    story.order(.pause)
    story.lose()
    story.skipTelling()
    story.order(.acknowledge, trigger: "region-outage")
    #expect(
      story.tellDecisions() == """
        03:05:00 region-outage acknowledged by yuki
        03:05:00 accepted acknowledge by yuki
        """)
    story.wait(.minutes(10))
    #expect(!story.tellDecisions().contains("region-outage"))
    story.alarm(.ok)
    story.heartbeat()
    story.notice(.closed)
    #expect(story.tellDecisions().contains("03:15:00 region-outage cleared"))
  }

  @Test("what is not declared any more does not fire; what is new begins clear")
  func redeclared() {
    var story = Story()
    story.backUp()
    story.alarm(.alarm)
    story.notice(.open)
    story.skipTelling()
    story.declare(
      .kaigo.changed {
        $0.triggers[0].name = "outage"
        $0.triggers[0].holdFor = .minutes(1)
      })
    story.wait(.minutes(1))
    #expect(
      story.tellDecisions().hasPrefix(
        """
        03:00:00 declared kaigo-subsys
        03:00:00 outage held since 03:00:00
        03:01:00 execution 1 started by trigger outage
        03:01:00 outage fired
        """))
    story.wait(.minutes(10))
    #expect(!story.tellDecisions().contains("region-outage"))
  }
}
