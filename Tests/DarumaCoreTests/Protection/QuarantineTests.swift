import Testing

@testable import DarumaCore

@Suite("What must not be used though it is there")
struct QuarantineTests {
  private static let database: ARN = "arn:aws:rds:us-east-1:123456789012:db:kaigo-prod"
  private static let key: ARN = "arn:aws:kms:us-west-2:123456789012:key/k"

  /// With a copy of 01:00 and one of 02:30.
  private static func story() -> Story {
    var story = Story()
    story.backUp(takenAt: .at("01:00"), "older")
    story.backUp(takenAt: .at("02:30"), "newer")
    return story
  }

  private static func newest(_ story: Story) -> Instant? { story.state.exposures["db"]?.takenAt }

  @Test("points taken after a grave compromise was first seen are in quarantine, until a person has looked into it")
  func threat() {
    var story = Self.story()
    story.say(
      .threatFound(ThreatFound(finding: "f-1", severity: 8, firstSeen: .at("02:00"))), resource: Self.database)
    #expect(Self.newest(story) == .at("01:00"))
    story.order(.acknowledge, finding: "f-2")
    #expect(Self.newest(story) == .at("01:00"), "another finding")
    story.order(.acknowledge, finding: "f-1")
    #expect(Self.newest(story) == .at("02:30"))
    story.skipTelling()
    story.order(.acknowledge, finding: "f-1")
    #expect(story.tell() == "03:00:00 rejected acknowledge by yuki: finding f-1 is cleared already")
  }

  @Test("a finding is cleared up to what was known: graver, or said again later, it quarantines again")
  func worse() {
    var story = Self.story()
    func say(_ severity: Double) {
      story.say(
        .threatFound(ThreatFound(finding: "f-1", severity: severity, firstSeen: .at("02:00"))), at: .at("02:00"),
        resource: Self.database)
    }
    say(8)
    story.order(.acknowledge, finding: "f-1")
    #expect(Self.newest(story) == .at("02:30"))
    say(8)
    #expect(Self.newest(story) == .at("02:30"), "the same word once more")
    say(9)
    #expect(Self.newest(story) == .at("01:00"), "graver")
    story.order(.acknowledge, finding: "f-1")
    #expect(Self.newest(story) == .at("02:30"))
    story.wait(.minutes(1))
    say(7.5)
    #expect(Self.newest(story) == .at("01:00"), "a later word")
  }

  @Test("what is known of a resource that leaves the file is still known when it returns: its quarantine")
  func leavesAndReturns() {
    var story = Self.story()
    story.say(
      .threatFound(ThreatFound(finding: "f-1", severity: 8, firstSeen: .at("02:00"))), resource: Self.database)
    let whole = story.state.catalog ?? .kaigo
    let known = story.state.projection
    story.declare(whole.changed { $0.resources.removeAll { $0.id == "db" } })
    #expect(story.state.projection == known, "nothing that was learned is dropped")
    story.declare(whole)
    #expect(Self.newest(story) == .at("01:00"))
  }

  @Test("a sample, a slight one, and one of another resource quarantine nothing")
  func slight() {
    var story = Self.story()
    func say(_ severity: Double, sample: Bool = false, _ resource: ARN = Self.database) {
      story.say(
        .threatFound(ThreatFound(finding: "f", severity: severity, firstSeen: .at("02:00"), sample: sample)),
        resource: resource)
    }
    say(6.9)
    say(9, sample: true)
    say(9, "arn:aws:rds:us-east-1:123456789012:db:other")
    #expect(Self.newest(story) == .at("02:30"))
    say(7)
    #expect(Self.newest(story) == .at("01:00"))
  }

  @Test("of a window the moments before the compromise can be restored")
  func window() {
    // Nothing of it is restored from snapshots alone.
    var application = Application.kaigo
    application.plans = []
    application.triggers = []
    var story = Story(application)
    story.backUp(takenAt: .at("02:30"), "newer")
    story.say(
      .recoveryPointTaken(
        RecoveryPointTaken(
          recoveryPoint: "arn:aws:rds:us-west-2:123456789012:auto-backup:ab", takenAt: nil,
          window: RestorableWindow(from: .at("00:00"), until: .at("02:58")))),
      region: "us-west-2", resource: Self.database)
    #expect(Self.newest(story) == .at("02:58"))
    story.say(
      .threatFound(ThreatFound(finding: "f", severity: 9, firstSeen: .at("02:00"))), resource: Self.database)
    #expect(Self.newest(story) == Instant.at("02:00") - Span(milliseconds: 1))
  }

