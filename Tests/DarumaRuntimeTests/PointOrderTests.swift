import DarumaCore
import DarumaJournal
import Foundation
import Testing

@testable import DarumaRuntime

@Suite("What is said of a point that nobody has seen: every order leads to one state")
struct PointOrderTests {
  private static let now = Instant(milliseconds: 1_790_000_600_000)
  private static let copy: RecoveryPointID = "arn:aws:rds:us-west-2:123456789012:snapshot:release-copy"
  private static let original: RecoveryPointID = "arn:aws:rds:us-east-1:123456789012:snapshot:release-7"
  private static let other: RecoveryPointID = "arn:aws:rds:us-west-2:999999999999:snapshot:copy-of-copy"
  private static let database = TestApplication.database
  private static let machine = Machine(digest: ApprovalDigest.of)
  private static let files = [TestApplication.make("billing"), TestApplication.make("care")]
  private static let router = Router(files)

  private struct Word: CustomStringConvertible {
    var name: String
    var resource: ARN?
    var fact: Fact
    var description: String { name + (resource == nil ? "" : " of its resource") }
  }

  /// Each thing that can be said of the point, with and without its resource; of what is told of the point as of a resource
  /// it is the point itself.
  private static let words: [Word] = {
    let said: [(String, Fact)] = [
      ("taken", .recoveryPointTaken(RecoveryPointTaken(recoveryPoint: copy, takenAt: now - .hours(2)))),
      ("original taken", .recoveryPointTaken(RecoveryPointTaken(recoveryPoint: original, takenAt: now - .hours(3)))),
      ("copied", .recoveryPointCopied(RecoveryPointCopied(recoveryPoint: copy, of: original, toRegion: "us-west-2"))),
      ("copied on", .recoveryPointCopied(RecoveryPointCopied(recoveryPoint: other, of: copy, toRegion: "us-west-2"))),
      ("deleted", .recoveryPointRemoved(RecoveryPointRemoved(recoveryPoint: copy, reason: .deleted))),
      ("expired", .recoveryPointRemoved(RecoveryPointRemoved(recoveryPoint: copy, reason: .expired))),
      ("infected", .recoveryPointScanned(RecoveryPointScanned(recoveryPoint: copy, verdict: .infected))),
      ("scanned", .recoveryPointScanned(RecoveryPointScanned(recoveryPoint: copy, verdict: .clean, base: original))),
      ("restored", .restoreProgressed(RestoreProgressed(job: "r", recoveryPoint: copy, state: .completed))),
      ("restore failed", .restoreProgressed(RestoreProgressed(job: "r", recoveryPoint: copy, state: .failed))),
      ("backup failed", .backupProgressed(BackupProgressed(job: "b", state: .failed, recoveryPoint: copy))),
      ("backup goes on", .backupProgressed(BackupProgressed(job: "b", state: .running, recoveryPoint: copy))),
      (
        "copy failed",
        .backupProgressed(BackupProgressed(job: "c", state: .failed, recoveryPoint: copy, of: original))
      ),
      ("copy of it failed", .backupProgressed(BackupProgressed(job: "d", state: .failed, of: copy))),
      ("copy late", .replicationFaulted(ReplicationFaulted(object: copy.rawValue, state: .late, of: original))),
      ("late", .replicationFaulted(ReplicationFaulted(object: copy.rawValue, state: .late))),
    ]
    let threat = ThreatFound(finding: "f", severity: 8, firstSeen: now - .hours(4))
    let ofItself: [(String, Fact)] = [
      ("archived", .resourceChanged(ResourceChanged(change: .archived))),
      ("tagged", .resourceChanged(ResourceChanged(change: .created))),
      ("suspect", .threatFound(threat)),
    ]
    return said.flatMap { [Word(name: $0, fact: $1), Word(name: $0, resource: database, fact: $1)] }
      + ofItself.map { Word(name: $0, resource: ARN(copy.rawValue), fact: $1) }
  }()

  private static let declared: State = {
    var draft = DecisionDraft(state: State(), machine: machine, now: now)
    for file in files { draft.give(.declared(file, digest: "d"), to: file.name) }
    draft.giveAll(.readiness(.current))
    return draft.state
  }()

  /// What is left once all are taken in: all that is known, and what is concluded from it.
  private struct Outcome: Equatable {
    var projections: [ApplicationName: Projection]
    var compliance: [ApplicationName: [ResourceID: [Breach]]]
    var exposure: [ApplicationName: ApplicationExposure]
    var knowers: [RecoveryPointID: [ApplicationName]]
  }

  private static func outcome(_ order: [(Int, Word)]) -> Outcome {
    var draft = DecisionDraft(state: declared, machine: machine, now: now)
    for (place, word) in order {
      // Each has its own time, which is not that of its coming.
      let at = now - .minutes(Int64(60 - place))
      let signal = Signal(
        id: SignalID("s\(place)"), at: at, seenAt: at, source: "test", account: "123456789012", region: "us-west-2",
        resource: word.resource, fact: word.fact)
      if case .applications(let names) = router.route(
        signal, knowing: draft.state.applications(knowing:), holding: draft.state.applications(holding:))
      {
        draft.deliver(signal, to: names)
      }
    }
    let state = draft.state
    return Outcome(
      projections: state.projections,
      compliance: state.applications.mapValues { application in
        let resources = application.catalog?.resources.map(\.id) ?? []
        return Dictionary(uniqueKeysWithValues: resources.map { ($0, application.compliance[$0]?.breaches ?? []) })
      },
      exposure: state.applications.mapValues(\.exposure),
      knowers: Dictionary(
        uniqueKeysWithValues: [copy, original, other].map { ($0, state.applications(knowing: $0)) }))
  }

  private static func orders<Element>(of elements: [Element]) -> [[Element]] {
    guard elements.count > 1 else { return [elements] }
    return elements.indices.flatMap { index in
      var rest = elements
      let first = rest.remove(at: index)
      return orders(of: rest).map { [first] + $0 }
    }
  }

  private static func check(_ words: [Word]) throws {
    let said = Array(words.enumerated()).map { ($0.offset, $0.element) }
    let expected = outcome(said)
    for order in orders(of: said).dropFirst() {
      let found = outcome(order)
      try #require(found == expected, "\(order.map(\.1)) is not as \(words)")
    }
  }

  @Test("each two, in either order, whichever is the later one", arguments: words.indices)
  func pairs(first: Int) throws {
    for second in Self.words.indices where second != first {
      try Self.check([Self.words[first], Self.words[second]])
    }
  }

  @Test("each fifth of all threes, in every order", arguments: words.indices)
  func triples(first: Int) throws {
    for second in Self.words.indices where second > first {
      for third in Self.words.indices where third > second && (first + second + third).isMultiple(of: 5) {
        try Self.check([Self.words[first], Self.words[second], Self.words[third]])
      }
    }
  }

  @Test("a failed copy makes no point known: the deletion of what never was there is nobody's breach")
  func failedCopy() {
    let failed = Self.words.first { $0.name == "copy failed" && $0.resource != nil }
    let deleted = Self.words.first { $0.name == "deleted" && $0.resource == nil }
    guard let failed, let deleted else {
      Issue.record("the words are not there")
      return
    }
    for order in [[(0, failed), (1, deleted)], [(1, deleted), (0, failed)]] {
      let outcome = Self.outcome(order)
      #expect(outcome.knowers[Self.copy] == [])
      #expect(outcome.projections["care"]?.protection.job(of: Self.database)?.state == .failed)
      #expect(outcome.projections[.none]?.protection.point(Self.copy)?.goneAt != nil)
    }
  }
}
