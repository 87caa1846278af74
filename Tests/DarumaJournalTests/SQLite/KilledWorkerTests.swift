import DarumaCore
import DarumaJournal
import Foundation
import Testing

/// A worker in another process, which is this test program again, told by its environment what to do.
@Suite("A worker that is killed", .serialized)
struct KilledWorkerTests {
  private static let journalVariable = "DARUMA_TEST_JOURNAL_OF_CHILD"

  @Test(
    "(the worker: only in the child process)",
    .enabled(if: ProcessInfo.processInfo.environment[journalVariable] != nil))
  func child() async throws {
    let path = try #require(ProcessInfo.processInfo.environment[Self.journalVariable])
    let journal = try await SQLiteJournal.open(at: path, worker: "child", since: Sample.start)
    let ledger = try await Opening.ledger(Story.self, journal.log, snapshots: journal.snapshots)
    _ = try await ledger.claim(at: Sample.start)
    while true {
      let next = ledger.number + 1
      try await ledger.commit([Sample.entry("event \(next)", next: next)], at: Sample.start)
      try FileHandle.standardError.write(contentsOf: Data("acknowledged \(next)\n".utf8))
    }
  }

  @Test(
    "with kill -9, again and again, nothing acknowledged is lost and the lock is free",
    .timeLimit(.minutes(15)), arguments: [1, 7, 40])
  func killed(_ commits: Int64) async throws {
    let folder = try TemporaryFolder()
    let path = folder.file("journal.sqlite")
    var last: Int64 = 0
    for _ in 0..<3 {
      let worker = try Worker(journal: path, variable: Self.journalVariable)
      let acknowledged = try worker.acknowledge(past: last + commits)
      await #expect {
        try await SQLiteJournal.open(at: path, worker: "parent", since: Sample.start)
      } throws: { ($0 as? LogError)?.code == .owned && "\($0)".contains("process \(worker.pid)") }
      let final = max(acknowledged, worker.kill())
      let journal = try await SQLiteJournal.open(at: path, worker: "parent", since: Sample.start)
      let report = try await JournalVerification.run(Story.self, journal.log, snapshots: journal.snapshots)
      #expect(report.isIntact && report.voids.isEmpty, "\(report.findings)")
      #expect(report.newest >= final, "acknowledged up to \(final), found up to \(report.newest)")
      last = report.newest
      try await journal.close()
    }
  }

  /// The child process.
  private final class Worker {
    private let process = Process()
    private let lines: LineReader
    var pid: Int32 { process.processIdentifier }

    init(journal path: String, variable: String) throws {
      let output = Pipe()
      process.executableURL = URL(fileURLWithPath: CommandLine.arguments[0])
      process.arguments = ["--testing-library", "swift-testing", "--filter", "KilledWorkerTests/child"]
      process.environment = ProcessInfo.processInfo.environment.merging([variable: path]) { $1 }
      process.standardError = output
      process.standardOutput = FileHandle.nullDevice
      lines = LineReader(output.fileHandleForReading)
      try process.run()
    }

    deinit { _ = kill() }

    /// Reads until commit `number` is acknowledged.
    func acknowledge(past number: Int64) throws -> Int64 {
      while let line = lines.next() {
        if let found = Self.number(line), found >= number { return found }
      }
      throw WorkerEnded()
    }

    /// Kills it, and returns the last commit that it had acknowledged until then.
    func kill() -> Int64 {
      if process.isRunning { Foundation.kill(process.processIdentifier, SIGKILL) }
      process.waitUntilExit()
      var last: Int64 = 0
      while let line = lines.next() { last = Self.number(line) ?? last }
      return last
    }

    private static func number(_ line: String) -> Int64? {
      line.hasPrefix("acknowledged ") ? Int64(line.dropFirst("acknowledged ".count)) : nil
    }
  }

  private struct WorkerEnded: Error {}
}

/// Whole lines of a pipe.
private final class LineReader {
  private let handle: FileHandle
  private var buffer: [UInt8] = []

  init(_ handle: FileHandle) { self.handle = handle }

  func next() -> String? {
    while true {
      if let end = buffer.firstIndex(of: UInt8(ascii: "\n")) {
        defer { buffer.removeSubrange(...end) }
        return String(decoding: buffer[..<end], as: UTF8.self)
      }
      let more = handle.availableData
      if more.isEmpty { return nil }
      buffer += more
    }
  }
}
