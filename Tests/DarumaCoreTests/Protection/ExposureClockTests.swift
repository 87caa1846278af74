import Testing

@testable import DarumaCore

@Suite("Exposure is a clock: fresh, due, late, breached, silent, by time alone")
struct ExposureClockTests {
  private static let database: ARN = "arn:aws:rds:us-east-1:123456789012:db:kaigo-prod"

  /// A backup each 6 hours, there within one hour and copied within another two; 12 hours may be lost.
  private static func application(rpo: Span = .hours(12), _ rules: [ProtectionRule]? = nil) -> Application {
    Application(
      name: "kaigo-subsys", account: "123456789012", regions: Regions(primary: "us-east-1", recovery: "us-west-2"),
      objectives: Objectives(rpo: rpo, rto: .hours(4)),
      resources: [
        Resource(
          id: "db", type: .rdsInstance, arn: database,
          protection: rules ?? [
            ProtectionRule(
              kind: .snapshot, every: .every(.hours(6)), startWithin: .minutes(30), completeWithin: .minutes(30),
              copyTo: "us-west-2", copyWithin: .hours(2))
          ])
      ])
  }

  private static func exposures(_ story: inout Story) -> [String] {
    story.tell().split(separator: "\n").filter { $0.contains("exposure of") }.map(String.init)
  }

