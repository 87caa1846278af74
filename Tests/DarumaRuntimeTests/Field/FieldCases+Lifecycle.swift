import DarumaCore
import Testing

@testable import DarumaRuntime

extension FieldCase {
  private static let automatic: RecoveryPointID =
    "arn:aws:rds:us-east-1:111122223333:snapshot:rds:orders-2026-11-29-05-05"

  /// What becomes of resources, keys and tiers.
  static let lifecycle = [
    FieldCase("45-blue-green-old-instance-deleted") { bench in
      try await bench.checkEveryOrder()
      #expect(try await bench.known(after: 1).isUsable(automatic))
      let known = try await bench.known()
      #expect(try known.world.changes[known.resource("db").arn]?[.renamed] != nil)
      #expect(try !known.isUsable(automatic))
    },
    FieldCase("46-cluster-renamed") { bench in
      let signal = try bench.signal()
      guard case .resourceChanged(let fact) = signal.fact else { throw WrongFact(signal) }
      #expect(fact.change == .renamed && signal.resource == "arn:aws:rds:us-east-1:111122223333:cluster:ledger")
      let known = try await bench.known()
      #expect(known.world.changes["arn:aws:rds:us-east-1:111122223333:cluster:ledger"] != nil)
    },
    FieldCase("49-elasticache-node-of-replication-group") { bench in
      let known = try await bench.known()
      #expect(known.deadLetters.isEmpty && known.taken.state.unowned.isEmpty)
      #expect(try known.world.changes[known.resource("cache").arn]?[.backupFinished] != nil)
    },
    FieldCase("59-instance-itself-deleted") { bench in
      try await bench.checkEveryOrder()
      let known = try await bench.known()
      #expect(try !known.isUsable(automatic))
      #expect(try known.world.changes[known.resource("db").arn]?[.deleted] != nil)
    },
    FieldCase("63-recovery-point-moved-to-cold") { bench in
      try await bench.checkEveryOrder()
      let known = try await bench.known()
      let point = try known.point("arn:aws:ec2:us-east-1::snapshot/snap-0bbbbbbbbbbbbbb63")
      #expect(known.protection.soundness(point, at: known.now) == .setAside)
    },
    FieldCase("70-key-of-the-copies-disabled") { bench in
      let key: ARN = "arn:aws:kms:us-west-2:111122223333:key/1111"
      let known = try await bench.known()
      #expect(known.deadLetters.isEmpty)
      #expect(try await bench.known(after: 1).protection.keys[key]?.state == .disabled)
      #expect(known.protection.keys[key]?.state == .missing)
      guard case .keyChanged(let fact) = try bench.signal(1).fact else { throw WrongFact(try bench.signal(1)) }
      #expect(try fact.state == .pendingDeletion && fact.deletedAt == instant("2026-12-06T10:00:00Z"))
    },
  ]
}
