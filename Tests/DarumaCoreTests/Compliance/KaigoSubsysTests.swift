import Testing

@testable import DarumaCore

/// What is protected in the reference service, and how: one test for each row.
@Suite("The reference service is held against its own table")
struct KaigoSubsysTests {
  @Test("the database: a snapshot each day between 03:00 and 04:00 in Tokyo, kept 30 days, copied to us-west-2")
  func databaseSnapshots() {
    var db = Watch.database(
      ProtectionRule(
        kind: .snapshot, every: .every(.days(1)), window: DayWindow("03:00-04:00"), timeZone: "Asia/Tokyo",
        retain: .lasting(.days(30)), copyTo: "us-west-2", copyWithin: .hours(6)))
    db.take("rds:1", "2026-11-23T18:05:00Z")
    db.copy("rds:1", at: "2026-11-23T20:00:00Z")
    #expect(db.found("2026-11-24T20:59:59Z") == [])
    #expect(db.found("2026-11-24T21:00:00Z") == ["backupMade"], "three hours after the window opened")

    db.take("rds:2", "2026-11-24T21:30:00Z")
    #expect(db.found("2026-11-25T05:29:59Z") == ["backupInWindow rds:2"], "at half past six in Tokyo")
    #expect(db.found("2026-11-25T05:30:00Z") == ["backupInWindow rds:2", "copied rds:2"], "2 h, and 6 h")
    db.copy("rds:2", at: "2026-11-25T06:00:00Z")
    db.take("rds:3", "2026-11-25T18:10:00Z")
    db.copy("rds:3", at: "2026-11-25T19:00:00Z")
    #expect(db.found("2026-11-25T20:00:00Z") == [])

    db.remove("rds:1", at: "2026-12-01T00:00:00Z", .expired)
    #expect(db.breach(.keptLongEnough, at: "2026-12-01T00:00:00Z")?.since == .on("2026-12-01T00:00:00Z"))
    db.remove("rds:1-copy", at: "2026-12-02T00:00:00Z", in: "us-west-2")
    let kept = db.review(at: .on("2026-12-02T00:00:00Z")).breaches.filter { $0.requirement == .keptLongEnough }
    #expect(kept.count == 2, "here and there")
    #expect(db.breach(.keptLongEnough, at: "2026-12-23T18:05:00Z") == nil, "after 30 days nobody asks any more")
  }

  @Test("the database: every moment of the past seven days")
  func databaseLog() {
    var db = Watch.database(ProtectionRule(kind: .pitr, retain: .lasting(.days(7))))
    #expect(db.found("2026-11-24T00:00:00Z") == [])
    db.listed(.rdsWindow, at: "2026-11-24T00:00:00Z")
    #expect(db.found("2026-11-24T00:00:00Z") == ["continuous"])
    db.window(from: "2026-11-17T00:00:00Z", until: "2026-11-23T23:55:00Z", at: "2026-11-24T00:00:00Z")
    #expect(db.found("2026-12-24T00:00:00Z") == [], "nobody looked again")
    db.window(from: "2026-11-20T00:00:00Z", until: "2026-11-24T00:55:00Z", at: "2026-11-24T01:00:00Z")
    #expect(db.found("2026-11-24T01:00:00Z") == [], "it was first known an hour ago, and may be young")
    db.window(from: "2026-11-26T00:00:00Z", until: "2026-11-27T00:00:00Z", at: "2026-11-27T01:00:00Z")
    #expect(db.found("2026-11-27T01:00:00Z") == ["continuous window", "replicaCurrent window"])
    db.describe(ResourceDescribed(automaticRetention: .days(5)))
    #expect(db.found("2026-11-27T01:00:00Z").filter { $0 == "continuous" }.count == 1)
  }

