import Testing

@testable import DarumaCore

@Suite("health: a fault of the region, that is on and of which somebody spoke lately")
struct HealthLeafTests {
  private static let leaf = Leaf.health(HealthTest(region: "us-east-1"))

  @Test("an open fault for everyone holds since it started; without any notice there is none")
  func open() {
    var scene = Scene()
    #expect(scene.read(Self.leaf, at: .at("03:10")).truth == .not)
    scene.notice(from: .at("03:00"))
    let reading = scene.read(Self.leaf, at: .at("03:10"))
    #expect(reading.truth == .holds)
    #expect(reading.since == .at("03:00"))
    #expect(reading.witnesses.map(\.name) == ["n"])
  }

  @Test(
    "of an account, of nobody says whom, and planned work are no fault of the region",
    arguments: [
      (HealthNoticed.Scope?.some(.account), HealthNoticed.Category.issue), (nil, .issue), (.everyone, .scheduledChange),
    ])
  func narrow(scope: HealthNoticed.Scope?, category: HealthNoticed.Category) {
    var scene = Scene()
    scene.notice(from: .at("03:00"), scope: scope, category: category)
    #expect(scene.read(Self.leaf, at: .at("03:10")).truth == .not)
  }

  @Test("a day after its last word it is unknown: its end may have been lost; a listing renews it")
  func tooOld() {
    var scene = Scene()
    scene.notice(from: .at("03:00"))
    let dayLater = Instant.at("03:00") + .days(1)
    #expect(scene.read(Self.leaf, at: dayLater).truth == .unknown)
    scene.say(.listingCompleted(ListingCompleted(kind: .healthEvents, found: 1)), at: .at("04:00"))
    #expect(scene.read(Self.leaf, at: dayLater).truth == .holds)
  }

  @Test("whether it lasts long enough is unknown while the provider does not say")
  func expectation() {
    let leaf = Leaf.health(HealthTest(region: "us-east-1", minimumExpectedDuration: .hours(4)))
    var scene = Scene()
    scene.notice(from: .at("03:00"))
    #expect(scene.read(leaf, at: .at("03:10")).truth == .unknown)
    scene.notice(from: .at("03:00"), seenAt: .at("03:01"), expected: .hours(1))
    #expect(scene.read(leaf, at: .at("03:10")).truth == .not)
    scene.notice(from: .at("03:00"), seenAt: .at("03:02"), expected: .hours(6))
    #expect(scene.read(leaf, at: .at("03:10")).truth == .holds)
  }

  @Test("when it ended is remembered, and an announced end comes by itself")
  func ended() {
    var scene = Scene()
    scene.notice(from: .at("03:00"), until: .at("03:20"))
    #expect(scene.read(Self.leaf, at: .at("03:10")).changesAt == .at("03:20"))
    let over = scene.read(Self.leaf, at: .at("03:20"))
    #expect(over.truth == .not)
    #expect(over.heldUntil == .at("03:20"))
  }

  @Test("a fault of the recovery region is nothing against the primary")
  func weight() {
    #expect(HealthTest(region: "us-west-2").weight(in: Application.kaigo.regions) == .context)
    #expect(HealthTest(region: "us-east-1").weight(in: Application.kaigo.regions) == .primary)
  }
}
