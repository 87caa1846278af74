import TestSupport
import Testing

@testable import DarumaCore

@Suite("An application that is withdrawn is watched no longer, and what is known of it stays")
struct WithdrawalTests {
  @Test("no trigger fires, nothing is due; declared again it goes on with what was learned meanwhile")
  func withdrawn() {
    var story = Story()
    story.backUp(takenAt: .at("02:23"))
    let known = story.state.projection
    story.give(.withdrawn(by: "applications folder"))
    #expect(story.journal.contains { $0.sentence.contains("withdrawn by applications folder") })
    #expect(story.state.catalog == nil && story.state.catalogDigest == nil)
    #expect(story.state.projection == known)
    #expect(story.state.exposures.isEmpty && story.state.compliance.isEmpty)
    story.skipTelling()
    story.alarm(.alarm)
    story.notice(.open)
    story.wait(.hours(2))
    #expect(story.tellDecisions() == "")
    #expect(story.state.executions.isEmpty)
    story.declare(.kaigo)
    #expect(story.state.exposures["db"]?.takenAt == .at("02:23"))
  }

  @Test("everybody whom the file named is told, once, also where the decision was cut off")
  func told() {
    var story = Story()
    story.give(.withdrawn(by: "applications folder"))
    let messages = story.state.effects.open.compactMap { record -> String? in
      guard case .withdrawn? = record.telling else { return nil }
      return record.effect.action.subject
    }
    #expect(messages == Array(repeating: "kaigo-subsys is not watched any more", count: 2))
    story.give(.readiness(.catchingUp))
    #expect(story.state.effects.open.count == 2)
    for record in story.state.effects.open {
      story.give(.outcome(Outcome(effect: record.effect.id, result: .succeeded(outputs: [:]))))
    }
    #expect(story.state.effects.open.isEmpty)
  }

  @Test("one that is not in force can't be withdrawn again: nothing comes of it")
  func twice() {
    var story = Story()
    story.give(.withdrawn(by: "applications folder"))
    let events = story.journal.count
    story.give(.withdrawn(by: "applications folder"))
    #expect(story.journal.count == events)
  }

  @Test("a trigger that was holding begins anew when the file returns")
  func holding() throws {
    var story = Story()
    story.backUp()
    story.alarm(.alarm)
    story.notice(.open)
    #expect(story.state.triggers["region-outage"]?.heldSince == .at("03:00"))
    story.give(.withdrawn(by: "applications folder"))
    #expect(story.state.triggers.isEmpty)
    story.wait(.minutes(30))
    story.declare(.kaigo)
    // Its evidence has held since 03:00, which is where a hold-down runs from.
    #expect(story.execution?.trigger == "region-outage" && story.execution?.startedAt == story.now)
  }

  @Test("a source that nobody heard while the file was gone has not been silent")
  func silence() {
    let watching = Application.kaigo.changed { $0.triggers[0].when = .syntheticsSilent }
    var story = Story(watching)
    story.wait(.minutes(1))
    story.give(.withdrawn(by: "applications folder"))
    story.wait(.hours(1))
    story.declare(watching)
    #expect(story.state.silences.begun.isEmpty)
    story.skipTelling()
    story.wait(.minutes(4))
    #expect(story.tellDecisions().hasPrefix("04:04:00 synthetics-us-west-2 silent since 04:04:00"))
  }

  @Test("a cool-down goes on while the file is gone")
  func coolDown() {
    var story = Story()
    story.lose()
    story.approve()
    story.finish()
    let cooling = story.state.triggers["region-outage"]
    #expect(cooling?.state == .coolingDown(until: .at("09:05")))
    story.give(.withdrawn(by: "applications folder"))
    story.declare(.kaigo)
    #expect(story.state.triggers["region-outage"] == cooling)
  }

  @Test("while an execution is under way nothing comes of it; once that has ended it is withdrawn")
  func underWay() throws {
    var story = Story()
    story.backUp()
    story.order(.failover, plan: "region-failover")
    let execution = try #require(story.execution)
    #expect(!execution.machine.hasEnded)
    story.give(.withdrawn(by: "applications folder"))
    #expect(story.state.catalog != nil && !story.state.mayBeWithdrawn)
    story.order(.abort)
    story.give(.withdrawn(by: "applications folder"))
    #expect(story.state.catalog == nil)
  }
}