  @Test("the database's snapshots by hand: of releases and data changes for ever, monthly for a year")
  func manualSnapshots() {
    var db = Watch.database(
      ProtectionRule(kind: .snapshot, origin: .manual, name: "release-*", retain: .forever),
      ProtectionRule(kind: .snapshot, origin: .manual, name: "data-change-*", retain: .forever),
      ProtectionRule(
        kind: .snapshot, origin: .manual, name: "monthly-*", every: .monthly(.last), timeZone: "Asia/Tokyo",
        retain: .lasting(.days(365))),
      ProtectionRule(kind: .snapshot, every: .every(.days(1)), retain: .lasting(.days(30))))
    db.take("release-41", "2020-01-01T00:00:00Z", origin: .manual)
    db.take("data-change-7", "2020-02-01T00:00:00Z", origin: .manual)
    db.take("monthly-2026-10", "2026-10-31T01:00:00Z", origin: .manual)
    db.take("rds:1", "2026-11-29T18:00:00Z", origin: .automatic)
    #expect(db.found("2026-11-29T20:00:00Z") == [])
    db.remove("release-41", at: "2026-11-29T20:00:00Z")
    #expect(db.found("2026-11-29T21:00:00Z") == ["keptLongEnough release-41"])
    #expect(db.found("2036-11-29T20:00:00Z").contains("keptLongEnough release-41"), "for ever is for ever")
    db.remove("monthly-2026-10", at: "2026-11-29T20:00:00Z")
    #expect(db.found("2026-11-29T20:00:00Z").contains("keptLongEnough monthly-2026-10"))
    // The day is the 30th in Tokyo, the whole of it will do, and two hours to make it.
    #expect(!db.found("2026-11-30T16:59:59Z").contains("backupMade"))
    #expect(db.breach(.backupMade, at: "2026-12-01T00:00:00Z")?.since == .on("2026-11-30T17:00:00Z"))
  }

  @Test("the cache: each day between 04:00 and 05:00 in Tokyo, kept seven days")
  func cache() {
    var cache = Watch(
      .elastiCacheCluster, "arn:aws:elasticache:us-east-1:123456789012:cluster:kaigo",
      [
        ProtectionRule(
          kind: .snapshot, every: .every(.days(1)), window: DayWindow("04:00-05:00"), timeZone: "Asia/Tokyo",
          retain: .lasting(.days(7)))
      ])
    cache.take("automatic.kaigo-1", "2026-11-23T19:30:00Z")
    #expect(cache.found("2026-11-24T21:59:59Z") == [])
    #expect(cache.found("2026-11-24T22:00:00Z") == ["backupMade"])
    cache.take("automatic.kaigo-2", "2026-11-24T19:30:00Z")
    #expect(cache.found("2026-11-24T22:00:00Z") == [], "told late, but made in time")
    cache.take("automatic.kaigo-1", "2026-11-23T19:30:00Z", heard: "2026-12-02T19:00:00Z", listed: true)
    #expect(cache.found("2026-12-02T19:00:00Z").contains("notKeptTooLong automatic.kaigo-1") == true)
  }

  @Test("the files: AWS Backup at 04:00 in Tokyo, begun within 1 h, done within 8 h, kept 30 days here and there")
  func files() {
    var files = Watch.files(
      ProtectionRule(
        kind: .backup, every: .every(.days(1)), window: DayWindow("04:00-05:00"), timeZone: "Asia/Tokyo",
        startWithin: .hours(1), completeWithin: .hours(8), retain: .lasting(.days(30)), copyTo: "us-west-2",
        copyWithin: .hours(16), retainCopy: .lasting(.days(30))))
    files.take("1", "2026-11-23T19:10:00Z", done: "2026-11-24T01:00:00Z", expires: "2026-12-23T19:10:00Z")
    files.copy("1", at: "2026-11-24T02:00:00Z", expires: "2026-12-24T02:00:00Z")
    #expect(files.found("2026-11-25T03:59:59Z") == [])
    #expect(files.found("2026-11-25T04:00:00Z") == ["backupMade"], "an hour to begin and eight to be done")
    files.take("2", "2026-11-24T19:30:00Z", done: "2026-11-25T04:30:00Z")
    #expect(files.found("2026-11-25T05:00:00Z") == ["backupCompleted 2"])
    #expect(files.found("2026-11-25T20:29:59Z") == ["backupCompleted 2"], "sixteen hours after it was done")
    #expect(files.found("2026-11-25T20:30:00Z").contains("copied 2"))
    files.copy("2", at: "2026-11-25T21:00:00Z", expires: "2026-12-02T12:00:00Z")
    #expect(files.found("2026-11-25T21:00:00Z") == ["backupCompleted 2", "keptLongEnough 2-copy"])
  }

  @Test("staging's files: on Sundays, kept seven days")
  func stagingFiles() {
    var files = Watch.files(
      ProtectionRule(kind: .backup, every: .weekly(.sunday), timeZone: "Asia/Tokyo", retain: .lasting(.days(7))))
    files.take("1", "2026-11-22T05:00:00Z", expires: "2026-11-29T05:00:00Z")
    #expect(files.found("2026-11-29T16:59:59Z") == [])
    #expect(files.breach(.backupMade, at: "2026-12-20T00:00:00Z")?.since == .on("2026-11-29T17:00:00Z"))
    files.take("2", "2026-12-23T05:00:00Z", expires: "2027-01-23T05:00:00Z")
    #expect(files.found("2026-12-23T06:00:00Z") == ["backupInWindow 2", "notKeptTooLong 2"], "a Wednesday, a month")
  }

