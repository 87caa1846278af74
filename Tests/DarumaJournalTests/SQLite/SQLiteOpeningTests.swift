import DarumaCore
import DarumaJournal
import Foundation
import GRDB
import Testing

@Suite("Opening a journal file")
struct SQLiteOpeningTests {
  private func refusal(_ open: () async throws(LogError) -> some Any) async -> LogError? {
    do throws(LogError) {
      _ = try await open()
      return nil
    } catch {
      return error
    }
  }

  private func owner(_ path: String) async -> LogError? {
    await refusal { () async throws(LogError) in
      try await SQLiteJournal.open(at: path, worker: "w", since: Sample.start)
    }
  }

  private func reader(_ path: String) async -> LogError? {
    await refusal { () async throws(LogError) in try await SQLiteJournalReader.open(at: path) }
  }

  @Test("a file that is missing is made for the owner, and named for a reader")
  func missing() async throws {
    let folder = try TemporaryFolder()
    let error = await reader(folder.file("none.sqlite"))
    #expect(error?.code == .missing && error?.message.contains("none.sqlite") == true)
    #expect(!FileManager.default.fileExists(atPath: folder.file("none.sqlite")))
    #expect(await owner(folder.file("none.sqlite")) == nil)
  }

  @Test("a folder that is missing is named")
  func missingFolder() async throws {
    let folder = try TemporaryFolder()
    let error = await owner(folder.file("no/such/journal.sqlite"))
    #expect(error?.code == .inputOutput && error?.message.contains("no/such") == true)
  }

  @Test("what is no SQLite file is refused and not touched")
  func notSQLite() async throws {
    let folder = try TemporaryFolder()
    let text = Array(String(repeating: "this is no database\n", count: 100).utf8)
    let path = try folder.write(text, to: "notes.txt")
    #expect(await owner(path)?.code == .notAJournal)
    #expect(await reader(path)?.code == .notAJournal)
    #expect(try folder.bytes(of: "notes.txt") == text)
  }

  @Test("another program's SQLite file is refused and not touched")
  func otherDatabase() async throws {
    let folder = try TemporaryFolder()
    let path = folder.file("other.sqlite")
    let other = try DatabaseQueue(path: path)
    try await other.write { try $0.execute(sql: "CREATE TABLE people (name TEXT)") }
    try other.close()
    let before = try folder.bytes(of: "other.sqlite")
    #expect(await owner(path)?.code == .notAJournal)
    #expect(await reader(path)?.code == .notAJournal)
    #expect(try folder.bytes(of: "other.sqlite") == before, "not even its journal mode")
  }

  @Test("an empty file becomes a journal for the owner, and is none for a reader")
  func emptyFile() async throws {
    let folder = try TemporaryFolder()
    let path = try folder.write([], to: "journal.sqlite")
    #expect(await reader(path)?.code == .notAJournal)
    #expect(await owner(path) == nil)
  }

  @Test("a journal of a newer schema is refused and not touched")
  func newerSchema() async throws {
    let folder = try TemporaryFolder()
    let path = try await Opening.closedJournal(folder, commits: 1)
    try await Tampering.run(path, "PRAGMA user_version = 2")
    for error in [await owner(path), await reader(path)] {
      #expect(error?.code == .newerSchema)
      #expect(error?.message.contains("schema 2") == true && error?.remedy.contains("later") == true)
    }
  }

  @Test("a schema that no version ever wrote is no schema 1", arguments: [0, -1])
  func unknownSchema(version: Int) async throws {
    let folder = try TemporaryFolder()
    let path = try await Opening.closedJournal(folder, commits: 1)
    try await Tampering.run(path, "PRAGMA user_version = \(version)")
    let before = try folder.bytes(of: "journal.sqlite")
    for error in [await owner(path), await reader(path)] {
      #expect(error?.code == .corrupted && error?.message.contains("schema \(version)") == true)
    }
    #expect(try folder.bytes(of: "journal.sqlite") == before)
  }

  @Test("the journal of another partition is refused")
  func otherPartition() async throws {
    let folder = try TemporaryFolder()
    let path = try await Opening.closedJournal(folder, commits: 1)
    let error = await refusal { () async throws(LogError) in
      try await SQLiteJournal.open(at: path, worker: "w", since: Sample.start, partition: 4)
    }
    #expect(error?.code == .notAJournal && error?.message.contains("partition 0, not of 4") == true)
  }

  @Test("a damaged page is refused or named, and never a crash")
  func damagedPage() async throws {
    let folder = try TemporaryFolder()
    let path = try await Opening.closedJournal(folder, commits: 30)
    let sound = try folder.bytes(of: "journal.sqlite")
    let pageSize = 4_096
    #expect(sound.count >= 5 * pageSize)
    for place in [0, 20, 100] + Array(stride(from: pageSize, to: sound.count, by: pageSize)) {
      var bytes = sound
      for index in place..<place + 200 { bytes[index] = 0xA5 }
      _ = try folder.write(bytes, to: "journal.sqlite")
      do throws(LogError) {
        let journal = try await SQLiteJournalReader.open(at: path)
        let damage = try await journal.structuralDamage()
        let report = try? await JournalVerification.run(Story.self, journal.records, snapshots: nil)
        #expect(!damage.isEmpty || report?.isIntact != true, "200 bytes changed at \(place) went unseen")
      } catch {
        #expect([.notAJournal, .corrupted, .inputOutput].contains(error.code), "\(error)")
      }
    }
  }

  @Test("a reader sees what the owner commits, while it commits")
  func readsAlong() async throws {
    let folder = try TemporaryFolder()
    let journal = try await Opening.journal(folder)
    let ledger = try await Opening.ledger(Story.self, journal.log)
    _ = try await ledger.claim(at: Sample.start)
    let reader = try await SQLiteJournalReader.open(at: journal.path)
    let follower = JournalFollower(JournalFold<Story>(partition: 0), source: reader.records)
    for number in 1...5 as ClosedRange<Int64> {
      try await ledger.commit([Sample.entry("\(number)", next: number)], at: Sample.start)
      try await follower.catchUp(within: .seconds(10))
      #expect(follower.fold.state == ledger.state)
    }
    try await journal.close()
    #expect(try await reader.structuralDamage().isEmpty, "it may outlive the owner")
  }
}
