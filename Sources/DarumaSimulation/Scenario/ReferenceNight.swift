package import DarumaCore

/// The night in which us-east-1 falls, as the sample application meets it: what happens in the simulated
/// cloud, and the raw events that tell of it, each at its time.
///
/// The files were backed up and copied the night before, from 04:00 on. At 03:00 in Japan the nightly backup begins; its copy reaches us-west-2 at 03:23. At 03:42 us-east-1
/// falls: alarms, then silence. The newest usable copy is then 37 minutes old.
package struct ReferenceNight: Sendable {
  /// One thing that happens.
  package struct Happening: Sendable {
    package enum Deed: Sendable {
      /// A raw record reaches a topic.
      case record(Stream, value: String)
      case cloud(CloudChange)
    }

    package var at: Instant
    package var deed: Deed
  }

  /// Which of Daruma's input topics a record is for.
  package enum Stream: Sendable {
    case backup, alarm
  }

  package enum CloudChange: Sendable {
    /// The nightly backup of the database is taken.
    case backUp
    /// Its copy in the recovery region is complete.
    case copy
    case primaryRegionFalls
  }

  /// Where the story begins: 02:55 in Japan.
  package let start: Instant
  package let backupBegan: Instant
  package let outage: Instant
  /// In order of time.
  package let happenings: [Happening]

  /// What people call what has a long name in this night, the longest names first.
  package static var names: [(name: String, word: String)] { NightEvents.names }

  /// The first that begins after `now`: what is kept of it lies ahead of this host's clock, at whatever hour it is played.
  package static func next(after now: Instant) -> ReferenceNight {
    let dayLength = Span.days(1).milliseconds
    let today = Instant(milliseconds: now.milliseconds - now.milliseconds % dayLength)
    let night = ReferenceNight(day: today)
    return night.start > now ? night : ReferenceNight(day: today + .days(1))
  }

  /// `day`: midnight UTC of the day on whose evening, in UTC, the night falls.
  package init(day: Instant) {
    let clock = { (hour: Int64, minute: Int64) in day + .hours(hour) + .minutes(minute) }
    start = clock(17, 55)
    backupBegan = clock(18, 5)
    outage = clock(18, 42)
    let events = NightEvents(backupBegan: clock(18, 5))
    var happenings: [Happening] = [
      .init(
        at: start,
        deed: .record(
          .alarm,
          value: events.alarm(
            "kaigo-dr-region-api", "OK", was: "INSUFFICIENT_DATA", at: start, in: SampleEstate.recoveryRegion))),
      .init(at: clock(18, 5), deed: .record(.backup, value: events.backupJob("RUNNING", at: clock(18, 6)))),
      .init(at: clock(18, 12), deed: .cloud(.backUp)),
      .init(
        at: clock(18, 12), deed: .record(.backup, value: events.backupJob("COMPLETED", at: clock(18, 12)))),
      .init(at: clock(18, 13), deed: .record(.backup, value: events.snapshotCreated(at: clock(18, 12)))),
      .init(at: clock(18, 23), deed: .cloud(.copy)),
      .init(at: clock(18, 23), deed: .record(.backup, value: events.copyJob(at: clock(18, 23)))),
      .init(at: clock(18, 42), deed: .cloud(.primaryRegionFalls)),
    ]
    let filesBegan = start - Span(milliseconds: SampleEstate.filesBackupAge)
    for (event, minutes) in [(events.filesBackupJob, Int64(40)), (events.filesCopyJob, 75)] {
      happenings.append(
        .init(at: start, deed: .record(.backup, value: event(filesBegan, filesBegan + .minutes(minutes)))))
    }
    for (minute, alarm) in [(42, "kaigo-prod-region-api-errors"), (43, "kaigo-prod-region-db-connections")] {
      let at = clock(18, Int64(minute))
      happenings.append(
        .init(at: at, deed: .record(.alarm, value: events.alarm(alarm, "ALARM", was: "OK", at: at))))
    }
    let lost = clock(18, 44)
    happenings.append(
      .init(
        at: lost,
        deed: .record(
          .alarm, value: events.alarm("kaigo-prod-region-canary", "INSUFFICIENT_DATA", was: "OK", at: lost))))
    var beat = start
    while beat < clock(18, 40) {
      happenings.append(.init(at: beat, deed: .record(.alarm, value: events.heartbeat(at: beat))))
      beat = beat + .minutes(1)
    }
    self.happenings = happenings.sorted { $0.at < $1.at }
  }
}

extension CloudHost {
  /// Makes `change` happen.
  package func happen(_ change: ReferenceNight.CloudChange, in night: ReferenceNight) {
    withCloud { cloud in
      switch change {
      case .backUp: cloud.estate.takeNightlyBackup(night)
      case .copy: cloud.estate.copyNightlyBackup(night)
      case .primaryRegionFalls:
        cloud.estate.outages.append(
          Outage(region: SampleEstate.primaryRegion, from: night.outage.milliseconds, manner: .refused))
      }
    }
  }
}

extension Estate {
  fileprivate mutating func takeNightlyBackup(_ night: ReferenceNight) {
    let databases = self[region: SampleEstate.primaryRegion].databases
    guard let instance = databases.instance(SampleEstate.database) else { return }
    let began = night.backupBegan.milliseconds
    var snapshot = DatabaseSnapshot(
      identifier: NightEvents.snapshot, arn: databases.arn(ofSnapshot: NightEvents.snapshot),
      kind: .awsbackup,
      tags: [], content: DatabaseSnapshot.Content(of: instance, now: began), now: began, duration: 0,
      ending: nil)
    snapshot.advance(to: began)
    self[region: SampleEstate.primaryRegion].databases.put(snapshot)
  }

  fileprivate mutating func copyNightlyBackup(_ night: ReferenceNight) {
    guard
      let original = self[region: SampleEstate.primaryRegion].databases.snapshot(NightEvents.snapshot)
    else { return }
    let databases = self[region: SampleEstate.recoveryRegion].databases
    var copy = DatabaseSnapshot(
      identifier: NightEvents.copy, arn: databases.arn(ofSnapshot: NightEvents.copy), kind: .awsbackup,
      tags: [],
      content: DatabaseSnapshot.Content(of: original),
      source: DatabaseSnapshot.Source(arn: original.arn, region: SampleEstate.primaryRegion),
      now: night.backupBegan.milliseconds, duration: 0, ending: nil)
    copy.advance(to: night.backupBegan.milliseconds)
    self[region: SampleEstate.recoveryRegion].databases.put(copy)
  }
}