  @Test("under a key that can't be used nothing is counted; under one that was seen to work it is decryptable")
  func keys() {
    var story = Story()
    story.backUp(takenAt: .at("02:30"))
    story.say(
      .recoveryPointTaken(
        RecoveryPointTaken(recoveryPoint: Story.copy(), takenAt: nil, encrypted: true, key: Self.key)),
      region: "us-west-2")
    func level() -> Usability? {
      let protection = story.state.projection.protection
      return protection.point(Story.copy()).map(protection.usability)
    }
    #expect(level() == .copied, "nobody has looked at the key")
    func keyIs(_ state: KeyChanged.State) {
      story.wait(.minutes(1))
      story.say(.keyChanged(KeyChanged(key: Self.key, state: state)), region: "us-west-2")
    }
    keyIs(.usable)
    #expect(level() == .decryptable)
    for state in [KeyChanged.State.disabled, .pendingDeletion, .missing] {
      keyIs(state)
      #expect(story.state.exposures["db"]?.status == .unknown)
    }
    keyIs(.unreadable)
    #expect(Self.newest(story) == .at("02:30") && level() == .copied, "nobody may look: neither locked nor proved")
    keyIs(.usable)
    #expect(Self.newest(story) == .at("02:30") && level() == .decryptable)
  }

  @Test("what a scan found is lifted by a person who names the point, and counts again when it is found again")
  func malwareCleared() {
    var story = Story()
    story.backUp(takenAt: .at("02:30"))
    func found() {
      story.wait(.minutes(1))
      story.say(
        .recoveryPointScanned(RecoveryPointScanned(recoveryPoint: Story.copy(), verdict: .infected)),
        region: "us-west-2")
    }
    func acknowledge() -> String {
      story.skipTelling()
      story.order(.acknowledge, finding: Story.copy().rawValue)
      return story.tell()
    }
    #expect(acknowledge().contains("has no finding"))
    found()
    #expect(Self.newest(story) == nil)
    #expect(acknowledge().contains("accepted acknowledge"))
    #expect(Self.newest(story) == .at("02:30"))
    #expect(acknowledge().contains("is cleared already"))
    found()
    #expect(Self.newest(story) == nil)
  }

  @Test(
    "a copy of what is infected is infected, and one of what is incomplete is incomplete, unless found clean itself")
  func inherited() {
    let original: RecoveryPointID = "arn:aws:rds:us-east-1:123456789012:snapshot:rds:nightly"
    var story = Story()
    story.backUp(takenAt: .at("02:30"))
    func scanned(
      _ point: RecoveryPointID, _ verdict: RecoveryPointScanned.Verdict, _ region: Region, full: Bool? = nil
    ) {
      story.wait(.minutes(1))
      story.say(
        .recoveryPointScanned(RecoveryPointScanned(recoveryPoint: point, verdict: verdict, full: full)), region: region)
    }
    scanned(original, .infected, "us-east-1")
    #expect(Self.newest(story) == nil)
    scanned(Story.copy(), .clean, "us-west-2")
    #expect(Self.newest(story) == nil, "the graver word stays until all of it was looked at")
    scanned(Story.copy(), .clean, "us-west-2", full: true)
    #expect(Self.newest(story) == .at("02:30"))
    story.say(
      .recoveryPointTaken(RecoveryPointTaken(recoveryPoint: original, takenAt: nil, partial: true)))
    #expect(Self.newest(story) == nil)
  }

  @Test("archived, it takes days to restore and is not counted; brought back, it is")
  func archived() {
    var story = Story()
    story.backUp(takenAt: .at("02:30"))
    let snapshot = ARN(Story.copy().rawValue)
    story.say(.resourceChanged(ResourceChanged(change: .archived)), region: "us-west-2", resource: snapshot)
    #expect(Self.newest(story) == nil)
    story.wait(.minutes(1))
    story.say(.resourceChanged(ResourceChanged(change: .unarchived)), region: "us-west-2", resource: snapshot)
    #expect(Self.newest(story) == .at("02:30"))
  }
}
