import Testing

@testable import DarumaCore

@Suite("alarm: in its state, for as long as its word may be believed")
struct AlarmLeafTests {
  private static let leaf = Leaf.alarm(AlarmTest(name: "prod-*", state: .alarm))

  @Test("one that nobody ever heard of is unknown, not out of the state")
  func unheard() {
    let reading = Scene().read(Self.leaf, at: .at("03:00"))
    #expect(reading.truth == .unknown)
    #expect(reading.missing == "nobody ever heard of an alarm prod-*")
  }

  @Test("after a day in which nobody repeated it, it is unknown; a repeat and a listing renew it")
  func tooOld() {
    var scene = Scene()
    scene.alarm("prod-a", .alarm, since: .at("03:00"))
    let dayLater = Instant.at("03:00") + .days(1)
    let reading = scene.read(Self.leaf, at: .at("03:01"))
    #expect(reading.truth == .holds)
    #expect(reading.changesAt == dayLater)
    let faded = scene.read(Self.leaf, at: dayLater)
    #expect(faded.truth == .unknown)
    #expect(
      faded.missing == "the last word of prod-a is of 2026-11-24T03:00:00.000Z, older than the 1d that it may be")
    scene.alarm("prod-a", .alarm, since: .at("03:00"), seenAt: .at("15:02"))
    #expect(scene.read(Self.leaf, at: dayLater).changesAt == Instant.at("15:00") + .days(1), "in steps of 5 minutes")
    scene.say(
      .listingCompleted(ListingCompleted(kind: .cloudWatchAlarms, found: 1, alarms: ["prod-*"])), at: dayLater)
    #expect(scene.read(Self.leaf, at: dayLater).changesAt == dayLater + .days(1))
  }

  @Test("a listing repeats only what it asked for, where it asked")
  func otherListing() {
    var scene = Scene()
    scene.alarm("prod-a", .alarm, since: .at("03:00"))
    let dayLater = Instant.at("03:00") + .days(1)
    scene.say(
      .listingCompleted(ListingCompleted(kind: .cloudWatchAlarms, found: 0, alarms: ["other-*"])), at: dayLater)
    scene.say(
      .listingCompleted(ListingCompleted(kind: .cloudWatchAlarms, found: 0, alarms: ["prod-*"])), at: dayLater,
      region: "us-west-2")
    scene.say(
      .listingCompleted(ListingCompleted(kind: .cloudWatchAlarms, found: nil, failure: "denied", alarms: ["prod-*"])),
      at: dayLater)
    #expect(scene.read(Self.leaf, at: dayLater).truth == .unknown)
  }

  @Test("one that is deleted is unknown; of several the others speak")
  func deleted() {
    var scene = Scene()
    scene.alarm("prod-a", .deleted, since: .at("03:00"))
    #expect(scene.read(Self.leaf, at: .at("03:01")).truth == .unknown)
    #expect(scene.read(Self.leaf, at: .at("03:01")).missing == "alarm prod-a was deleted")
    scene.alarm("prod-b", .ok, since: .at("03:00"))
    #expect(scene.read(Self.leaf, at: .at("03:01")).truth == .not)
  }

  @Test("a time that lies ahead is not believed until it comes")
  func ahead() {
    var scene = Scene()
    scene.alarm("prod-a", .ok, since: .at("04:00"))
    let reading = scene.read(Self.leaf, at: .at("03:01"))
    #expect(reading.truth == .unknown)
    #expect(reading.changesAt == .at("03:58"))
    #expect(scene.read(Self.leaf, at: .at("03:58")).truth == .not)
  }

  @Test("a record that lies ahead gives way to what is said now: a wrong clock is not for ever")
  func heals() {
    var scene = Scene()
    scene.alarm("prod-a", .ok, since: .at("03:00") + .days(365))
    let signal = Signal(
      id: "s-real", at: .at("03:05"), seenAt: .at("03:05"), source: "scene", account: "123456789012",
      region: "us-east-1",
      fact: .alarmChanged(
        AlarmChanged(
          alarm: "prod-a", alarmArn: "arn:aws:cloudwatch:us-east-1:123456789012:alarm:prod-a", state: .alarm,
          since: .at("03:05"))))
    scene.observed.world.absorb(signal, at: .at("03:05"))
    #expect(scene.read(Self.leaf, at: .at("03:05")).truth == .holds)
  }

  @Test("it weighs by where it lives, or by what it speaks of")
  func weight() {
    var scene = Scene()
    scene.alarm("prod-a", .alarm, since: .at("03:00"), region: "us-west-2")
    #expect(scene.read(Self.leaf, at: .at("03:01")).weight == .context)
    let canary = Leaf.alarm(AlarmTest(name: "prod-*", state: .alarm, about: "us-east-1"))
    #expect(scene.read(canary, at: .at("03:01")).weight == .primary)
    scene.alarm("prod-b", .alarm, since: .at("03:00"))
    #expect(scene.read(Self.leaf, at: .at("03:01")).weight == .primary)
    let regions = Application.kaigo.regions
    #expect(AlarmTest(name: "a", state: .insufficientData).weight(in: regions) == .silence)
    #expect(AlarmTest(name: "a", state: .ok).weight(in: regions) == .context)
    #expect(AlarmTest(name: "a", state: .alarm, region: "us-west-2").weight(in: regions) == .context)
  }

  @Test("a repeat within five minutes changes nothing that is kept")
  func quietRepeats() {
    var scene = Scene()
    scene.alarm("prod-a", .alarm, since: .at("03:00"), seenAt: .at("03:01"))
    let before = scene.observed.world
    scene.alarm("prod-a", .alarm, since: .at("03:00"), seenAt: .at("03:04"))
    #expect(scene.observed.world == before)
    scene.alarm("prod-a", .alarm, since: .at("03:00"), seenAt: .at("03:06"))
    #expect(scene.observed.world != before)
  }
}
