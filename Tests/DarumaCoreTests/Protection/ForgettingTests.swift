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

  @Test("where there is no application file it is forgotten by the same rule: what belongs to nobody does not grow")
  func nobodys() throws {
    let horizon = ForgettingRules.memory + ForgettingRules.interval
    var state = ApplicationState(name: .none)
    func give(_ input: Machine.Input, at now: Instant) {
      for event in Story.machine.decide(state, input, at: now) { state.apply(event) }
    }
    let start = Instant.at("03:00")
    let removed = Fact.recoveryPointRemoved(RecoveryPointRemoved(recoveryPoint: "p", reason: .deleted))
    give(
      .signal(
        Signal(
          id: "s", at: start, seenAt: start, source: "test", account: "1", region: "us-east-1", fact: removed)),
      at: start)
    #expect(state.projection.protection.points.count == 1)
    var now = start
    while let deadline = state.nextDeadline(after: now), deadline <= start + horizon + ForgettingRules.interval {
      now = deadline
      give(.timePassed, at: now)
    }
    #expect(state.projection.protection.points.isEmpty)
  }

  @Test("what was last said long ago of set-up, jobs, listings and cleared compromises is forgotten; the others stay")
  func records() {
    var protection = Protection()
    func say(_ fact: Fact, at instant: Instant) {
      protection.absorb(
        Signal(
          id: "s", at: instant, seenAt: instant, source: "test", account: "1", region: "us-east-1",
          resource: Self.database, fact: fact))
    }
    let job = Fact.backupProgressed(BackupProgressed(job: "j", state: .failed))
    say(job, at: .at("01:00"))
    say(.resourceDescribed(ResourceDescribed(encrypted: true)), at: .at("04:00"))
    say(.threatFound(ThreatFound(finding: "cleared", severity: 9, firstSeen: .at("00:30"))), at: .at("01:00"))
    say(.threatFound(ThreatFound(finding: "open", severity: 9, firstSeen: .at("00:30"))), at: .at("01:00"))
    protection.clear(finding: "cleared", by: "yuki")
    protection.forget(before: .at("03:00"))
    #expect(protection.job(of: Self.database) == nil)
    #expect(protection.description(of: Self.database) != nil)
    #expect(protection.threats[Self.database]?.keys.sorted() == ["open"])
    #expect(protection.clearedFindings.isEmpty)
    say(job, at: .at("01:00"))
    #expect(protection.job(of: Self.database) == nil, "a late word does not bring it back")
  }
}
