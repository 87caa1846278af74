import Testing

@testable import DarumaSimulation

/// The sample estate with a clock that the test moves.
struct Scenario {
  var cloud: SimulatedCloud
  var now: Int64

  /// 2026-11-24 05:44:00 UTC.
  static let start: Int64 = 1_795_499_040_000

  init(timings: Timings = Timings(), faults: [FaultRule] = [], seed: UInt64 = 1) {
    now = Self.start
    cloud = SampleEstate.kaigo(now: now, timings: timings, faults: FaultPlan(faults), seed: seed)
  }

  /// The reply to a call made now.
  mutating func reply<Operation: CloudOperation>(
    _ operation: Operation, in region: String = SampleEstate.recoveryRegion
  ) -> Reply<Operation.Output> {
    cloud.call(operation, in: region, now: now)
  }

  /// The output of a call made now that is expected to succeed.
  mutating func call<Operation: CloudOperation>(
    _ operation: Operation, in region: String = SampleEstate.recoveryRegion,
    sourceLocation: SourceLocation = #_sourceLocation
  ) throws -> Operation.Output {
    let delivery = reply(operation, in: region).delivery
    return try #require(delivery.output, "\(delivery)", sourceLocation: sourceLocation)
  }

  /// The code of the error that a call made now is expected to get.
  mutating func refusal<Operation: CloudOperation>(
    of operation: Operation, in region: String = SampleEstate.recoveryRegion
  ) -> String? {
    reply(operation, in: region).delivery.error?.code
  }

  mutating func pass(minutes: Int64) {
    now += minutes * 60_000
  }

  mutating func pass(seconds: Int64) {
    now += seconds * 1_000
  }

  /// Takes a snapshot of the production instance, copies it to the recovery region and waits for both.
  mutating func prepareCopy(named name: String = "copy") throws {
    let snapshot = try call(
      CreateDBSnapshot(identifier: "source-of-\(name)", instance: SampleEstate.database),
      in: SampleEstate.primaryRegion)
    now += cloud.estate.timings.snapshotCreation
    _ = try call(CopyDBSnapshot(source: snapshot.arn, target: name, kmsKeyID: Self.recoveryKey))
    now += cloud.estate.timings.snapshotCopyAcrossRegions
  }

  static let recoveryKey = "arn:aws:kms:us-west-2:123456789012:key/0a1b2c3d-0000-4000-8000-000000000002"
}
