/// Writes a journal as NDJSON, chunk by chunk, up to where it ended when the export began.
package struct JournalExport {
  private let source: any RecordSource
  private let limits: JournalLimits
  private let codec: CommitCodec
  private var nextOffset: Int64 = 0
  private var end: Int64?
  /// Lines so far.
  package private(set) var lines: Int64 = 0

  package init(_ source: any RecordSource, limits: JournalLimits = JournalLimits(), codec: CommitCodec = CommitCodec())
  {
    self.source = source
    self.limits = limits
    self.codec = codec
  }

  /// The next lines, each an ``ExportLine`` with its line break; nil at the end.
  package mutating func next() async throws(JournalError) -> [UInt8]? {
    let source = source
    let limits = limits
    let start = nextOffset
    if end == nil {
      end = try await JournalError.asking { () async throws(LogError) in
        try await source.end(within: limits.endAnswer)
      }
    }
    guard let end, start < end else { return nil }
    let records = try await JournalError.asking { () async throws(LogError) in
      try await source.read(from: start, limit: limits.recordsPerRead, wait: limits.endAnswer)
    }
    guard let last = records.last else { throw .log(.silent(source.partition, expected: end, at: start)) }
    nextOffset = last.offset + 1
    let lines = records.filter { $0.offset < end }.map { ExportLine($0).encoded(codec) }
    self.lines += Int64(lines.count)
    return Array(lines.joined())
  }
}
