import DarumaCore
import DarumaJournal
import Foundation
import Glibc
import Testing

@Suite("The lock of a journal")
struct JournalLockTests {
  @Test("a second worker is refused, and told who holds it")
  func second() async throws {
    let folder = try TemporaryFolder()
    let first = try await Opening.journal(folder)
    await #expect {
      try await SQLiteJournal.open(at: first.path, worker: "w2", since: Sample.start)
    } throws: { error in
      let text = "\(error)"
      return (error as? LogError)?.code == .owned && text.contains("worker w1")
        && text.contains("process \(ProcessInfo.processInfo.processIdentifier)")
        && text.contains("since \(Sample.start)")
    }
    try await first.close()
    let second = try await SQLiteJournal.open(at: first.path, worker: "w2", since: Sample.start)
    #expect(JournalLock.holder(ofJournal: first.path)?.worker == "w2")
    try await second.close()
  }

  @Test("a journal that could not be opened is not kept locked")
  func failedOpening() async throws {
    let folder = try TemporaryFolder()
    let path = try folder.write(Array("no journal".utf8), to: "j")
    for _ in 0..<2 {
      await #expect { try await SQLiteJournal.open(at: path, worker: "w", since: Sample.start) } throws: {
        ($0 as? LogError)?.code == .notAJournal
      }
    }
  }

  @Test("a lock that is let go without a close is free")
  func released() throws {
    let folder = try TemporaryFolder()
    var lock: JournalLock? = try JournalLock(journal: folder.file("j"), worker: "a", since: Sample.start)
    #expect(lock != nil)
    lock = nil
    _ = try JournalLock(journal: folder.file("j"), worker: "b", since: Sample.start)
  }

  @Test("a lock that is let go is free although a child still holds its file")
  func heldByChild() throws {
    let folder = try TemporaryFolder()
    let lock = try JournalLock(journal: folder.file("j"), worker: "a", since: Sample.start)
    // As a child has it between its fork and its exec: the same open file.
    let name = JournalPlace(folder.file("j")).lock
    let descriptors = try FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd").compactMap(Int32.init)
    let own = try #require(
      descriptors.first { (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/fd/\($0)")) == name })
    let child = dup(own)
    defer { close(child) }
    lock.release()
    try JournalLock(journal: folder.file("j"), worker: "b", since: Sample.start).release()
  }

  @Test("by two links to one journal there are no two owners")
  func links() async throws {
    let folder = try TemporaryFolder()
    let files = FileManager.default
    try files.createDirectory(atPath: folder.file("real"), withIntermediateDirectories: true)
    try files.createSymbolicLink(atPath: folder.file("folder"), withDestinationPath: folder.file("real"))
    try files.createSymbolicLink(atPath: folder.file("link"), withDestinationPath: "real/journal.sqlite")
    let journal = try await Opening.journal(folder, "link")
    for name in ["real/journal.sqlite", "folder/journal.sqlite", "link"] {
      await #expect { try await Opening.journal(folder, name) } throws: { ($0 as? LogError)?.code == .owned }
    }
    #expect(JournalLock.holder(ofJournal: folder.file("folder/journal.sqlite"))?.worker == "w1")
    try await journal.close()
  }

  @Test("whoever asks is told whether it is held, and when its holder last gave a sign of life")
  func life() throws {
    let folder = try TemporaryFolder()
    #expect(JournalLock.isHeld(ofJournal: folder.file("j")) == false, "there was never one")
    let lock = try JournalLock(journal: folder.file("j"), worker: "a", since: Sample.start)
    #expect(JournalLock.isHeld(ofJournal: folder.file("j")) == true)
    #expect(JournalLock.holder(ofJournal: folder.file("j"))?.pulse == nil)
    let pulse = Pulse(
      at: Sample.start + .seconds(5), every: .seconds(5), readiness: .deaf(.sourceOutOfReach), since: Sample.start)
    try lock.beat(pulse)
    #expect(JournalLock.holder(ofJournal: folder.file("j"))?.pulse == pulse)
    #expect(!pulse.isStale(at: pulse.at + .seconds(45)) && pulse.isStale(at: pulse.at + .seconds(46)))
    lock.release()
    #expect(JournalLock.isHeld(ofJournal: folder.file("j")) == false)
    #expect(JournalLock.holder(ofJournal: folder.file("j"))?.pulse == pulse, "it stays behind")
    try lock.beat(Pulse(at: .distantPast, every: .zero, readiness: .current, since: .distantPast))
    #expect(JournalLock.holder(ofJournal: folder.file("j"))?.pulse == pulse, "it is another's by now")
  }

  @Test("a worker that starts while somebody asks is not kept out")
  func asked() throws {
    let folder = try TemporaryFolder()
    let lock = try JournalLock(journal: folder.file("j"), worker: "a", since: Sample.start)
    lock.release()
    let asking = open(JournalPlace(folder.file("j")).lock, O_RDONLY)
    #expect(flock(asking, LOCK_SH) == 0)
    let letGo = Thread { close(asking) }
    letGo.start()
    try JournalLock(journal: folder.file("j"), worker: "b", since: Sample.start).release()
  }

  @Test("a lock file that says nothing readable still locks")
  func unreadableHolder() throws {
    let folder = try TemporaryFolder()
    let lock = try JournalLock(journal: folder.file("j"), worker: "a", since: Sample.start)
    let handle = try #require(FileHandle(forWritingAtPath: folder.file("j.lock")))
    try handle.write(contentsOf: Data("???".utf8))
    #expect { try JournalLock(journal: folder.file("j"), worker: "b", since: Sample.start) } throws: { error in
      (error as? LogError)?.code == .owned && "\(error)".contains("another process")
    }
    lock.release()
  }
}
