import DarumaCore
import DarumaJournal
import Foundation
import Testing

@Suite("Exporting and importing a journal")
struct ExportImportTests {
  /// A log with claims, commits, void records, and bytes that are no text.
  private func log() async throws -> MemoryLog {
    let log = MemoryLog()
    let odd: [[UInt8]] = [
      [], [0xFF, 0x00, 0x0A], Array("{\n\"format\":1}".utf8), Array("{\"format\":1,\"kind\":\"poem\"}".utf8),
      Array("{\"commit\":1,\"hash\":\"x\",\"offset\":3}".utf8), [0x7B, 0x00, 0x7D, 0x00],
    ]
    let ledger = try await Opening.ledger(Story.self, log.producer("w1"))
    _ = try await ledger.claim(at: Sample.start)
    for number in 1...20 as ClosedRange<Int64> {
      let text = "ü \" \\ / \n \u{7F} \u{2028} \u{1F4A9} \",\"hash\":\"00\",\"offset\":7} \(number)"
      try await ledger.commit([Sample.entry(text, next: number)], at: Sample.start)
      if number % 4 == 0 { try await log.producer("odd").append([odd[Int(number) / 4 - 1]]) }
      if number == 10 { _ = try await ledger.claim(at: Sample.start) }
    }
    try await log.producer("odd").append([odd[5]])
    return log
  }

  private func export(_ source: any RecordSource) async throws -> [UInt8] {
    var limits = JournalLimits()
    limits.recordsPerRead = 3
    var export = JournalExport(source, limits: limits)
    var bytes: [UInt8] = []
    while let chunk = try await export.next() { bytes += chunk }
    return bytes
  }

  private func lines(_ bytes: [UInt8]) -> [[UInt8]] {
    bytes.split(separator: UInt8(ascii: "\n")).map(Array.init)
  }

  private func takeIn(_ lines: [[UInt8]], into log: any CommitLog) async throws {
    var limits = JournalLimits()
    limits.recordsPerRead = 4
    var importing = try await JournalImport(into: log, limits: limits)
    for line in lines { try await importing.take(line) }
    try await importing.finish()
  }

  @Test("out and in again: the same records byte for byte, the same export, the same state")
  func roundTrip() async throws {
    let folder = try TemporaryFolder()
    let original = try await log()
    let exported = try await export(original)
    let journal = try await Opening.journal(folder)
    try await takeIn(lines(exported), into: journal.log)
    let copied = try await CommitLogContract.everything(journal.log).map(\.bytes)
    #expect(copied == original.records)
    #expect(try await export(journal.log) == exported)
    let before = try await Replay.fromFirstCommit(Story.self, original)
    let after = try await Replay.fromFirstCommit(Story.self, journal.log)
    #expect(try before.digest() == after.digest())
    #expect(before.fold.arbiter == after.fold.arbiter && before.counts == after.counts)
    try await journal.close()
  }

  @Test("each line is JSON that holds the record, its hash and its offset")
  func linesAreJSON() async throws {
    let original = try await log()
    for (offset, line) in lines(try await export(original)).enumerated() {
      let parsed = try #require(try JSONSerialization.jsonObject(with: Data(line)) as? [String: Any])
      #expect(parsed["offset"] as? Int == offset)
      #expect(parsed["hash"] as? String == RecordHash.of(original.records[offset]).rawValue)
      #expect(Set(parsed.keys).subtracting(["offset", "hash"]).count == 1)
      if let text = parsed["bytes"] as? String { #expect(Data(base64Encoded: text) == Data(original.records[offset])) }
    }
  }

  @Test("an auditor needs sed and sha256sum, and no Daruma", .enabled(if: Shell.has("sha256sum") && Shell.has("sed")))
  func auditor() async throws {
    let folder = try TemporaryFolder()
    let original = try await log()
    let path = try folder.write(try await export(original), to: "journal.ndjson")
    let script = #"""
      sed -nE 's/^\{"(commit|claim)":(.*),"hash":"[0-9a-f]{64}","offset":[0-9]+\}$/\2/p' "$1" |
        while IFS= read -r record; do printf %s "$record" | sha256sum | cut -c1-64; done
      """#
    let computed = try Shell.lines(script, path)
    let expected = original.records.filter {
      switch CommitCodec().decode($0) {
      case .claim, .commit: true
      case .unreadable, .unknownFormat: false
      }
    }.map { RecordHash.of($0).rawValue }
    #expect(computed == expected && computed.count == 22)
  }

  @Test("a tampered journal is exported with the hashes it had, and refused on the way in")
  func tampered() async throws {
    let folder = try TemporaryFolder()
    let path = try await Opening.closedJournal(folder, commits: 5)
    try await Tampering.run(path, "UPDATE records SET value = CAST(replace(value, 'event 3', 'event 9') AS BLOB)")
    let exported = try await export(try await SQLiteJournalReader.open(at: path).records)
    await #expect {
      try await takeIn(lines(exported), into: MemoryLog().producer("import"))
    } throws: { error in
      guard case .changed(line: 4, _, _)? = error as? ImportError else { return false }
      return "\(error)".contains("line 4")
    }
  }

  @Test(
    "a line that is missing, doubled, moved, cut or no line at all is named",
    arguments: [
      "missing", "doubled", "moved", "cut", "foreign", "empty",
    ])
  func badLines(_ fault: String) async throws {
    var lines = lines(try await export(try await log()))
    switch fault {
    case "missing": lines.remove(at: 5)
    case "doubled": lines.insert(lines[4], at: 5)
    case "moved": lines.swapAt(5, 6)
    case "cut": lines[5].removeLast(10)
    case "foreign": lines[5] = Array("{\"hello\":1}".utf8)
    default: lines[5] = []
    }
    await #expect {
      try await takeIn(lines, into: MemoryLog().producer("import"))
    } throws: { "\($0)".contains("line 6 ") }
  }

  @Test("a journal is imported into an empty one only")
  func notEmpty() async throws {
    let original = try await log()
    await #expect(throws: ImportError.notEmpty(records: Int64(original.records.count))) {
      try await JournalImport(into: original.producer("import"))
    }
  }

  @Test("an empty journal exports as nothing")
  func empty() async throws {
    #expect(try await export(MemoryLog()) == [])
  }
}

private enum Shell {
  static func has(_ tool: String) -> Bool {
    ["/bin/", "/usr/bin/"].contains { FileManager.default.isExecutableFile(atPath: $0 + tool) }
  }

  /// The lines that `script` prints, with `argument` as `$1`.
  static func lines(_ script: String, _ argument: String) throws -> [String] {
    let process = Process()
    let output = Pipe()
    process.executableURL = URL(fileURLWithPath: "/bin/sh")
    process.arguments = ["-c", script, "sh", argument]
    process.standardOutput = output
    process.standardInput = FileHandle.nullDevice
    try process.run()
    let data = try output.fileHandleForReading.readToEnd() ?? Data()
    process.waitUntilExit()
    return String(decoding: data, as: UTF8.self).split(separator: "\n").map(String.init)
  }
}
