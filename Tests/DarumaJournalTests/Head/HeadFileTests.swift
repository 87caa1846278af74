import DarumaCore
import DarumaJournal
import Foundation
import Testing

@Suite("The file that holds a journal's head")
struct HeadFileTests {
  private func head(_ number: Int64) -> OutsideHead {
    OutsideHead(
      journal: .of([1]), records: number + 1, number: number, head: .of([UInt8(number)]), moved: 0, worker: "w",
      at: Sample.instant(number))
  }

  @Test("it holds the newest one, and nobody else may read it")
  func newest() async throws {
    let folder = try TemporaryFolder()
    let place = JournalPlace(folder.file("j"))
    #expect(try HeadFile.read(place) == nil)
    let file = try HeadFile(of: place)
    for number in 1...5 as ClosedRange<Int64> {
      try await file.keep(head(number))
      #expect(try HeadFile.read(place) == head(number))
    }
    let mode = try FileManager.default.attributesOfItem(atPath: place.head)[.posixPermissions] as? Int
    #expect(mode == 0o600)
  }

  @Test("what a power cut tears is one head; the one before is there")
  func torn() async throws {
    let folder = try TemporaryFolder()
    let place = JournalPlace(folder.file("j"))
    let file = try HeadFile(of: place)
    for number in 1...4 as ClosedRange<Int64> { try await file.keep(head(number)) }
    var bytes = try folder.bytes(of: "j.head")
    // Commit 4 stands in the second slot.
    for place in HeadFile.slotBytes..<HeadFile.slotBytes + 512 { bytes[place] = 0 }
    _ = try folder.write(bytes, to: "j.head")
    #expect(try HeadFile.read(place)?.number == 3)
  }

  @Test("one that somebody removed is made anew")
  func removed() async throws {
    let folder = try TemporaryFolder()
    let place = JournalPlace(folder.file("j"))
    let file = try HeadFile(of: place)
    try await file.keep(head(1))
    try FileManager.default.removeItem(atPath: place.head)
    try await file.keep(head(2))
    #expect(try HeadFile.read(place)?.number == 2)
  }

  @Test("a head that is overruled does not come back")
  func overruled() async throws {
    let folder = try TemporaryFolder()
    let place = JournalPlace(folder.file("j"))
    for number in 7...8 as ClosedRange<Int64> { try await HeadFile(of: place).keep(head(number)) }
    try await HeadFile(of: place).begin(with: head(2))
    #expect(try HeadFile.read(place)?.number == 2)
  }

  @Test("a long name of the worker fits")
  func longName() async throws {
    let folder = try TemporaryFolder()
    let place = JournalPlace(folder.file("j"))
    var head = head(1)
    head = OutsideHead(
      journal: head.journal, records: .max, number: .max, head: head.head, moved: .max,
      worker: String(repeating: "\u{1}", count: 400), at: head.at)
    try await HeadFile(of: place).keep(head)
    #expect(try HeadFile.read(place) == head)
  }
}