  @Test("nobody says a word: due, then silent, at the moment each begins")
  func silent() {
    var story = Story(Self.application())
    story.backUp(takenAt: .at("02:00"))
    story.skipTelling()
    story.wait(.hours(20))
    #expect(
      Self.exposures(&story) == [
        "08:00:00 exposure of db due, taken at 02:00:00", "11:00:00 exposure of db silent, taken at 02:00:00",
        "14:00:00.001 exposure of db breached, taken at 02:00:00",
      ], "what would lose too much is said, whether or not anybody speaks")
  }

  @Test("one word does not keep a silent resource late: only for as long as the next one may take")
  func oneWord() {
    var story = Story(Self.application(rpo: .days(30)))
    story.backUp(takenAt: .at("02:00"))
    story.wait(until: .at("09:00"))
    story.say(.backupProgressed(BackupProgressed(job: "j", state: .failed)), resource: Self.database)
    story.skipTelling()
    story.wait(until: .at("23:00"))
    #expect(
      Self.exposures(&story) == [
        "11:00:00 exposure of db late, taken at 02:00:00", "18:00:00 exposure of db silent, taken at 02:00:00",
      ])
  }

  @Test("a breached resource makes its application read breached, beside one that is only silent")
  func breachedBesideSilent() {
    func exposure(_ resource: ResourceID, _ status: Exposure.Status, _ taken: String) -> Exposure {
      Exposure(
        resource: resource, levels: [Exposure.Level(usability: .taken, status: status, point: "p", takenAt: .at(taken))]
      )
    }
    let together = ApplicationExposure.of([exposure("db", .breached, "01:00"), exposure("other", .silent, "00:30")])
    #expect(together.status == .breached && together.levels.first?.resource == "db")
    #expect(Exposure.Status.allCases == [.fresh, .due, .late, .silent, .breached, .unknown])
  }

  @Test("somebody says that the backup failed: late, then breached")
  func late() {
    var story = Story(Self.application())
    story.backUp(takenAt: .at("02:00"))
    story.wait(until: .at("09:00"))
    story.say(.backupProgressed(BackupProgressed(job: "j", state: .failed)), resource: Self.database)
    story.skipTelling()
    story.wait(until: .at("20:00"))
    #expect(
      Self.exposures(&story) == [
        "11:00:00 exposure of db late, taken at 02:00:00",
        "14:00:00.001 exposure of db breached, taken at 02:00:00",
      ])
  }

  @Test("a listing that shows nothing new is a word too: what is missing is late, and not only unheard of")
  func listed() {
    var story = Story(Self.application())
    story.backUp(takenAt: .at("02:00"))
    story.wait(until: .at("11:00"))
    story.skipTelling()
    story.say(
      .listingCompleted(ListingCompleted(kind: .rdsSnapshots, found: 1)), region: "us-west-2", resource: Self.database)
    #expect(Self.exposures(&story) == ["11:00:00 exposure of db late, taken at 02:00:00"])
    story.backUp(takenAt: .at("08:10"), "next")
    #expect(Self.exposures(&story) == ["11:00:00 exposure of db fresh, taken at 08:10:00"])
  }

  @Test("a replica is as fresh as it is not behind; an unknown lag is no zero, and its age grows")
  func replica() {
    var story = Story(
      Self.application(
        rpo: .hours(1), [ProtectionRule(kind: .replica, copyTo: "us-west-2", copyWithin: .minutes(10))]))
    func measured(_ lag: Span?, _ metric: String = "ReplicaLag") {
      story.say(
        .replicationMeasured(ReplicationMeasured(toRegion: "us-west-2", lag: lag, metric: metric)),
        resource: Self.database)
    }
    measured(.minutes(2))
    #expect(story.state.exposures["db"]?.takenAt == .at("02:58"))
    measured(.minutes(5), "OtherLag")
    #expect(story.state.exposures["db"]?.takenAt == .at("02:55"), "the slowest counts")
    story.wait(.minutes(1))
    measured(nil)
    #expect(story.state.exposures["db"]?.takenAt == .at("02:55"))
    story.skipTelling()
    story.wait(.hours(2))
    #expect(
      Self.exposures(&story) == [
        "03:20:00 exposure of db due, taken at 02:55:00", "03:45:00 exposure of db silent, taken at 02:55:00",
        "03:55:00.001 exposure of db breached, taken at 02:55:00",
      ])
  }

  @Test("each level of proof has its own")
  func levels() throws {
    var story = Story(Self.application())
    story.backUp(takenAt: .at("01:00"), "older")
    story.say(
      .restoreProgressed(
        RestoreProgressed(job: "r", recoveryPoint: Story.copy("older"), state: .completed, validation: .passed)),
      region: "us-west-2")
    story.backUp(takenAt: .at("02:30"), "newer")
    story.say(
      .recoveryPointScanned(RecoveryPointScanned(recoveryPoint: Story.copy("newer"), verdict: .clean)),
      region: "us-west-2")
    let levels = try #require(story.state.exposures["db"]?.levels)
    #expect(levels.map(\.usability) == Usability.allCases)
    #expect(
      levels.map(\.takenAt) == [.at("02:30"), .at("02:30"), .at("02:30"), .at("02:30"), .at("01:00"), .at("01:00")])
    story.wait(until: .at("14:00"))
    #expect(story.state.exposures["db"]?.levels.map(\.status).suffix(2) == [.breached, .breached])
  }

  @Test("the application is as badly off as the worst of its resources; what is made anew has none")
  func application() {
    var whole = Self.application()
    whole.resources.append(
      Resource(
        id: "volume", type: .ebsVolume, arn: "arn:aws:ec2:us-east-1:123456789012:volume/vol-1",
        protection: [ProtectionRule(kind: .snapshot, every: .every(.days(1)), copyTo: "us-west-2")]))
    whole.resources.append(
      Resource(
        id: "cache", type: .elastiCacheCluster, arn: "arn:aws:elasticache:us-east-1:123456789012:cluster:c",
        protection: [ProtectionRule(kind: .snapshot, every: .every(.days(1)))]))
    var story = Story(whole)
    story.backUp(takenAt: .at("02:00"))
    #expect(story.state.exposure.status == .unknown)
    #expect(story.state.exposure.levels.first?.resource == "volume")
    #expect(story.state.exposures.keys.sorted() == ["db", "volume"])
    whole.resources.removeAll { $0.id == "volume" }
    story.declare(whole)
    #expect(story.state.exposure.status == .fresh)
  }

  @Test("a resource that is in no application is told of once, by name")
  func unowned() {
    var state = ApplicationState(name: .none)
    let signal = Signal(
      id: "s", at: .at("03:00"), seenAt: .at("03:00"), source: "aws.rds", account: "1", region: "us-east-1",
      resource: "arn:aws:rds:us-east-1:1:db:lost", fact: .backupProgressed(BackupProgressed(job: "j", state: .running)))
    let events = Story.machine.decide(state, .unowned(signal), at: .at("03:00"))
    #expect(events.map(\.body.type) == ["protection.unowned-resource-seen.v1"])
    for event in events { state.apply(event) }
    #expect(Story.machine.decide(state, .unowned(signal), at: .at("03:01")) == [])
    var whole = State()
    for event in events { whole.apply(event) }
    #expect(whole.unowned.map(\.arn) == ["arn:aws:rds:us-east-1:1:db:lost"])
  }

  @Test("back after hours away nobody is said to be late before what was missed is read; cut off for long, it is said")
  func catchingUp() {
    var story = Story(Self.application())
    story.backUp(takenAt: .at("02:00"))
    story.give(.readiness(.catchingUp))
    story.sleep(.hours(20))
    story.skipTelling()
    story.give(.timePassed)
    story.give(.readiness(.catchingUp))
    #expect(Self.exposures(&story).count == 1, "five minutes after it ceased to listen, what is known is all there is")

    story = Story(Self.application())
    story.backUp(takenAt: .at("02:00"))
    story.sleep(.hours(20))
    story.skipTelling()
    // What a worker does first when it starts again.
    story.give(.readiness(.catchingUp))
    story.backUp(takenAt: .at("20:30"), "missed")
    #expect(Self.exposures(&story) == [])
    story.give(.readiness(.current))
    #expect(Self.exposures(&story) == ["23:00:00 exposure of db fresh, taken at 20:30:00"])
  }

  @Test("what is listed together is decided on together, and the same replica a little further on is no event")
  func together() {
    var story = Story(Self.application())
    let points = (1...5).map { number in
      Signal(
        id: SignalID("s-\(number)"), at: .at("02:00"), seenAt: .at("03:00"), source: "listing.rds.snapshots",
        account: "123456789012", region: "us-west-2", resource: Self.database,
        fact: .recoveryPointTaken(
          RecoveryPointTaken(
            recoveryPoint: RecoveryPointID("arn:aws:rds:us-west-2:123456789012:snapshot:s\(number)"),
            takenAt: Instant.at("01:00") + .minutes(Int64(number)))))
    }
    story.give(.listed(points))
    #expect(Self.exposures(&story) == ["03:00:00 exposure of db fresh, taken at 01:05:00"])

    story = Story(Self.application([ProtectionRule(kind: .replica, copyTo: "us-west-2")]))
    for _ in 0..<10 {
      story.say(
        .replicationMeasured(ReplicationMeasured(toRegion: "us-west-2", lag: .seconds(5), metric: "ReplicaLag")),
        resource: Self.database)
      story.wait(.minutes(1))
    }
    #expect(Self.exposures(&story).count == 1)
  }

  @Test("where the failover restores snapshots, a window that it can't use counts for nothing")
  func onlyWhatIsRestored() {
    var story = Story()
    story.backUp(takenAt: .at("01:00"))
    story.say(
      .recoveryPointTaken(
        RecoveryPointTaken(
          recoveryPoint: "arn:aws:rds:us-west-2:123456789012:auto-backup:ab", takenAt: nil,
          window: RestorableWindow(from: .at("00:00"), until: .at("02:58")))),
      region: "us-west-2", resource: Self.database)
    #expect(story.state.exposures["db"]?.takenAt == .at("01:00"))
  }
}
