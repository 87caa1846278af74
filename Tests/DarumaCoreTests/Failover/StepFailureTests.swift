import TestSupport
import Testing

@testable import DarumaCore

@Suite("A step fails: retries, time limits, and outcomes that come late")
struct StepFailureTests {
  /// At 03:05, with the database being restored (four attempts of two hours).
  private static func restoring(_ change: (inout Step) -> Void = { _ in }) -> Story {
    var story = Story(.kaigo.changed { change(&$0.plans[0].steps[0]) })
    story.lose()
    story.approve()
    story.skipTelling()
    return story
  }

  @Test("a failure that may pass is tried again after a pause that doubles, and then a person is needed")
  func retries() {
    var story = Self.restoring()
    var pauses: [Double] = []
    for attempt in 1...3 {
      let failedAt = story.now
      story.fail("restore-db/\(attempt)")
      #expect(story.pending.contains("restore-db") == false, "it pauses")
      let next = story.state.nextDeadline(after: story.now) ?? story.now
      pauses.append(Double((next - failedAt).milliseconds) / 1000)
      story.wait(until: next)
      #expect(story.pending.contains("restore-db/\(attempt + 1)"))
    }
    for (pause, base) in zip(pauses, [30.0, 60.0, 120.0]) {
      #expect((0.8 * base...1.2 * base).contains(pause), "\(pause) s")
    }
    story.skipTelling()
    story.fail("restore-db/4")
    #expect(
      story.tell().split(separator: "\n").map { $0.drop { $0 != " " } } == [
        " restore-db failed at attempt 4: aws.throttled",
        " execution 1 paused at restore-db: aws.throttled", " notice paused-restore-db-4/1",
        " notice paused-restore-db-4/2",
      ])
  }

  @Test("a later attempt keeps the name of the earlier one until that is seen to be broken, and knows those before it")
  func identifiers() {
    var story = Self.restoring()
    story.fail("restore-db/1")
    story.wait(.minutes(1))
    let broken = Failure(code: "rds.restore-failed", message: "lost", isRetriable: true, isSeenBroken: true)
    story.report("restore-db/2", .failed(broken))
    story.wait(.minutes(3))
    let actions = story.state.pendingEffects.map(\.action).filter { $0.restoredPoint != nil }
    #expect(actions.map(\.identifier) == ["kaigo-prod-20261124t030500z-2"])
    #expect(actions.map(\.earlierIdentifiers) == [["kaigo-prod-20261124t030500z"]])
  }

  @Test("a failure that will not pass is not tried again")
  func lasting() {
    var story = Self.restoring()
    story.fail("restore-db/1", "rds.DBSnapshotNotFound", retriable: false)
    #expect(story.tell().hasPrefix("03:05:00 restore-db failed at attempt 1: rds.DBSnapshotNotFound"))
  }

  @Test("an attempt without an outcome ends at its time limit, and counts as failed")
  func timeout() {
    var story = Self.restoring { $0.timeout = .minutes(10) }
    story.wait(Span(milliseconds: 599_999))
    #expect(story.tellDecisions() == "")
    story.wait(Span(milliseconds: 1))
    #expect(story.tellDecisions().hasPrefix("03:15:00 restore-db attempt 1 failed: step.timed-out, next at"))
  }

  @Test("an outcome at the very moment of the time limit still counts")
  func justInTime() {
    var story = Self.restoring { $0.timeout = .minutes(10) }
    story.send("restore-db/1")
    story.sleep(.minutes(10))
    story.succeed("restore-db/1", outputs: ["endpoint": "db-new.example"])
    #expect(story.tellDecisions().hasPrefix("03:15:00 restore-db succeeded"))
  }

  @Test("an outcome of an attempt that was given up, of another execution, or given twice, changes nothing")
  func late() {
    var story = Self.restoring { $0.timeout = .minutes(10) }
    story.wait(.minutes(11))
    #expect(story.pending.contains("restore-db/2"))
    story.skipTelling()
    story.succeed("restore-db/1")
    story.fail("restore-db/1")
    story.adopt("restore-db/1")
    story.give(.outcome(Outcome(effect: "kaigo-subsys.other.1/restore-db/2", result: .succeeded(outputs: [:]))))
    #expect(story.tell() == "")
    story.succeed("restore-db/2")
    story.skipTelling()
    story.succeed("restore-db/2", outputs: ["endpoint": "twice"])
    story.fail("restore-db/2")
    #expect(story.tell() == "")
  }

  @Test("an outcome that comes after the execution ended changes nothing")
  func afterTheEnd() {
    var story = Self.restoring()
    story.order(.abort, comment: "enough")
    story.skipTelling()
    story.succeed("restore-db/1")
    story.wait(.minutes(3))
    #expect(story.tellDecisions() == "")
    #expect(story.execution?.machine.stateName == "aborted")
  }

  @Test("while the execution is paused, what was sent runs out of time, and what was not is no failed attempt")
  func timeoutWhilePaused() {
    for isSent in [true, false] {
      var story = Self.restoring { $0.timeout = .minutes(10) }
      if isSent { story.send("restore-db/1") }
      story.order(.pause, execution: story.execution?.id)
      story.skipTelling()
      story.wait(.hours(1))
      #expect(
        story.tellDecisions().contains(
          isSent
            ? "03:15:00 restore-db attempt 1 failed: step.timed-out"
            : """
            03:15:00 restore-db/1 called off: it was held back until its time was over
            03:15:00 restore-db ready for attempt 2 of 5
            """))
      #expect(!story.pending.contains("restore-db"))
      story.order(.resume, execution: story.execution?.id)
      #expect(story.pending.contains("restore-db/2"))
    }
  }

  @Test("a step that fails while a person has paused the execution pauses it again once it is resumed")
  func failsWhilePaused() {
    var story = Self.restoring()
    story.order(.pause, execution: story.execution?.id)
    story.fail("restore-db/1", retriable: false)
    story.skipTelling()
    story.order(.resume, execution: story.execution?.id)
    #expect(
      story.tell() == """
        03:05:00 execution 1 resumed by yuki
        03:05:00 accepted resume by yuki
        03:05:00 execution 1 paused at restore-db: aws.throttled
        03:05:00 notice paused-restore-db-1/1
        03:05:00 notice paused-restore-db-1/2
        """)
  }

  @Test("a plan that went on without what it was about has failed, and its report says what is not there")
  func wentOn() throws {
    var story = Story(
      .kaigo.changed { application in
        application.plans[0].steps[0].onFailure = .continue
        application.plans[0].steps[2].action = .route53Switch(zone: "Z", name: "n", type: "A", values: ["1.1.1.1"])
      })
    story.lose()
    story.approve()
    story.fail("restore-db/1", "rds.refused", retriable: false)
    for _ in 0..<6 { story.succeedAll() }
    let execution = try #require(story.execution)
    #expect(execution.machine.stateName == "failed")
    let report = try #require(Report(execution.id, of: story.state))
    #expect(report.reason?.hasPrefix("the plan went on without step restore-db: ") == true)
    #expect(report.rta == nil && report.rpa == nil)
    #expect(report.fates.first?.sentence(at: story.now).hasPrefix("db: NOT RESTORED, step restore-db failed") == true)
    #expect(report.missing == ["step restore-db failed (rds.refused)"])
  }

  @Test("what a person skipped was not restored by it: the report claims neither time nor data")
  func skipped() throws {
    var story = Story()
    story.lose()
    story.approve()
    story.order(.skip, step: "restore-db", comment: "done by hand")
    story.succeedAll()
    story.order(.skip, step: "dns", comment: "done by hand")
    for _ in 0..<4 { story.succeedAll() }
    let execution = try #require(story.execution)
    let report = try #require(Report(execution.id, of: story.state))
    #expect(execution.machine.stateName == "succeeded" && report.rta == nil && report.rpa == nil)
    #expect(report.missing == ["step restore-db was skipped by yuki", "step dns was skipped by yuki"])
  }

  @Test("a restore that a person skipped, and that came through nonetheless, was restored; what failed is no recovery")
  func skippedAndDone() throws {
    var story = Story(.kaigo.changed { $0.plans[0].steps[3].onFailure = .continue })
    story.lose()
    story.approve()
    story.send("restore-db/1")
    story.order(.skip, step: "restore-db", comment: "too slow")
    story.succeed("restore-db/1", outputs: ["endpoint": "db-new.example"])
    story.succeed("app/1")
    story.order(.skip, step: "dns", comment: "by hand")
    story.fail("check/1", retriable: false)
    for _ in 0..<4 { story.succeedAll() }
    let execution = try #require(story.execution)
    let report = try #require(Report(execution.id, of: story.state))
    #expect(report.fates.first?.fate.isLeftBehind == false)
    #expect(report.rta == nil)
    #expect(report.missing == ["step dns was skipped by yuki", "step check failed (aws.throttled)"])
  }
}
