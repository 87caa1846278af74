import Foundation
import Synchronization

@testable import DarumaKafka

/// The `kcat` command, a Kafka client that is not ours (though it stands on librdkafka, too).
enum Kcat {
  static let path: String? = (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":")
    .map { "\($0)/kcat" }.first { FileManager.default.isExecutableFile(atPath: $0) }

  /// Held while a process is being started.
  static let starting = Mutex(())

  struct Failed: Error {
    let status: Int32
    let errors: String
  }

  /// Runs it with `input` on standard input; returns what it writes.
  static func run(_ arguments: [String], input: String = "") async throws -> String {
    let outcome = try await BlockingCall.run("kafka-kcat", "kcat", within: .seconds(50)) {
      () throws(KafkaError) in
      Result { try runBlocking(arguments, input) }
    }
    return try outcome.get()
  }

  private static func runBlocking(_ arguments: [String], _ input: String) throws -> String {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: path ?? "kcat")
    process.arguments = arguments
    let (stdin, stdout, stderr) = (Pipe(), Pipe(), Pipe())
    process.standardInput = stdin
    process.standardOutput = stdout
    process.standardError = stderr
    try starting.withLock { _ in try process.run() }
    try stdin.fileHandleForWriting.write(contentsOf: Data(input.utf8))
    try stdin.fileHandleForWriting.close()
    let output = try stdout.fileHandleForReading.readToEnd() ?? Data()
    let errors = try stderr.fileHandleForReading.readToEnd() ?? Data()
    process.waitUntilExit()
    guard process.terminationStatus == 0 else {
      throw Failed(status: process.terminationStatus, errors: String(decoding: errors, as: UTF8.self))
    }
    return String(decoding: output, as: UTF8.self)
  }
}
