import Testing

@testable import DarumaCore

@Suite("Exposure: the data that would be lost at this instant")
struct ExposureTests {
  @Test("it is unknown without a point, within the objective up to its very length, and breached by time alone")
  func byTime() {
    var story = Story()
    #expect(story.state.exposures["db"]?.status == .unknown)
    story.backUp()
    story.skipTelling()
    story.wait(until: .at("03:23"))
    #expect(story.tell().contains("exposure") == false)
    story.wait(Span(milliseconds: 1))
    #expect(story.tell() == "03:23:00.001 exposure of db breached, taken at 02:23:00")
    story.backUp(takenAt: .at("03:10"), "extra")
    #expect(story.tell().hasSuffix("exposure of db fresh, taken at 03:10:00"))
    #expect(story.state.exposures["db"]?.age(at: story.now) == Span(milliseconds: 780_001))
  }

  @Test("it falls back to an older point, or to unknown, when the newest goes")
  func falls() {
    var story = Story()
    story.backUp(takenAt: .at("02:00"), "older")
    story.backUp(takenAt: .at("02:30"), "newer")
    story.skipTelling()
    story.remove(Story.copy("newer"))
    story.remove(Story.copy("older"))
    #expect(
      story.tell() == """
        03:00:00 observed recoveryPointRemoved
        03:00:00 exposure of db fresh, taken at 02:00:00
        03:00:00 observed recoveryPointRemoved
        03:00:00 exposure of db unknown
        """)
  }

  @Test("a point whose retention ends is gone at that moment, without a word from anyone")
  func expires() {
    var story = Story()
    story.backUp()
    story.say(
      .recoveryPointTaken(
        RecoveryPointTaken(recoveryPoint: Story.copy(), takenAt: nil, expiresAt: .at("03:10"))),
      region: "us-west-2")
    story.skipTelling()
    story.wait(.minutes(20))
    #expect(story.tell().contains("03:10:00 exposure of db unknown"))
  }

  @Test("a point of a source whose clock is ahead counts when its time has come")
  func clockAhead() {
    var story = Story()
    story.backUp(takenAt: .at("03:02"))
    story.skipTelling()
    story.wait(.minutes(2))
    #expect(story.tell() == "03:02:00 exposure of db fresh, taken at 03:02:00")
  }

  @Test("only resources with a rule of protection have one")
  func onlyProtected() {
    #expect(Array(Story().state.exposures.keys).map(\.rawValue) == ["db"])
  }
}
