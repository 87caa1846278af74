import Testing
import TestSupport

@testable import DarumaCore

/// A story by chance: the world, people, effects and time do what a seed says.
struct Scenario {
  private var random: SeededRandom
  private(set) var story = Story(.hasty)
  private var backups = 0
  /// Before each move of the clock, with the moment to which it moves.
  var beforeWaiting: (Story, Instant) -> Void = { _, _ in }

  init(seed: UInt64) { random = SeededRandom(seed: seed) }

  mutating func play(_ moves: Int) {
    for _ in 0..<moves {
      move()
      guard random.once(in: 2) else { continue }
      let span: Span =
        random.once(in: 30)
        ? .hours(.random(in: 1...25, using: &random)) : Span(milliseconds: .random(in: 1...40_000, using: &random))
      wait(until: story.now + span)
    }
  }

  private mutating func wait(until end: Instant) {
    while let deadline = story.state.nextDeadline(after: story.now), deadline <= end {
      beforeWaiting(story, deadline)
      story.wait(until: deadline)
    }
    beforeWaiting(story, end)
    story.wait(until: end)
  }

  private mutating func move() {
    switch Int.random(in: 0..<20, using: &random) {
    case 0...2: sayOfAlarms()
    case 3...4: sayOfFaults()
    case 5...6: story.heartbeat(at: moment(within: 60))
    case 7...8: sayOfBackups()
    case 9...14: outcome()
    case 15...18: order()
    default: sayOfDaruma()
    }
  }

  /// Around now: sources' clocks are ahead now and then, their words late.
  private mutating func moment(within seconds: Int64) -> Instant {
    story.now + Span(milliseconds: .random(in: -seconds * 1000...seconds * 250, using: &random))
  }

  private mutating func sayOfAlarms() {
    story.alarm(
      random.one(of: [.alarm, .alarm, .ok, .insufficientData, .deleted]),
      random.one(of: ["kaigo-prod-region-a", "kaigo-prod-region-b"]), since: moment(within: 30))
  }

  private mutating func sayOfFaults() {
    story.notice(
      random.one(of: [.open, .open, .closed, .upcoming]), random.one(of: ["us-east-1", "us-east-1", "us-west-2"]),
      endedAt: random.once(in: 3) ? moment(within: 200) : nil)
  }

  private mutating func sayOfBackups() {
    switch Int.random(in: 0..<6, using: &random) {
    case 0: story.remove(Story.copy("b\(Int.random(in: 0...max(backups, 1), using: &random))"))
    case 1:
      story.say(
        .recoveryPointTaken(
          RecoveryPointTaken(
            recoveryPoint: Story.copy("b\(backups)"), takenAt: nil, expiresAt: moment(within: 300))),
        region: "us-west-2")
    default:
      backups += 1
      story.backUp(takenAt: moment(within: 240), "b\(backups)")
    }
  }

  private mutating func outcome() {
    let failure = Failure(code: "chance", message: "by chance", isRetriable: random.once(in: 2))
    let results: [Outcome.Result] = [
      .succeeded(outputs: ["endpoint": "db.example"]), .succeeded(outputs: ["endpoint": "db.example"]),
      .succeeded(outputs: ["endpoint": "db.example"]), .succeeded(outputs: ["endpoint": "db.example"]),
      .adopted(outputs: [:]),
      .adopted(outputs: [:]), .failed(failure), .unsettled(failure),
    ]
    let pending = story.state.pendingEffects.map(\.id).sorted()
    let earlier = story.journal.flatMap(\.intended).map(\.id)
    guard let effect = (random.once(in: 4) ? earlier : pending).randomElement(using: &random) else { return }
    if !random.once(in: 4), Sending.answer(to: effect, story.state, at: story.now) == .go {
      story.give(.sending(effect))
      // It is on its way, and what becomes of it is told later.
      if random.once(in: 6) { return }
    }
    story.give(.outcome(Outcome(effect: effect, result: random.one(of: results))))
  }

  private mutating func order() {
    let steps: [StepID] = ["restore", "app", "look", "dns", "tell"]
    let pendingStep = story.state.pendingEffects.compactMap(\.step).min()
    let isAsked = story.digest != nil && random.once(in: 6)
    let command =
      isAsked
      ? CommandGiven.Command.deny
      : random.one(
        of: CommandGiven.Command.allCases + [
          .approve, .approve, .approve, .approve, .approve, .approve, .rearm, .rearm, .rearm, .rearm, .rearm, .rearm,
          .override, .abort, .resume, .retry, .pause, .pause, .skip, .skip, .say, .say,
        ])
    story.order(
      command, by: random.one(of: ["yuki", "ken"]), role: random.one(of: ["management", "management", "on-call"]),
      plan: random.one(of: ["long", "short"]), trigger: random.one(of: ["asked", "proceeding", "alone"]),
      step: random.one(of: steps + [pendingStep, pendingStep, pendingStep].compactMap(\.self)),
      guardName: random.one(of: Guard.allCases),
      servedFrom: random.one(of: ["us-east-1", "us-east-1", "us-east-1", nil, "us-west-2"]),
      comment: "by chance",
      digest: random.once(in: 5) ? "wrong" : story.digest,
      fact: "it-lasts", until: random.maybe(story.now + .seconds(.random(in: -10...300, using: &random))),
      execution: random.once(in: 2) ? nil : story.execution?.id, id: random.once(in: 10) ? "s-9" : nil)
  }

  private mutating func sayOfDaruma() {
    switch Int.random(in: 0..<6, using: &random) {
    case 0: story.give(.readiness(.catchingUp))
    case 1, 2: story.give(.readiness(.current))
    case 3: story.give(.readiness(.deaf(random.one(of: Deafness.allCases))))
    case 4:
      // As journals of before hold it.
      story.heartbeat(at: story.now + .hours(1))
      story.give(.readiness(.current))
    default:
      let change = random.one(of: [Span.seconds(20), .seconds(33)])
      story.declare(
        .hasty.changed { application in
          application.triggers[0].when = .silence(SilenceTest(source: "synthetics-us-west-2", duration: change))
        })
    }
  }
}
