import Foundation

/// An exported journal (``ExportLine`` by line) as a source of records: it can be verified and replayed where it lies,
/// also on a medium that can't be written to.
package struct ExportedJournal: RecordSource {
  package let partition: Int32
  /// It is a copy of a journal in a file: nothing is missing, and nothing is lost on its way.
  package var traits: LogTraits { SQLiteJournal.traits }

  private let path: String
  private let data: Data
  /// Where each line begins and ends, without its line break.
  private let lines: [Range<Int>]
  private let offsets: [Int64]

  /// Whether the file at `path` begins as an exported journal does.
  package static func isOne(_ path: String) -> Bool {
    guard let handle = FileHandle(forReadingAtPath: path) else { return false }
    defer { try? handle.close() }
    let start = (try? handle.read(upToCount: 10)) ?? nil
    return [#"{"claim":{"#, #"{"commit":"#, #"{"bytes":""#].contains { start?.starts(with: Data($0.utf8)) == true }
  }

  /// Throws ``LogError/Code/missing``, `inputOutput`, and `corrupted` with the line that is none of an exported journal.
  package init(_ path: String) throws(LogError) {
    guard FileManager.default.fileExists(atPath: path) else { throw .missing(path) }
    do {
      data = try Data(contentsOf: URL(fileURLWithPath: path), options: .alwaysMapped)
    } catch {
      throw LogError(
        .inputOutput, "could not read \(path): \(error.localizedDescription)", remedy: "Check its permissions")
    }
    self.path = path
    var lines: [Range<Int>] = []
    var offsets: [Int64] = []
    var start = 0
    while start < data.count {
      let end = data[start...].firstIndex(of: UInt8(ascii: "\n")) ?? data.count
      let line = try Self.parse(data[start..<end], path, lines.count + 1)
      if let last = offsets.last, line.offset <= last {
        throw Self.flaw(path, lines.count + 1, "it is record \(line.offset), and record \(last) came before it")
      }
      lines.append(start..<end)
      offsets.append(line.offset)
      start = end + 1
    }
    self.lines = lines
    self.offsets = offsets
    partition = try lines.isEmpty ? 0 : Self.partition(of: Self.parse(data[lines[0]], path, 1))
  }

  private static func partition(of line: ExportLine) -> Int32 {
    switch CommitCodec().decode(line.bytes) {
    case .claim(let claim): claim.partition
    case .commit(let link, _): link.partition
    case .unknownFormat, .unreadable: 0
    }
  }

  package func read(from offset: Int64, limit: Int, wait: Duration) async throws(LogError) -> [LogRecord] {
    let first = index(of: offset)
    var records: [LogRecord] = []
    for index in first..<min(first + limit, lines.count) {
      let line = try Self.parse(data[lines[index]], path, index + 1)
      records.append(LogRecord(offset: line.offset, bytes: line.bytes, storedHash: line.hash))
    }
    return records
  }

  /// The first line at or after `offset`; offsets ascend.
  private func index(of offset: Int64) -> Int {
    var (low, high) = (0, offsets.count)
    while low < high {
      let middle = (low + high) / 2
      if offsets[middle] < offset { low = middle + 1 } else { high = middle }
    }
    return low
  }

  package func end(within limit: Duration) async throws(LogError) -> Int64 { (offsets.last ?? -1) + 1 }

  private static func parse(_ line: Data, _ path: String, _ number: Int) throws(LogError) -> ExportLine {
    do { return try ExportLine(parsing: [UInt8](line)) } catch {
      throw flaw(path, number, "it is none of an exported journal")
    }
  }

  private static func flaw(_ path: String, _ line: Int, _ what: String) -> LogError {
    LogError(
      .corrupted, "line \(line) of \(path): \(what)", remedy: "Export the journal again, or take another copy")
  }
}
