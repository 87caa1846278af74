import Testing

@testable import DarumaCore

@Suite("silence: of a source that spoke, while somebody listens for it")
struct SilenceLeafTests {
  private static let test = SilenceTest(source: "canary", duration: .minutes(3))
  private static let leaf = Leaf.silence(test)

  @Test("a source that was never heard is unknown, however long one waits")
  func neverHeard() {
    let reading = Scene().read(Self.leaf, at: .at("09:00"))
    #expect(reading.truth == .unknown)
    #expect(reading.missing == "canary was never heard; is its name right?")
  }

  @Test("a silence of nobody fires nothing, though the recovery region is well")
  func typo() {
    var story = Story(
      .kaigo.changed {
        $0.triggers[0].when = .all([
          .silence(SilenceTest(source: "synthetics-us-west-3", duration: .minutes(3))),
          .alarm(AlarmTest(name: "kaigo-dr-region-*", state: .ok)),
        ])
        $0.triggers[0].approval = nil
      })
    story.backUp()
    story.skipTelling()
    story.wait(.hours(2))
    #expect(story.tellDecisions() == "")
  }

  @Test("a silence rule that is new counts from when it was watched: it never begins in the past")
  func newRule() {
    var story = Story(.kaigo.changed { $0.triggers[0].when = .regionAlarm })
    story.heartbeat()
    story.wait(.hours(5))
    story.skipTelling()
    story.declare(.kaigo.changed { $0.triggers[0].when = .syntheticsSilent })
    story.wait(.minutes(4))
    #expect(
      story.tellDecisions() == """
        08:00:00 declared kaigo-subsys
        08:03:00 synthetics-us-west-2 silent since 08:03:00
        08:03:00 region-outage held since 08:03:00
        """)
  }

  @Test("a rule that was taken out and put back does not begin where it was")
  func backAgain() {
    let watching = Application.kaigo.changed { $0.triggers[0].when = .syntheticsSilent }
    var story = Story(watching)
    story.wait(.minutes(4))
    story.declare(.kaigo.changed { $0.triggers[0].when = .regionAlarm })
    story.wait(.hours(1))
    story.declare(watching)
    #expect(story.state.silences.begun.isEmpty)
  }

  @Test("a rule that only a running execution still asked for does not begin where its end left it")
  func pinned() {
    let watching = Application.kaigo.changed {
      $0.triggers[0].when = .any([.syntheticsSilent, .regionAlarm])
    }
    var story = Story(watching)
    story.lose()
    #expect(story.execution?.machine.hasEnded == false)
    story.declare(.kaigo.changed { $0.triggers[0].when = .regionAlarm })
    story.heartbeat()
    story.order(.abort)
    #expect(story.execution?.machine.hasEnded == true)
    story.wait(.hours(1))
    story.declare(watching)
    #expect(story.state.silences.begun.isEmpty)
  }

  @Test("a heartbeat dated ahead is not believed, and the next real one heals it")
  func ahead() {
    var scene = Scene()
    scene.heartbeat("canary", at: .at("03:00") + .days(20_000))
    #expect(scene.read(Self.leaf, at: .at("03:10")).truth == .unknown)
    let word = Signal(
      id: "s-real", at: .at("03:10"), seenAt: .at("03:10"), source: "scene", account: "1", region: "us-west-2",
      fact: .sourceSpoke(SourceSpoke(from: "canary")))
    scene.observed.world.absorb(word, at: .at("03:10"))
    #expect(scene.read(Self.leaf, at: .at("03:12")).truth == .not)
    #expect(scene.read(Self.leaf, at: .at("03:13")).truth == .holds)
  }

  @Test("who is deaf can't tell who is silent")
  func deaf() {
    var scene = Scene()
    scene.heartbeat("canary", at: .at("03:00"))
    scene.observed.silences.follow(nil)
    #expect(scene.read(Self.leaf, at: .at("04:00")).truth == .unknown)
  }
}
