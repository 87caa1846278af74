import DarumaActions
import DarumaCatalog
import DarumaCore
import DarumaJournal
import TestSupport
import Testing

@testable import DarumaRuntime

/// The fault inputs of the shared corpus, each with what its table says is right.
@Suite("The small inputs that showed a fault are judged rightly", .enabled(if: SharedCorpus.isExpected))
struct FaultInputTests {
  private static func instant(_ text: String) throws -> Instant { try #require(Instant(rfc3339: text)) }

  /// A worker that has heard everything, with the application of `folder`.
  private static func bench(_ file: String, at now: Instant) async throws -> (CutOff, Application) {
    let reading = ApplicationFile.read(try SharedCorpus.bytes("faults/\(file)"), file: file)
    let application = try #require(reading.application, "\(reading.diagnostics)")
    var bench = CutOff(at: now)
    try await bench.go([.declared([application]), .readiness(.current)])
    return (bench, application)
  }

  private static func rejection(of command: CommandGiven.Command, _ taken: CutOff.Taken) -> String? {
    for case .command(.rejected(_, let given, let reason)) in taken.commits.flatMap(\.events).map(\.body)
    where given.command == command { return reason }
    return nil
  }

  @Test("a copy in another account is shown, not counted, and not chosen")
  func copyInAnotherAccount() async throws {
    let now = try Self.instant("2026-11-29T18:45:00Z")
    var (bench, application) = try await Self.bench("copy-in-another-account/applications/a.yaml", at: now)
    let taken = try await bench.go(
      .records(try SharedCorpus.lines("faults/copy-in-another-account/input.ndjson"), at: now))
    let state = try #require(taken.state.applications[application.name])
    let copies = state.projection.protection.points.values.filter { $0.id.rawValue.contains("us-west-2") }
    #expect(copies.count == 1, "it is shown")
    #expect(state.exposures["db"]?.status == .unknown && state.exposures["db"]?.point == nil)
    #expect(state.executionCount == 0)
    #expect(Self.rejection(of: .failover, taken)?.contains("no-usable-recovery-point") == true)
  }

  @Test("a backup of the replica is no backup of the database: the exposure and a failover say the same of it")
  func backupOfTheReplica() async throws {
    let now = try Self.instant("2026-11-29T18:45:00Z")
    var (bench, application) = try await Self.bench("backup-of-the-replica/applications/a.yaml", at: now)
    let taken = try await bench.go(
      .records(try SharedCorpus.lines("faults/backup-of-the-replica/input.ndjson"), at: now))
    let state = try #require(taken.state.applications[application.name])
    #expect(state.exposures["db"]?.point == nil && state.exposures["db"]?.status == .unknown)
    #expect(state.executionCount == 0)
    #expect(Self.rejection(of: .failover, taken)?.contains("no-usable-recovery-point") == true)
  }

  @Test("the loss that is asked to be approved is no less than the exposure beside it, and an old alarm is no onset")
  func lossFromStaleOnset() async throws {
    let now = try Self.instant("2026-11-29T19:06:00Z")
    var (bench, application) = try await Self.bench("loss-from-stale-onset/applications/a.yaml", at: now)
    let taken = try await bench.go(
      .records(try SharedCorpus.lines("faults/loss-from-stale-onset/input.ndjson"), at: now))
    let after = try await bench.go(.timePassed)
    let state = try #require(after.state.applications[application.name])
    let age = try #require(state.exposures["db"]?.age(at: now))
    #expect(age > .hours(6))
    // The loss is beyond `maximumLoss: 1h`, so nobody is even asked.
    #expect(state.executionCount == 0 && taken.state.applications[application.name]?.executionCount == 0)
    guard case .suppressed(_, let block)? = state.triggers["region-outage"]?.state else {
      Issue.record("\(String(describing: state.triggers["region-outage"]?.state))")
      return
    }
    #expect(block.guardName == .lossTooGreat && block.reason.contains("\(age)"))
  }

  @Test("after a failover has succeeded nothing fails over again, however long the region stays down")
  func failsOverAgain() async throws {
    let now = try Self.instant("2026-11-29T18:48:00Z")
    var (bench, application) = try await Self.bench("fails-over-again/shop.yaml", at: now)
    let point = Signal(
      id: "copy", at: now - .hours(9), seenAt: now - .hours(9), source: "test", account: application.account,
      region: application.regions.recovery, resource: application.resources[0].arn,
      fact: .recoveryPointTaken(
        RecoveryPointTaken(
          recoveryPoint: "arn:aws:rds:us-west-2:123456789012:snapshot:night-copy", takenAt: now - .hours(9))))
    try await bench.go(.listed(application.name, [point]))
    try await bench.go(.records(try SharedCorpus.lines("faults/fails-over-again/ev.ndjson"), at: now))
    var instant = now
    for _ in 0..<60 {
      instant = instant + .minutes(1)
      let state = try await bench.go(.timePassed, at: instant).state
      for effect in state.openEffects.map(\.effect) {
        if effect.changesOutside {
          try await bench.send(effect, at: instant)
        }
        try await bench.go(
          .outcome(Outcome(effect: effect.id, result: .succeeded(outputs: ["endpoint": "db.example"]))), at: instant)
      }
    }
    let last = try await bench.go(.timePassed, at: instant)
    let state = try #require(last.state.applications[application.name])
    #expect(state.executionCount == 1)
    #expect(state.placement.words(application.regions).hasPrefix("served from us-west-2 since"))
  }

  @Test("an incremental scan proves no more than its base; what was found in a copy is in its original too")
  func scanBase() async throws {
    let lines = try SharedCorpus.lines("faults/scan-base/in.ndjson")
    let known = try await FieldBench(lines: lines, application: "faults/scan-base/app.yaml").known()
    func snapshot(_ place: String, _ name: String) throws -> RecoveryPoint {
      try known.point(.init("arn:aws:ec2:\(place)::snapshot/snap-0\(name)"))
    }
    let newer = try snapshot("us-west-2", "bbbbbbbbbbbbbbb1")
    #expect(known.protection.usability(newer) < .scanned && !known.protection.proofs(of: newer).contains(.scanned))
    for (place, name) in [("us-west-2", "bbbbbbbbbbbbbbb0"), ("us-east-1", "aaaaaaaaaaaaaaa0")] {
      guard case .infected? = known.protection.quarantine(try snapshot(place, name)) else {
        Issue.record("\(name) is not held back")
        continue
      }
    }
    // The last of the lines is a command in a message of SNS: none.
    #expect(known.state?.executionCount == 0)
  }

  @Test("poison is one dead letter that holds the record once, with its first reasons and their count")
  func poison() async throws {
    let now = try Self.instant("2026-11-29T18:45:00Z")
    var (bench, _) = try await Self.bench("copy-in-another-account/applications/a.yaml", at: now)
    let record = try SharedCorpus.bytes("faults/poison.json")
    let taken = try await bench.go(.records([String(decoding: record, as: UTF8.self)], at: now))
    let letter = try #require(taken.decision.deadLetters.first)
    #expect(taken.decision.deadLetters.count == 1 && letter.bytes == record)
    #expect(letter.problems.count <= DeadLetter.mostProblems && letter.count > letter.problems.count)
    #expect(taken.commits.last?.inputs.first?.nextOffset == 1, "and the worker goes on")
  }
}
