import TestSupport
import Testing

@testable import DarumaCore

@Suite("People are told, once each, and are not waited for")
struct NoticeScenarioTests {
  @Test("the request goes to every contact of the roles that may approve; a paused execution to all")
  func recipients() {
    var story = Story(
      .kaigo.changed { application in
        application.contacts.append(Contact(role: "management", channel: .webhook(url: "https://m.example")))
      })
    story.lose()
    #expect(story.pending.split(separator: "\n").count == 2)
    story.approve()
    story.skipTelling()
    story.fail("restore-db/1", retriable: false)
    #expect(story.tell().split(separator: "\n").filter { $0.contains("notice") }.count == 3)
  }

  @Test("a message that can't be delivered is recorded, and nothing else waits for it")
  func failed() {
    var story = Story()
    story.lose()
    story.skipTelling()
    story.fail("notices/approval-1/1", "sns.denied")
    #expect(story.tell() == "03:05:00 notice approval-1/1 failed: sns.denied")
    story.approve()
    #expect(story.execution?.machine.stateName == "running")
  }

  @Test("a message is given up after its time, and late word of it changes nothing")
  func timeout() {
    var story = Story()
    story.lose()
    story.skipTelling()
    story.wait(NoticeRules.timeout)
    #expect(story.tellDecisions() == "03:20:00 notice approval-1/1 failed: notice.timed-out")
    story.succeed("notices/approval-1/1")
    #expect(story.tellDecisions() == "")
  }

  @Test("a void request's message says so in the next one")
  func again() {
    var story = Story()
    story.lose()
    story.backUp(takenAt: .at("02:00"), "older")
    story.remove()
    story.wait(.minutes(5))
    let messages = story.state.pendingEffects.compactMap(\.action.message)
    #expect(
      messages.contains {
        $0.hasPrefix("The request before this one is void: what it was bound to has changed. You will lose 1h 10m")
      })
  }

  @Test("a flood of messages that reach nobody does not keep a request from those who may answer")
  func flood() {
    var story = Story()
    for _ in 0..<50 {
      story.order(.pause)
      story.order(.resume)
      story.wait(.seconds(1))
    }
    #expect(story.state.effects.open.count { $0.telling != nil } == NoticeRules.mostOpen)
    story.lose()
    #expect(story.pending.contains("notices/approval-1/1"))
    #expect(story.state.effects.open.count { $0.telling != nil } == NoticeRules.mostOpen + 1)
  }

  @Test("who is told that it has ended is told from where it is served then")
  func ended() throws {
    var story = Story()
    story.lose()
    story.approve()
    story.finish()
    let messages = story.journal.compactMap { event -> String? in
      guard case .notice(.due(let effect, .ended)) = event.body else { return nil }
      return effect.action.message
    }
    #expect(messages.count == 2 && messages.allSatisfy { $0.contains("served from us-west-2") }, "\(messages)")
  }
}
