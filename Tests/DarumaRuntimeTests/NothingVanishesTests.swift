import DarumaCore
import DarumaJournal
import Testing

@testable import DarumaRuntime

/// A fact, about whom it is and who says so.
private struct Told: Sendable, CustomTestStringConvertible {
  var fact: Fact
  var resource: ARN?
  var account: Account

  var testDescription: String { "\(fact) of \(resource?.rawValue ?? "nothing") by \(account)" }

  static let point: RecoveryPointID = "arn:aws:rds:us-west-2:123456789012:snapshot:p"

  static let all: [Told] = Fact.Kind.allCases.flatMap(facts).flatMap { fact in
    [TestApplication.database, "arn:aws:rds:us-east-1:123456789012:db:strange", ARN(point.rawValue), nil].flatMap {
      resource in
      ["123456789012", "999999999999"].map { Told(fact: fact, resource: resource, account: $0) }
    }
  }

  /// Each fact in each of its states. A new kind of fact has to be added here before this compiles.
  static func facts(of kind: Fact.Kind) -> [Fact] {
    switch kind {
    case .backupProgressed:
      BackupProgressed.State.allCases.flatMap { state in
        [
          .backupProgressed(BackupProgressed(job: "j", state: state, reason: "r")),
          .backupProgressed(BackupProgressed(job: "j", state: state, recoveryPoint: point)),
        ]
      }
    case .recoveryPointTaken:
      [false, true].map {
        .recoveryPointTaken(RecoveryPointTaken(recoveryPoint: point, takenAt: nil, partial: $0, archived: $0))
      }
    case .recoveryPointCopied: [.recoveryPointCopied(.init(recoveryPoint: point, of: "o", toRegion: "us-west-2"))]
    case .recoveryPointRemoved:
      RecoveryPointRemoved.Reason.allCases.map { .recoveryPointRemoved(.init(recoveryPoint: point, reason: $0)) }
    case .recoveryPointScanned:
      RecoveryPointScanned.Verdict.allCases.map { .recoveryPointScanned(.init(recoveryPoint: point, verdict: $0)) }
    case .restoreProgressed:
      RestoreProgressed.State.allCases.flatMap { state in
        ([nil] + RestoreProgressed.Validation.allCases).flatMap { validation in
          [nil, point].map {
            .restoreProgressed(.init(job: "r", recoveryPoint: $0, state: state, validation: validation))
          }
        }
      }
    case .replicationMeasured:
      [nil, .seconds(5)].map { .replicationMeasured(.init(toRegion: "us-west-2", lag: $0, metric: "m")) }
    case .replicationFaulted:
      ReplicationFaulted.State.allCases.flatMap { state in
        ["object", point.rawValue].map { .replicationFaulted(.init(object: $0, state: state)) }
      }
    case .alarmChanged:
      AlarmChanged.State.allCases.flatMap { state in
        ["prod-region-api", "other"].map { .alarmChanged(.init(alarm: $0, state: state, since: now)) }
      }
    case .healthNoticed:
      HealthNoticed.Status.allCases.flatMap { status in
        ["us-east-1", "us-west-2", "global"].map {
          .healthNoticed(.init(notice: "n", service: "EC2", impactedRegion: Region($0), status: status, code: "c"))
        }
      }
    case .zoneShifted: [false, true].map { .zoneShifted(.init(zone: "z", state: "inProgress", drill: $0)) }
    case .threatFound:
      [false, true].map { .threatFound(.init(finding: "f", severity: 8, firstSeen: now, sample: $0)) }
    case .resourceChanged: ResourceChanged.Change.allCases.map { .resourceChanged(.init(change: $0)) }
    case .sourceSpoke: ["canary", "other"].map { .sourceSpoke(SourceSpoke(from: SourceName($0))) }
    case .commandGiven:
      CommandGiven.Command.allCases.flatMap { command in
        ["care", "other"].map {
          .commandGiven(CommandGiven(command: command, application: ApplicationName($0), by: "yuki"))
        }
      }
    case .listingCompleted: ListingKind.allCases.map { .listingCompleted(ListingCompleted(kind: $0, found: 1)) }
    case .resourceDescribed: [.resourceDescribed(ResourceDescribed(encrypted: true))]
    case .keyChanged:
      KeyChanged.State.allCases.map { .keyChanged(KeyChanged(key: "arn:aws:kms:us-east-1:1:key/k", state: $0)) }
    }
  }

