import Testing

@testable import DarumaCore

@Suite("A command counts for a while, and once")
struct CommandValidityTests {
  /// Sent at `sent`, in the topic at `came`, read at 03:00.
  private static func give(
    _ command: CommandGiven.Command = .pause, to story: inout Story, sent: Instant, came: Instant,
    validUntil: Instant? = nil, plan: PlanName? = nil, id: SignalID = "order-1", text: String? = nil
  ) {
    let given = CommandGiven(
      command: command, application: story.state.name, by: "yuki", role: "management", plan: plan,
      validUntil: validUntil, text: text)
    var signal = Signal(
      id: id, at: sent, seenAt: sent, source: "operator", account: "123456789012", region: "us-east-1",
      fact: .commandGiven(given), raw: .line(file: "test", number: 1))
    signal.recordedAt = came
    story.give(.signal(signal))
  }

  private static func outcome(_ story: inout Story) -> String {
    story.tell().split(separator: "\n").last.map(String.init) ?? ""
  }

  @Test(
    "it is done when it comes within five minutes of being sent, however late it is read",
    arguments: [("03:00", "03:00"), ("03:00", "03:05"), ("03:02", "03:00")])
  func inTime(_ sent: String, _ came: String) {
    var story = Story()
    story.wait(.hours(2))
    Self.give(to: &story, sent: .at(sent), came: .at(came))
    #expect(story.state.automationPausedBy == "yuki")
  }

  @Test("a command of 2020, one that comes late, and one that comes before it was sent, are refused")
  func late() throws {
    var story = Story()
    story.wait(.hours(2))
    let old = try #require(Instant(rfc3339: "2020-01-01T00:00:00Z"))
    Self.give(to: &story, sent: old, came: .at("04:00"))
    #expect(Self.outcome(&story).contains("it was sent at 2020-01-01T00:00:00.000Z and counted until"))
    Self.give(to: &story, sent: .at("04:00"), came: .at("04:05") + .seconds(1), id: "order-2")
    #expect(Self.outcome(&story).contains("send it anew"))
    Self.give(to: &story, sent: .at("04:03"), came: .at("04:00"), id: "order-3")
    #expect(Self.outcome(&story).contains("one of the clocks is wrong"))
    #expect(story.state.automationPausedBy == nil)
  }

  @Test("whoever sends it may shorten the time, and not lengthen it")
  func shortened() {
    var story = Story()
    story.wait(.hours(2))
    Self.give(to: &story, sent: .at("04:00"), came: .at("04:02"), validUntil: .at("04:01"))
    #expect(Self.outcome(&story).contains("counted until"))
    Self.give(to: &story, sent: .at("04:00"), came: .at("04:10"), validUntil: .at("04:30"), id: "order-2")
    #expect(Self.outcome(&story).contains("counted until"))
    #expect(story.state.automationPausedBy == nil)
  }

  @Test("a failover that was sent in time and is read an hour later begins nothing")
  func readLate() {
    var story = Story()
    story.backUp()
    story.wait(.hours(1))
    Self.give(.failover, to: &story, sent: .at("03:05"), came: .at("03:05"), plan: "region-failover")
    #expect(Self.outcome(&story).contains("what begins something must be read by then"))
    #expect(story.state.executionCount == 0)
  }

  @Test("what lay in the topic before the journal began is not done: an emptied journal does not repeat last week")
  func beforeTheJournal() {
    var story = Story()
    Self.give(to: &story, sent: .at("02:59"), came: .at("02:59"))
    #expect(Self.outcome(&story).contains("before this journal began"))
  }

  @Test("an id that was used for another command is refused, once for each of these")
  func usedID() {
    var story = Story()
    Self.give(to: &story, sent: .at("03:00"), came: .at("03:00"), text: "first")
    _ = story.tell()
    for _ in 0..<3 { Self.give(.resume, to: &story, sent: .at("03:00"), came: .at("03:00"), text: "second") }
    #expect(
      story.tell() == """
        03:00:00 rejected resume by yuki: its id was used for another command before; each needs one of its own
        """)
    Self.give(to: &story, sent: .at("03:00"), came: .at("03:00"), text: "first")
    #expect(story.tell() == "" && story.state.automationPausedBy == "yuki")
  }

  @Test("ids are remembered for far longer than a command counts; what may have been forgotten is refused")
  func remembered() {
    var commands = AppliedCommands()
    let command = CommandGiven(command: .pause, application: "a", by: "yuki")
    let start = Instant.at("03:00")
    for number in 0...AppliedCommands.mostRemembered {
      commands.remember(SignalID("order-\(number)"), command, at: start + Span(milliseconds: Int64(number)))
    }
    #expect(!commands.contains("order-0") && commands.contains("order-1"))
    #expect(commands.forgottenUpTo == start)
    commands.remember("late", command, at: start + .days(2))
    #expect(!commands.contains("order-1") && commands.contains("late"))

    var story = Story()
    Self.give(to: &story, sent: .at("03:00"), came: .at("03:00"))
    story.wait(.days(2))
    story.order(.resume)
    _ = story.tell()
    Self.give(to: &story, sent: .at("03:00"), came: .at("03:00"))
    #expect(Self.outcome(&story).contains("is not remembered any more"))
    #expect(story.state.automationPausedBy == nil)
  }
}
