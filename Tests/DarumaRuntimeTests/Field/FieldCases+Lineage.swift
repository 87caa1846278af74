import DarumaCore
import DarumaFeeds
import Testing

@testable import DarumaRuntime

extension FieldCase {
  private static let west = "arn:aws:rds:us-west-2:111122223333:snapshot:"

  /// What a copy is a copy of, and how old it is.
  static let lineage = [
    FieldCase("22-rds-0060-and-aws-backup-same-copy") { bench in
      try await bench.checkEveryOrder()
      let known = try await bench.known()
      let id = RecoveryPointID(west + "awsbackup:copyjob-22")
      #expect(try known.restorability(id, of: "db") == .restorable(moment: instant("2026-11-29T05:00:00Z")))
      #expect(known.protection.points.values.count { $0.region == "us-west-2" } == 1)
    },
    FieldCase("23-rds-shared-snapshot-copied-from-another-account") { bench in
      for signal in bench.decoded.flatMap(\.signals) {
        guard case .recoveryPointCopied(let fact) = signal.fact else { continue }
        #expect(fact.of == "arn:aws:rds:us-east-1:111122223333:snapshot:orders-share")
      }
      let known = try await bench.known()
      #expect(known.leftSomething)
    },
    FieldCase("24-automated-snapshot-copied-as-manual") { bench in
      try await bench.checkEveryOrder()
      let known = try await bench.known()
      #expect(
        try known.restorability(.init(west + "orders-from-lambda"), of: "db")
          == .restorable(moment: instant("2026-11-29T05:05:00Z")))
    },
    FieldCase("27-pitr-copy-temporary-snapshot") { bench in
      try await bench.checkEveryOrder()
      let known = try await bench.known()
      let id = RecoveryPointID(west + "awsbackup:copyjob-27")
      #expect(try known.point(id).exists)
      let temporary = try instant("2026-11-29T05:10:00Z")
      #expect(try known.takenAt(id).map { $0 <= temporary } ?? true)
    },
    FieldCase("29-copy-keeps-the-sources-retention") { bench in
      try await bench.checkEveryOrder()
      let known = try await bench.known()
      let copy = try known.point(.init(west + "awsbackup:copyjob-29"))
      #expect(try known.protection.expiry(of: copy) == instant("2026-11-29T23:00:00Z"))
      let later = try await bench.known(at: try instant("2026-11-29T23:00:00Z"))
      #expect(try !later.isUsable(copy.id))
    },
    FieldCase("30-copy-never-expires-keeps-sources-expiry") { bench in
      try await bench.checkEveryOrder()
      let known = try await bench.known()
      let copy = try known.point(.init(west + "awsbackup:copyjob-30"))
      #expect(try known.protection.expiry(of: copy) == instant("2026-11-29T17:00:00Z"))
      #expect(try !known.isUsable(copy.id))
    },
    FieldCase("60-copy-in-backup-account-deleted-there") { bench in
      try await bench.checkEveryOrder()
      let known = try await bench.known()
      #expect(try !known.point("arn:aws:rds:us-west-2:444455556666:snapshot:orders-dr-1").exists)
    },
    FieldCase("61-rds-tool-copy-in-backup-account") { bench in
      try await bench.checkEveryOrder()
      let known = try await bench.known()
      let copy = try known.point("arn:aws:rds:us-west-2:444455556666:snapshot:orders-dr-1")
      #expect(try copy.resource == known.resource("db").arn)
      #expect(try known.takenAt(copy.id) == instant("2026-11-29T05:05:00Z"))
      #expect(try known.restorability(copy.id, of: "db") == .not(.otherAccount("444455556666")))
    },
    FieldCase("62-copy-already-past-the-sources-retention") { bench in
      let known = try await bench.known()
      #expect(
        try known.restorability(.init(west + "awsbackup:copyjob-62"), of: "db")
          == .not(.expired(instant("2026-11-29T10:00:00Z"))))
    },
    FieldCase("65-copy-under-one-fixed-name") { bench in
      try await bench.checkEveryOrder()
      let known = try await bench.known()
      #expect(try known.takenAt(.init(west + "orders-dr")) == instant("2026-11-29T05:05:00Z"))
    },
    FieldCase("67-ebs-copy-in-backup-account-deleted-there") { bench in
      try await bench.checkEveryOrder()
      let known = try await bench.known()
      #expect(try !known.point("arn:aws:ec2:us-west-2::snapshot/snap-0ccccccccccccc67").exists)
    },
    FieldCase("68-fixed-name-replaced-by-an-older-copy") { bench in
      try await bench.checkEveryOrder()
      let known = try await bench.known()
      #expect(try known.takenAt(.init(west + "orders-dr")) == instant("2026-11-28T05:05:00Z"))
    },
  ]
}
