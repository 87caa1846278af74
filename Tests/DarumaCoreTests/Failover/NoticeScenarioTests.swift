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
    let messages = story.state.pendingEffects.compactMap { effect -> String? in
      guard case .sendNotice(let notice) = effect.action else { return nil }
      return notice.message
    }
    #expect(
      messages.contains {
        $0.hasPrefix("The request before this one is void: what it was bound to has changed. You will lose 1h 10m")
      })
  }
}