  static let now = Instant(milliseconds: 1_790_000_000_000)

  var signal: Signal {
    Signal(
      id: "s", at: Self.now, seenAt: Self.now, source: "test", account: account, region: "us-west-2",
      resource: resource, fact: fact)
  }
}

@Suite("Nothing vanishes: every fact in each of its states leaves an event, a counted reason or a dead letter")
struct NothingVanishesTests {
  private static let file = TestApplication.make("care")
  private static let router = Router([file])
  private static let machine = Machine(digest: ApprovalDigest.of)

  private static func declared() -> State {
    var draft = DecisionDraft(state: State(), machine: machine, now: Told.now)
    draft.give(.declared(file, digest: "d"), to: file.name)
    return draft.state
  }

  /// What a signal leaves, in words.
  private static func left(by signal: Signal, _ state: State) -> (words: [String], state: State) {
    var draft = DecisionDraft(state: state, machine: machine, now: Told.now)
    let attributed = router.attributed(signal)
    switch router.route(attributed, knowing: state.applications(knowing:), holding: state.applications(holding:)) {
    case .applications(let names):
      draft.deliver(attributed, to: names)
      draft.close(.record(0), at: nil)
      let events = draft.decision.entries.flatMap(\.events).map { "event \($0.body.type)" }
      return (events + draft.decision.ignored.map { "counted: \($0.key)" }, draft.state)
    case .nobody(let reason): return (["counted: \(reason)"], state)
    case .unrouted(let reason): return (["dead letter: \(reason)"], state)
    }
  }

  @Test("and so does its repeat", arguments: Told.all)
  private func leaves(_ told: Told) {
    let first = Self.left(by: told.signal, Self.declared())
    #expect(!first.words.isEmpty && first.words.allSatisfy { $0.count > 10 })
    #expect(!Self.left(by: told.signal, first.state).words.isEmpty)
  }

  @Test(
    "what is bad news of a resource, or of a point that an application knows, is an event there, whoever says so",
    arguments: ["123456789012", "999999999999"] as [Account])
  func badNews(_ account: Account) throws {
    let taken = Told(
      fact: .recoveryPointTaken(RecoveryPointTaken(recoveryPoint: Told.point, takenAt: Told.now - .hours(1))),
      resource: TestApplication.database, account: "123456789012")
    var earlier = taken.signal
    (earlier.at, earlier.seenAt) = (Told.now - .hours(1), Told.now - .hours(1))
    let state = Self.left(by: earlier, Self.declared()).state
    let bad: [Fact] = [
      .backupProgressed(.init(job: "j", state: .failed, recoveryPoint: Told.point)),
      .backupProgressed(.init(job: "j", state: .aborted, of: Told.point)),
      .recoveryPointRemoved(.init(recoveryPoint: Told.point, reason: .deleted)),
      .recoveryPointScanned(.init(recoveryPoint: Told.point, verdict: .infected)),
      .restoreProgressed(.init(job: "r", recoveryPoint: Told.point, state: .failed)),
      .restoreProgressed(.init(job: "r", recoveryPoint: Told.point, state: .completed, validation: .failed)),
      .replicationFaulted(.init(object: "copy", state: .late, of: Told.point)),
      .replicationFaulted(.init(object: Told.point.rawValue, state: .failed)),
    ]
    for fact in bad {
      let signal = Told(fact: fact, resource: nil, account: account).signal
      let after = Self.left(by: signal, state)
      #expect(after.words.contains { $0.hasPrefix("event observed.") }, "\(fact): \(after.words)")
      #expect(after.state.applications["care"]?.sequence != state.applications["care"]?.sequence, "\(fact)")
    }
  }
}
