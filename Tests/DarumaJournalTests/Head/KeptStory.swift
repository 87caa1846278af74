import DarumaCore
import DarumaJournal
import Foundation

/// A journal whose head is kept as a worker keeps it, with what somebody does to its files between two workers.
struct KeptStory {
  let folder: TemporaryFolder
  var path: String { folder.file("journal.sqlite") }
  var place: JournalPlace { JournalPlace(path) }

  init() throws { folder = try TemporaryFolder() }

  /// Opens it as a worker does, writes `count` commits more, and closes it.
  ///
  /// - Parameter moving: whether users are moved by the last of them.
  func work(commits count: Int64, moving: Bool = false) async throws {
    let kept = try await open()
    let ledger = try await Opening.ledger(Story.self, kept.journal.log, snapshots: kept.journal.snapshots)
    _ = try await ledger.claim(at: Sample.start)
    var moved = kept.head?.moved ?? 0
    try await kept.file.keep(ledger.outsideHead(journal: nil, moved: moved, at: Sample.start))
    for _ in 0..<count {
      let number = ledger.number + 1
      try await ledger.commit([Sample.entry("event \(number)", next: number)], at: Sample.instant(number))
      if moving { moved = ledger.number }
      try await kept.file.keep(ledger.outsideHead(journal: nil, moved: moved, at: Sample.instant(number)))
    }
    try await kept.journal.close()
  }

  func open() async throws(LogError) -> KeptJournal {
    try await KeptJournal.open(at: path, worker: "w1", since: Sample.start)
  }

  /// Why a worker would not begin; nil where it would.
  func refusal() async -> LogError? {
    do throws(LogError) {
      let kept = try await open()
      try await kept.journal.close()
      return nil
    } catch {
      return error
    }
  }

  @discardableResult
  func accept() async throws -> Acceptance? {
    try await JournalAccepting.run(
      Story.self, path, by: "hanako", comment: "the disk was lost", at: Sample.instant(100))
  }

  /// The journal as it is on disk now, to be put back later.
  func copy() throws -> [UInt8] { try folder.bytes(of: "journal.sqlite") }

  func putBack(_ bytes: [UInt8]) throws {
    for name in ["journal.sqlite-wal", "journal.sqlite-shm"] {
      try? FileManager.default.removeItem(atPath: folder.file(name))
    }
    _ = try folder.write(bytes, to: "journal.sqlite")
  }
}
