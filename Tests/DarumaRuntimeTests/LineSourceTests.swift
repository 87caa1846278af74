import DarumaCore
import DarumaFeeds
import DarumaJournal
import DarumaRuntime
import Foundation
import Testing

@Suite("A file of raw records")
struct LineSourceTests {
  private func lines(_ text: String, after position: Int64? = nil) async throws -> [(Int64, String)] {
    let path = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString).path
    try Data(text.utf8).write(to: URL(fileURLWithPath: path))
    defer { try? FileManager.default.removeItem(atPath: path) }
    let positions = InputPositions(
      position.map { [InputPosition(topic: path, partition: 0, nextOffset: $0)] } ?? [])
    let source = try LineSource(path: path, positions: positions, clock: LeapingClock(Instant(milliseconds: 0)))
    var found: [(Int64, String)] = []
    while let batch = try await source.next() {
      for record in batch.records {
        guard let position = record.position else { continue }
        found.append((position.nextOffset, String(decoding: record.raw.value, as: UTF8.self)))
      }
    }
    return found
  }

  @Test("one record a line; empty lines are passed over, and the last needs no line break")
  func reads() async throws {
    let found = try await lines("{\"a\":1}\n\n  \n{\"b\":2}")
    #expect(found.map(\.0) == [1, 4])
    #expect(found.map(\.1) == ["{\"a\":1}", "{\"b\":2}"])
  }

  @Test("lines that were taken in before are not read again")
  func resumes() async throws {
    #expect(try await lines("1\n2\n3\n", after: 2).map(\.1) == ["3"])
    #expect(try await lines("1\n2\n3\n", after: 3).isEmpty)
  }

  /// The lines of `text`, read by a source that has read all of `before` from a file of the same name.
  private func lines(_ text: String, afterReading before: String) async throws -> (lines: [String], resets: [Bool]) {
    let path = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString).path
    defer { try? FileManager.default.removeItem(atPath: path) }
    var positions = InputPositions()
    var found: [String] = []
    var resets: [Bool] = []
    for content in [before, text] {
      (found, resets) = ([], [])
      try Data(content.utf8).write(to: URL(fileURLWithPath: path))
      let source = try LineSource(path: path, positions: positions, clock: LeapingClock(Instant(milliseconds: 0)))
      while let batch = try await source.next() {
        for record in batch.records {
          let position = try #require(record.position)
          positions.advance(to: position)
          found.append(String(decoding: record.raw.value, as: UTF8.self))
          resets.append(position.isReset)
        }
      }
    }
    return (found, resets)
  }

  @Test("a file that has grown is read on")
  func grown() async throws {
    let read = try await lines("1\n2\n3\n4\n", afterReading: "1\n2\n")
    #expect(read.lines == ["3", "4"] && read.resets == [false, false])
  }

  @Test(
    "another file of the same name is read from its first line, and says that its positions go back",
    arguments: ["a\nb\nc\nd\n", "1\n9\n3\n", "1\n", "1\n2\n4\n5\n"])
  func another(content: String) async throws {
    let read = try await lines(content, afterReading: "1\n2\n3\n")
    #expect(read.lines == content.split(separator: "\n").map(String.init))
    #expect(read.resets == [true] + Array(repeating: false, count: read.lines.count - 1))
  }

  @Test("a file longer than one read keeps its order")
  func long() async throws {
    let found = try await lines((1...20_000).map { "{\"n\":\($0)}" }.joined(separator: "\n"))
    #expect(found.count == 20_000)
    #expect(found.map(\.0) == Array(1...20_000))
  }

  @Test("a file is heard once its last line is taken in, and not before")
  func heard() async throws {
    let path = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString).path
    try Data("1\n2\n".utf8).write(to: URL(fileURLWithPath: path))
    defer { try? FileManager.default.removeItem(atPath: path) }
    let source = try LineSource(path: path, positions: InputPositions(), clock: LeapingClock(Instant(milliseconds: 0)))
    let hearing = Task { try await source.hear() }
    #expect(try await source.next()?.records.count == 2)
    #expect(try await source.next() == nil)
    try await hearing.value
    try await source.hear()
  }

  @Test("a pipe that is silent is heard; one that speaks, once that is taken in")
  func silentPipe() async throws {
    let path = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString).path
    #expect(mkfifo(path, 0o600) == 0)
    defer { try? FileManager.default.removeItem(atPath: path) }
    // Opened for both, so that neither side waits for the other.
    let writer = try #require(FileHandle(forUpdatingAtPath: path))
    let source = try LineSource(path: path, positions: InputPositions(), clock: LeapingClock(Instant(milliseconds: 0)))
    let first = Task { try await source.next() }
    try await source.hear()
    try writer.write(contentsOf: Data("1\n".utf8))
    #expect(try await first.value?.records.count == 1)
    let second = Task { try await source.next() }
    try await source.hear()
    second.cancel()
    await #expect(throws: CancellationError.self) { try await second.value }
    await source.stop()
    await #expect(throws: CancellationError.self) { try await source.hear() }
  }

  @Test("a file that is not there is named")
  func missing() {
    #expect(throws: InputError.self) {
      try LineSource(
        path: "/nowhere/events.ndjson", positions: InputPositions(), clock: LeapingClock(Instant(milliseconds: 0)))
    }
  }
}
