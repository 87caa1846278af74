import Testing

@testable import DarumaCore

@Suite("The next deadline covers the next thing that time alone changes")
struct DeadlineTests {
  @Test("looking every second, and right before each deadline, finds nothing to do", arguments: 100..<130)
  func nothingBetween(seed: UInt64) {
    var scenario = Scenario(seed: seed)
    scenario.beforeWaiting = { story, next in
      let step = max(Int64(1000), (next - story.now).milliseconds / 50)
      var looks = Array(stride(from: story.now.milliseconds + 1, to: next.milliseconds, by: Int(step)))
      looks.append(max(story.now.milliseconds, next.milliseconds - 1))
      for look in looks {
        let events = Story.machine.decide(story.state, .timePassed, at: Instant(milliseconds: look))
        #expect(events.map(\.line) == [], "no deadline was given for this")
      }
    }
    scenario.play(120)
  }

  @Test("nothing waits for time in an application that is not declared")
  func undeclared() {
    #expect(ApplicationState(name: "ghost").nextDeadline(after: .at("03:00")) == nil)
    #expect(State().nextDeadline(after: .at("03:00")) == nil)
  }

  @Test("of several applications the first deadline is the next")
  func severalApplications() {
    var state = State()
    for (name, hold) in [("a", Span.minutes(9)), ("b", .minutes(4))] {
      let application = Application.kaigo.changed {
        $0.name = ApplicationName(name)
        $0.triggers[0].holdFor = hold
        $0.triggers[0].when = .regionAlarm
      }
      var alone = ApplicationState(name: application.name)
      for input in [
        Machine.Input.declared(application, digest: "d"), .readiness(.current),
        .signal(
          Signal(
            id: "s", at: .at("03:00"), seenAt: .at("03:00"), source: "test", account: "1", region: "us-east-1",
            fact: .alarmChanged(AlarmChanged(alarm: "kaigo-prod-region-a", state: .alarm, since: .at("03:00"))))),
      ] {
        for event in Story.machine.decide(alone, input, at: .at("03:00")) {
          alone.apply(event)
          state.apply(event)
        }
      }
    }
    #expect(state.nextDeadline(after: .at("03:00")) == .at("03:04"))
    #expect(state.nextDeadline(after: .at("03:04")) == .at("03:09"))
    // Then the alarm is too old to be believed, and the weekly look comes at what can be forgotten.
    let faded = Instant.at("03:00") + AlarmTest.usualAge
    #expect(state.nextDeadline(after: .at("03:09")) == faded)
    #expect(state.nextDeadline(after: faded) == Instant.at("03:00") + ForgettingRules.interval)
  }
}
