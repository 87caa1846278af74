import Testing

@testable import DarumaCore

@Suite("What is long gone is forgotten, and does not come back by a late word")
struct ForgettingTests {
  private static let database: ARN = "arn:aws:rds:us-east-1:123456789012:db:kaigo-prod"

  private static func points(_ story: Story) -> Set<RecoveryPointID> {
    Set(story.state.projection.protection.points.values.map(\.id))
  }

  @Test("once a week, beyond 400 days; what is there, and what a copy is as old as, stays")
  func forgets() {
    var story = Story()
    story.backUp(takenAt: .at("01:00"), "kept")
    story.backUp(takenAt: .at("02:00"), "removed")
    story.say(
      .recoveryPointTaken(
        RecoveryPointTaken(recoveryPoint: "arn:aws:rds:us-east-1:1:snapshot:x", takenAt: .at("02:00"))))
    story.remove(Story.copy("removed"))
    let all = Self.points(story)
    #expect(all.count == 5)
    story.wait(.days(399))
    #expect(Self.points(story) == all)
    story.wait(.days(10))
    let kept = Self.points(story)
    #expect(kept.contains(Story.copy("kept")) && !kept.contains(Story.copy("removed")))
    #expect(!kept.contains("arn:aws:rds:us-east-1:1:snapshot:x"), "it belongs to nothing that is known")
    #expect(kept.contains("arn:aws:rds:us-east-1:123456789012:snapshot:rds:kept"), "the copy is as old as it")
    let events = story.journal.count { $0.body.type == "protection.past-forgotten.v1" }
    #expect(events == 59, "once a week, and at the beginning")
  }

  @Test("a word of before then about what was forgotten changes nothing; one about what is known does")
  func late() throws {
    var protection = Protection()
    let removed = Signal(
      id: "s", at: .at("02:00"), seenAt: .at("02:00"), source: "test", account: "1", region: "us-east-1",
      resource: Self.database,
      fact: .recoveryPointRemoved(RecoveryPointRemoved(recoveryPoint: "p", reason: .deleted)))
    var taken = removed
    taken.fact = .recoveryPointTaken(RecoveryPointTaken(recoveryPoint: "p", takenAt: .at("01:00")))
    taken.at = .at("01:00")
    taken.seenAt = .at("01:00")
    protection.absorb(taken)
    protection.absorb(removed)
    protection.forget(before: .at("03:00"))
    #expect(protection.points.isEmpty && protection.points(of: Self.database).isEmpty)
    protection.absorb(taken)
    #expect(protection.points.isEmpty)
    let read = try JSONText.read(JSONText.of(protection), as: Protection.self)
    #expect(read == protection)
  }
}