  @Test("the buckets: versioned, versions kept 30 days, seven years, 90 days", arguments: [30, 2557, 90])
  func versions(days: Int64) {
    var bucket = Watch.bucket(ProtectionRule(kind: .versioning, retain: .lasting(.days(days))))
    #expect(bucket.found("2026-11-24T01:00:00Z") == [], "nobody looked")
    bucket.describe(ResourceDescribed(versioning: .enabled, nonCurrentRetention: .lasting(.days(days))))
    #expect(bucket.found("2026-11-24T01:00:00Z") == [])
    bucket.describe(ResourceDescribed(versioning: .suspended, nonCurrentRetention: .lasting(.days(days - 1))))
    #expect(bucket.found("2026-11-24T01:00:00Z") == ["versioned", "versionsKept"])
    bucket.describe(
      ResourceDescribed(
        versioning: .enabled, nonCurrentRetention: .lasting(.days(days)), nonCurrentInPart: .days(1)),
      at: "2026-11-24T00:20:00Z")
    #expect(bucket.breach(.versionsKept, at: "2026-11-24T01:00:00Z")?.seen == "in a part of it only kept 1d")
    bucket.describe(ResourceDescribed(versioning: .enabled, nonCurrentRetention: .forever), at: "2026-11-24T00:30:00Z")
    #expect(bucket.found("2026-11-24T01:00:00Z") == ["versionsKept"])
  }

  @Test("a part of the bucket counts by the same years", arguments: [2556, 2557, 2000])
  func part(days: Int64) {
    var bucket = Watch.bucket(ProtectionRule(kind: .versioning, retain: .years(7)))
    bucket.describe(
      ResourceDescribed(versioning: .enabled, nonCurrentRetention: .lasting(.days(2557)), nonCurrentInPart: .days(days))
    )
    #expect(bucket.found("2026-11-24T01:00:00Z") == (days == 2000 ? ["versionsKept"] : []))
  }

  @Test("the bucket of backups: all of it in the other region within minutes, under a key on both sides")
  func replication() {
    let other: ARN = "arn:aws:s3:::kaigo-subsys-dr-backups"
    var bucket = Watch.bucket(
      ProtectionRule(
        kind: .replication, copyTo: "us-west-2", copyWithin: .minutes(15), encrypted: true, destination: other))
    func describe(
      _ destination: ARN = other, on: Bool = true, whole: Bool = true, key: ARN? = "arn:aws:kms:us-west-2:1:key/k",
      at: String
    ) {
      bucket.describe(
        ResourceDescribed(
          replications: [.init(destination: destination, region: nil, isEnabled: on, isWhole: whole, key: key)]), at: at
      )
    }
    #expect(bucket.found("2026-11-24T01:00:00Z") == [])
    bucket.describe(ResourceDescribed(replications: []))
    #expect(bucket.found("2026-11-24T01:00:00Z") == ["replicated"])
    describe("arn:aws:s3:::elsewhere", at: "2026-11-24T00:01:00Z")
    #expect(bucket.breach(.replicated, at: "2026-11-24T01:00:00Z")?.seen == "only to arn:aws:s3:::elsewhere")
    describe(on: false, at: "2026-11-24T00:02:00Z")
    #expect(bucket.breach(.replicated, at: "2026-11-24T01:00:00Z")?.seen == "it is turned off")
    describe(whole: false, key: nil, at: "2026-11-24T00:03:00Z")
    #expect(bucket.found("2026-11-24T01:00:00Z") == ["encrypted", "replicated"])
    describe(at: "2026-11-24T00:04:00Z")
    #expect(bucket.found("2026-11-24T01:00:00Z") == [])

    bucket.measure(.minutes(15), at: "2026-11-24T00:10:00Z")
    #expect(bucket.found("2026-11-25T00:00:00Z") == [], "nothing to replicate is not measured")
    bucket.measure(.minutes(16), at: "2026-11-24T00:20:00Z")
    #expect(bucket.breach(.replicaCurrent, at: "2026-11-24T00:21:00Z")?.since == .on("2026-11-24T00:19:00Z"))
    bucket.measure(nil, at: "2026-11-24T00:30:00Z")
    #expect(bucket.found("2026-11-24T00:31:00Z") == [], "unknown")
  }
}
