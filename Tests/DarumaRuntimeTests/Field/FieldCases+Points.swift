import DarumaCore
import Testing

@testable import DarumaRuntime

extension FieldCase {
  private static let east = "arn:aws:rds:us-east-1:111122223333:snapshot:"
  private static let west = "arn:aws:rds:us-west-2:111122223333:snapshot:"

  /// What a single point is, and what is missing of it.
  static let points = [
    FieldCase("14-s3-completed-with-issues-every-night") { bench in
      let known = try await bench.known()
      let id: RecoveryPointID = "arn:aws:backup:us-east-1:111122223333:recovery-point:shop-assets-20261129-abc"
      guard case .recoveryPointTaken(let fact) = try bench.signal().fact else { throw WrongFact(try bench.signal()) }
      #expect(fact.partial)
      #expect(
        try known.protection.soundness(known.point(id), at: known.now)?.description
          .contains("Some objects were skipped") == true)
    },
    FieldCase("15-vss-fallback-completed-with-issues") { bench in
      let known = try await bench.known()
      let id: RecoveryPointID = "arn:aws:ec2:us-east-1::snapshot/snap-0bbbbbbbbbbbbbb15"
      #expect(try known.isUsable(id))
      #expect(try known.point(id).message?.value.contains("VSS") == true)
    },
    FieldCase("17-recovery-point-change-detail-type") { bench in
      let known = try await bench.known()
      #expect(try known.point(.init(west + "awsbackup:copyjob-17")).removedAt != nil)
    },
    FieldCase("18-backup-job-through-cloudtrail") { bench in
      let known = try await bench.known()
      #expect(known.deadLetters.isEmpty)
      #expect(try known.protection.job(of: known.resource("db").arn)?.state == .failed)
      guard case .recoveryPointRemoved(let fact) = try bench.signal(1).fact else {
        throw WrongFact(try bench.signal(1))
      }
      #expect(fact.recoveryPoint.rawValue == west + "awsbackup:copyjob-18")
    },
    FieldCase("19-cluster-snapshot-deleted-only-cloudtrail-says-so") { bench in
      let removed = try (0..<3).map { index in
        guard case .recoveryPointRemoved(let fact) = try bench.signal(index).fact else {
          throw WrongFact(try bench.signal(index))
        }
        return fact.recoveryPoint.rawValue
      }
      #expect(
        removed == [
          "arn:aws:rds:us-west-2:111122223333:cluster-snapshot:ledger-dr-1", west + "orders-dr-1",
          west + "awsbackup:copyjob-19",
        ])
    },
    FieldCase("20-cluster-copy-then-deleted") { bench in
      try await bench.checkEveryOrder()
      let copy: RecoveryPointID = "arn:aws:rds:us-west-2:111122223333:cluster-snapshot:awsbackup:copyjob-20"
      #expect(try await bench.known(after: 2).isUsable(copy))
      let known = try await bench.known()
      #expect(try !known.isUsable(copy))
      #expect(known.state?.exposures["cluster"]?.point == nil)
    },
    FieldCase("26-continuous-point-updated-each-day") { bench in
      try await bench.checkEveryOrder()
      let known = try await bench.known()
      let id: RecoveryPointID = "arn:aws:backup:us-east-1:111122223333:recovery-point:continuous:db-abc-1"
      let newestJob = try instant("2026-11-29T05:00:00Z")
      #expect(try known.takenAt(id).map { $0 >= newestJob } == true)
      #expect(known.breaches(.backupMade, of: "db") == [])
    },
    FieldCase("32-nested-child-of-partial-composite") { bench in
      let known = try await bench.known()
      #expect(try known.isUsable("arn:aws:ec2:us-east-1::snapshot/snap-0bbbbbbbbbbbbbb32"))
      #expect(known.deadLetters.map(\.code) == ["unrouted"])
    },
    FieldCase("48-elasticache-serverless-valkey-snapshot") { bench in
      let signal = try bench.signal()
      guard case .recoveryPointTaken(let fact) = signal.fact else { throw WrongFact(signal) }
      #expect(
        fact.recoveryPoint == "arn:aws:elasticache:us-east-1:111122223333:serverlesssnapshot:shop-2026-11-29"
          && fact.takenAt == nil)
    },
    FieldCase("53-backup-window-expired-then-late-completed") { bench in
      let vault = "arn:aws:backup:us-east-1:111122223333:recovery-point:"
      guard case .backupProgressed(let fact) = try bench.signal(1).fact else { throw WrongFact(try bench.signal(1)) }
      #expect(fact.state == .missedWindow)
      let known = try await bench.known()
      #expect(try known.isUsable(.init(vault + "53a")) && known.isUsable(.init(vault + "53c")))
    },
    FieldCase("57-one-night-with-issues-then-clean") { bench in
      try await bench.checkEveryOrder()
      let id: RecoveryPointID = "arn:aws:backup:us-east-1:111122223333:recovery-point:continuous:shop-db-1"
      #expect(try await !bench.known(after: 1).isUsable(id))
      let known = try await bench.known()
      #expect(try known.isUsable(id))
    },
    FieldCase("69-restore-test-failed-validation") { bench in
      try await bench.checkEveryOrder()
      let id = RecoveryPointID(west + "awsbackup:copyjob-69")
      let before = try await bench.known(after: 3)
      #expect(try before.protection.usability(before.point(id)) == .restored)
      let known = try await bench.known()
      #expect(try known.point(id).isFoundBad)
      #expect(try known.protection.usability(known.point(id)) < .restored)
    },
  ]
}
