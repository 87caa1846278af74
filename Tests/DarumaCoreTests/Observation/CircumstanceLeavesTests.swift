import Testing

@testable import DarumaCore

@Suite("Leaves about zones, times and what people say")
struct CircumstanceLeavesTests {
  @Test("zones: so many of the region at once; drills don't count, and a shift that ended neither")
  func zones() {
    var scene = Scene()
    let leaf = Leaf.zones(ZonesTest(region: "us-east-1", impaired: 2))
    scene.zone("use1-az1", at: .at("03:00"))
    scene.zone("use1-az2", at: .at("03:01"), drill: true)
    #expect(scene.read(leaf, at: .at("03:10")).truth == .not)
    #expect(scene.read(leaf, at: .at("03:10")).missing == "1 of 2 zones are impaired")
    scene.zone("use1-az2", at: .at("03:05"))
    let reading = scene.read(leaf, at: .at("03:10"))
    #expect(reading.truth == .holds && reading.weight == .primary)
    #expect(reading.since == .at("03:05"))
    scene.zone("use1-az1", "completed", at: .at("03:20"))
    #expect(scene.read(leaf, at: .at("03:21")).heldUntil == .at("03:20"))
  }

  @Test("zones: the end of a practice run does not end the real shift of the same zone")
  func practice() {
    var scene = Scene()
    scene.zone("use1-az1", at: .at("03:00"))
    scene.zone("use1-az1", "completed", at: .at("03:05"), drill: true)
    #expect(scene.read(.zones(ZonesTest(region: "us-east-1", impaired: 1)), at: .at("03:10")).truth == .holds)
  }

  @Test("schedule: from opening to closing, and across midnight")
  func schedule() {
    let scene = Scene()
    let leaf = Leaf.schedule(ScheduleTest(window: DayWindow("22:00-06:00")))
    let night = scene.read(leaf, at: .at("03:00"))
    #expect(night.truth == .holds && night.weight == .context)
    #expect(night.changesAt == .at("06:00"))
    let day = scene.read(leaf, at: .at("06:00"))
    #expect(day.truth == .not)
    #expect(day.changesAt == .at("22:00"))
    let tuesday = Leaf.schedule(ScheduleTest(window: nil, on: .weekly(.tuesday)))
    #expect(scene.read(tuesday, at: .at("03:00")).truth == .holds)
    let monday = Leaf.schedule(ScheduleTest(window: nil, on: .weekly(.monday)))
    #expect(scene.read(monday, at: .at("03:00")).truth == .not)
  }

  @Test("schedule: a time zone that nobody knows leaves it open")
  func zone() {
    let leaf = Leaf.schedule(ScheduleTest(window: DayWindow("22:00-06:00"), timeZone: "Mars/Olympus"))
    #expect(Scene().read(leaf, at: .at("03:00")).truth == .unknown)
  }

  private static let saying = Application.kaigo.changed {
    $0.triggers[0].when = .all([.regionAlarm, .said(WordTest(fact: "provider-expects-4h"))])
  }

  @Test("said: an operator's word counts until it expires")
  func word() {
    var story = Story(Self.saying)
    story.alarm(.alarm)
    story.skipTelling()
    story.order(.say, fact: "provider-expects-4h", until: .at("03:04"))
    story.wait(.minutes(10))
    #expect(
      story.tellDecisions() == """
        03:00:00 yuki says provider-expects-4h until 03:04:00
        03:00:00 accepted say by yuki
        03:00:00 region-outage held since 03:00:00
        03:04:00 region-outage released
        """)
  }

  @Test("said: a word is taken back at once")
  func withdrawn() {
    var story = Story(Self.saying)
    story.alarm(.alarm)
    story.order(.say, fact: "provider-expects-4h", until: .at("07:00"))
    story.wait(.minutes(1))
    story.skipTelling()
    story.order(.say, by: "ken", fact: "provider-expects-4h")
    #expect(
      story.tellDecisions() == """
        03:01:00 ken takes back provider-expects-4h
        03:01:00 accepted say by ken
        03:01:00 region-outage released
        """)
  }

  @Test("said: refused is what no condition asks for, what is over, what lasts too long, and nothing to take back")
  func refused() {
    var story = Story(Self.saying)
    story.order(.say, fact: "provider-expects-five", until: .at("07:00"))
    story.order(.say, fact: "provider-expects-4h", until: .at("03:00"))
    story.order(.say, fact: "provider-expects-4h", until: .at("03:01") + .days(7))
    story.order(.say, fact: "provider-expects-4h")
    story.order(.say, until: .at("07:00"))
    #expect(
      story.tell() == """
        03:00:00 rejected say by yuki: no condition of application kaigo-subsys asks for provider-expects-five; \
        they ask for provider-expects-4h
        03:00:00 rejected say by yuki: a word until 2026-11-24T03:00:00.000Z would have expired already
        03:00:00 rejected say by yuki: a word may stand for 7d at the most; what is so for longer belongs in the \
        application file
        03:00:00 rejected say by yuki: nobody's word provider-expects-4h stands, so that none can be taken back
        03:00:00 rejected say by yuki: no fact is named
        """)
  }

  @Test("said: a word is a circumstance, unless the file says that it speaks against the primary")
  func weight() {
    #expect(WordTest(fact: "f").weight(in: nil) == .context)
    #expect(WordTest(fact: "f", againstPrimary: true).weight(in: nil) == .primary)
  }
}
