import DarumaCore
import DarumaJournal
import Foundation
import Testing

@Suite("The files of an open journal stay in their place")
struct PlaceWatchTests {
  enum Mishap: CaseIterable { case deleted, folderDeleted, replaced, movedAway, writeAheadLogDeleted }

  @Test(
    "one that is deleted, moved or replaced takes nothing more, and nothing is done on it", arguments: Mishap.allCases)
  func mishap(_ mishap: Mishap) async throws {
    let folder = try TemporaryFolder()
    let files = FileManager.default
    try files.createDirectory(atPath: folder.file("data"), withIntermediateDirectories: true)
    let journal = try await Opening.journal(folder, "data/journal.sqlite")
    let ledger = try await Opening.ledger(Story.self, journal.log)
    let ownership = try await ledger.claim(at: Sample.start)
    try await ledger.commit([Sample.entry("one", next: 1)], at: Sample.start)
    try await ledger.confirmPlace()
    let path = folder.file("data/journal.sqlite")
    switch mishap {
    case .deleted: try files.removeItem(atPath: path)
    case .folderDeleted: try files.removeItem(atPath: folder.file("data"))
    case .replaced:
      let bytes = try folder.bytes(of: "data/journal.sqlite")
      try files.removeItem(atPath: path)
      _ = try folder.write(bytes, to: "data/journal.sqlite")
    case .movedAway: try files.moveItem(atPath: folder.file("data"), toPath: folder.file("other"))
    case .writeAheadLogDeleted: try files.removeItem(atPath: path + "-wal")
    }
    let displaced: @Sendable (any Error) -> Bool = { "\($0)".contains("[log.displaced]") }
    await #expect { try await ledger.confirmPlace() } throws: { displaced($0) }
    await #expect { try await ledger.commit([Sample.entry("two", next: 2)], at: Sample.start) } throws: {
      displaced($0) && ($0 as? JournalError)?.isSettledByClaim == false
    }
    await #expect {
      try await ownership.confirm(until: ContinuousClock.now + .seconds(10), on: ContinuousClock())
    } throws: { displaced($0) }
    try? await journal.close()
  }

  @Test("a link that was turned to another journal is noticed")
  func link() async throws {
    let folder = try TemporaryFolder()
    let files = FileManager.default
    _ = try await Opening.closedJournal(folder, commits: 1)
    try files.createSymbolicLink(atPath: folder.file("link"), withDestinationPath: "journal.sqlite")
    let journal = try await Opening.journal(folder, "link")
    let ledger = try await Opening.ledger(Story.self, journal.log)
    _ = try await ledger.claim(at: Sample.start)
    try files.removeItem(atPath: folder.file("link"))
    _ = try folder.write([], to: "link")
    await #expect { try await ledger.confirmPlace() } throws: { "\($0)".contains("log.displaced") }
    try await journal.close()
  }

  @Test("a journal that has a second name by a hard link is not opened: its other owner would have another lock")
  func hardLink() async throws {
    let folder = try TemporaryFolder()
    _ = try await Opening.closedJournal(folder, commits: 1)
    try FileManager.default.linkItem(atPath: folder.file("journal.sqlite"), toPath: folder.file("other.sqlite"))
    await #expect { _ = try await Opening.journal(folder, "other.sqlite") } throws: {
      "\($0)".contains("[log.owned]") && "\($0)".contains("2 hard links")
    }
    try FileManager.default.removeItem(atPath: folder.file("other.sqlite"))
    try await Opening.journal(folder).close()
  }

  @Test("nobody else may read the journal, nor what lies beside it")
  func mode() async throws {
    let folder = try TemporaryFolder()
    let journal = try await Opening.journal(folder)
    for name in ["journal.sqlite", "journal.sqlite-wal", "journal.sqlite-shm"] {
      let mode = try FileManager.default.attributesOfItem(atPath: folder.file(name))[.posixPermissions] as? Int
      #expect(mode == 0o600, "\(name)")
    }
    try await journal.close()
  }
}
