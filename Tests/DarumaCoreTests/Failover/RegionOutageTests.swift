import Testing

@testable import DarumaCore

@Suite("A region fails: the whole story")
struct RegionOutageTests {
  @Test("from the last backup over the approval to the end")
  func wholeStory() {
    var story = Story()
    story.lose()
    #expect(
      story.tell() == """
        03:00:00 observed recoveryPointTaken
        03:00:00 observed recoveryPointCopied
        03:00:00 exposure of db fresh, taken at 02:23:00
        03:00:00 observed alarm kaigo-prod-region-api ALARM
        03:00:00 observed notice-us-east-1 open
        03:00:00 region-outage held since 03:00:00
        03:03:00 synthetics-us-west-2 silent since 03:03:00
        03:05:00 execution 1 started by trigger region-outage
        03:05:00 region-outage fired
        03:05:00 execution 1 asks for approval 1, loss 42m, until 03:35:00
        03:05:00 notice approval-1/1
        """)
    #expect(story.pending == "notices/approval-1/1: “Approve region-failover of kaigo-subsys?”")
    story.succeed("notices/approval-1/1")
    story.wait(.minutes(2))
    story.approve()
    #expect(
      story.tell() == """
        03:07:00 execution 1 approved by yuki
        03:07:00 accepted approve by yuki
        03:07:00 execution 1 began by approval
        03:07:00 restore-db ready for attempt 1 of 4
        03:07:00 restore-db started, until 05:07:00
        """)
    #expect(
      story.pending == """
        restore-db/1: restore kaigo-prod-20261124t030500z \
        from arn:aws:rds:us-west-2:123456789012:snapshot:nightly-copy in us-west-2
        """)
    story.wait(.minutes(40))
    story.succeed("restore-db/1", outputs: ["endpoint": "db-new.example"])
    #expect(story.pending == "app/1: run 4 tasks of main/api in us-west-2")
    story.wait(.minutes(3))
    story.succeed("app/1")
    #expect(story.pending == "dns/1: point db.kaigo.example at db-new.example")
    story.succeed("dns/1")
    #expect(story.pending == "check/1: check that https://app.kaigo.example/health answers 200")
    story.skipTelling()
    story.succeed("check/1")
    #expect(
      story.tell() == """
        03:50:00 check succeeded
        03:50:00 execution 1 verifies
        03:50:00 verify restore-db
        03:50:00 verify app
        03:50:00 verify dns
        03:50:00 verify check
        """)
    story.succeed("app/verify-1", "check/verify-1", "dns/verify-1", "restore-db/verify-1")
    #expect(
      story.tell() == """
        03:50:00 app holds
        03:50:00 check holds
        03:50:00 dns holds
        03:50:00 restore-db holds
        03:50:00 execution 1 succeeded
        03:50:00 region-outage cooling down until 09:50:00
        """)
    #expect(story.pending == "")
    #expect(story.execution?.choices.map(\.loss) == [.minutes(42)])
  }

  @Test("what is decided says which signal led to it, and what time leads to names none")
  func causes() {
    var story = Story()
    story.lose()
    let causes = story.journal.filter(\.isDecision).map(\.cause)
    // Held by the announcement, which is the fourth signal; silent, fired and asked by time.
    #expect(causes == [nil, nil, "s-4", nil, nil, nil, nil, nil])
  }

  @Test("the same signals again, in the middle of it all, change nothing")
  func repeats() {
    var story = Story()
    story.lose()
    let seen = story.journal.compactMap { event -> Signal? in
      guard case .observed(let signal) = event.body else { return nil }
      return signal
    }
    story.skipTelling()
    for signal in seen.reversed() + seen { story.give(.signal(signal)) }
    #expect(story.tell() == "")
  }
}
