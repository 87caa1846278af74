import Testing
import DarumaCore
import DarumaJournal

/// What every ``CommitLog`` has to do, whatever holds the records. A backend passes it by running each clause against a
/// fresh, empty log:
///
///     @Test("keeps the contract", arguments: CommitLogContract.clauses)
///     func contract(_ clause: CommitLogContract.Clause) async throws { try await clause.check(makeLog) }
enum CommitLogContract {
  /// Two connections to one fresh log of partition 0, as two workers would have them.
  struct Connections {
    let first: any CommitLog
    let second: any CommitLog
  }

  struct Clause: Sendable, CustomTestStringConvertible {
    let sentence: String
    let body: @Sendable (Connections) async throws -> Void

    var testDescription: String { sentence }

    func check(_ connect: () async throws -> Connections) async throws { try await body(try await connect()) }
  }

  static let clauses = storing + claiming + superseding + damaged
}
