import TestSupport
import Testing

@testable import DarumaCore

@Suite("Limits are reached with a word, not with a hang")
struct LimitTests {
  @Test("an execution that makes more events than any sane one is ended")
  func eventsOfAnExecution() {
    var state = ApplicationState(name: "kaigo-subsys")
    func give(_ input: Machine.Input) -> [Event] {
      let events = Story.machine.decide(state, input, at: .at("03:00"))
      for event in events { state.apply(event) }
      return events
    }
    func order(_ command: CommandGiven.Command, _ number: Int) -> [Event] {
      let given = CommandGiven(
        command: command, application: "kaigo-subsys", by: "yuki", execution: state.runningExecution?.id,
        plan: "region-failover")
      return give(
        .signal(
          Signal(
            id: SignalID("order-\(number)"), at: .at("03:00"), seenAt: .at("03:00"), source: "operator",
            account: "1", region: "us-west-2", fact: .commandGiven(given))))
    }
    let application = Application.kaigo.changed {
      $0.plans[0].steps = [Step(id: "app", action: .ecsScale(desiredCount: 1), resource: "api")]
      $0.triggers = []
    }
    _ = give(.declared(application, digest: "d"))
    _ = give(.readiness(.current))
    _ = order(.failover, 0)
    var last: [Event] = []
    for number in 1...Execution.mostEvents where state.runningExecution != nil {
      last = order(number.isMultiple(of: 2) ? .resume : .pause, number)
    }
    #expect(state.runningExecution == nil)
    #expect(
      last.map(\.line).filter { $0.contains("limit") } == [
        "03:00:00 execution 1 stopping by limit: the execution reached 5000 events",
        "03:00:00 execution 1 aborted by limit: the execution reached 5000 events",
      ])
    #expect(state.executions.values.first?.eventCount ?? 0 <= Execution.mostEvents + 5)
  }

  @Test("ended executions are kept up to a limit; of those that began together the first names go")
  func endedExecutions() {
    var state = ApplicationState(name: "kaigo-subsys")
    let ids = (100..<100 + ApplicationState.mostEndedExecutions + 3).map { ExecutionID("e\($0)") }
    var sequence: Int64 = 0
    func fold(_ body: EventBody) {
      sequence += 1
      state.apply(
        Event(application: "kaigo-subsys", sequence: sequence, at: .at("03:00"), cause: nil, body: body))
    }
    for id in ids.shuffled() {
      var started = EventSamples.started
      started.pinned = .kaigo
      started.execution = id
      fold(.executionStarted(started))
    }
    for id in ids.shuffled() { fold(.execution(id, .aborted(reason: "test", by: "test"))) }
    #expect(state.executions.keys.sorted() == Array(ids.dropFirst(3)))
    #expect(state.executionCount == ids.count, "they stay counted")
  }

  @Test("a trigger whose plan is done in no time fires once")
  func noLoop() {
    var story = Story(
      .kaigo.changed {
        $0.plans[0].steps = []
        $0.triggers[0] = Trigger(
          name: "t", when: .regionAlarm, holdFor: .zero, coolDown: .zero, run: "region-failover")
      })
    story.backUp()
    story.alarm(.alarm)
    #expect(
      story.state.executionCount == 1,
      "a failover that moved the users by no step of its own leaves it open where they are")
    #expect(story.tellDecisions().hasSuffix("(guard served-elsewhere)"))
  }
}
