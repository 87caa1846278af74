/// Why an exported journal was not taken in. What was taken in before stays: begin anew with a new file.
package enum ImportError: Error, Hashable, Sendable {
  /// The journal to import into holds records already.
  case notEmpty(records: Int64)
  case notALine(line: Int64)
  /// The record's bytes do not have the line's hash.
  case changed(line: Int64, expected: RecordHash, found: RecordHash)
  /// A line is missing, doubled or moved.
  case wrongOffset(line: Int64, expected: Int64, found: Int64)
  case log(LogError)

  package var code: String {
    switch self {
    case .notEmpty: "import.not-empty"
    case .notALine: "import.not-a-line"
    case .changed: "import.changed"
    case .wrongOffset: "import.wrong-offset"
    case .log(let error): "log.\(error.code.rawValue)"
    }
  }
}

extension ImportError: CustomStringConvertible {
  package var description: String {
    switch self {
    case .notEmpty(let records):
      "the journal holds \(records) records already. Import into a new file. [\(code)]"
    case .notALine(let line):
      "line \(line) is none of an exported journal. Export it again, or take another copy. [\(code)]"
    case .changed(let line, let expected, let found):
      "line \(line) was changed: its hash is \(found), it was exported with \(expected). Take another copy. [\(code)]"
    case .wrongOffset(let line, let expected, let found):
      "line \(line) is the record at offset \(found), that at \(expected) was expected: a line is missing, doubled or"
        + " moved. Take another copy. [\(code)]"
    case .log(let error): error.description
    }
  }
}

/// Takes an exported journal into an empty log, byte for byte and offset for offset. Whether the chain holds is for
/// ``JournalVerification`` to say afterwards.
package struct JournalImport {
  private let log: any CommitLog
  private let recordsPerAppend: Int
  private var waiting: [[UInt8]] = []
  private var line: Int64 = 0
  package private(set) var records: Int64 = 0

  /// Throws ``ImportError/notEmpty(records:)``.
  package init(into log: any CommitLog, limits: JournalLimits = JournalLimits()) async throws(ImportError) {
    let end: Int64
    do throws(LogError) { end = try await log.end(within: limits.endAnswer) } catch { throw .log(error) }
    guard end == 0 else { throw .notEmpty(records: end) }
    self.log = log
    recordsPerAppend = limits.recordsPerRead
  }

  /// Takes the next line, without its line break.
  package mutating func take(_ text: [UInt8]) async throws(ImportError) {
    line += 1
    let parsed: ExportLine
    do { parsed = try ExportLine(parsing: text) } catch { throw .notALine(line: line) }
    let hash = RecordHash.of(parsed.bytes)
    guard hash == parsed.hash else { throw .changed(line: line, expected: parsed.hash, found: hash) }
    guard parsed.offset == records else {
      throw .wrongOffset(line: line, expected: records, found: parsed.offset)
    }
    waiting.append(parsed.bytes)
    records += 1
    if waiting.count >= recordsPerAppend { try await finish() }
  }

  /// Writes what still waits. To be called after the last line.
  package mutating func finish() async throws(ImportError) {
    guard !waiting.isEmpty else { return }
    let records = waiting
    waiting = []
    do throws(LogError) { try await log.append(records) } catch { throw .log(error) }
  }
}
