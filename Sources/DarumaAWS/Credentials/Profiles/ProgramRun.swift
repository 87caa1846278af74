import Foundation
import Glibc

/// Runs a program to its end and takes what it prints, within bounds of time and size.
enum ProgramRun {
  static let longest: Duration = .seconds(60)
  static let mostBytes = 64 * 1024

  /// On a thread of its own: a program may take its time, and Swift's own threads may not.
  static func run(_ words: [String]) async -> CredentialSurroundings.ProgramOutcome {
    await withCheckedContinuation { waiter in
      let thread = Thread { waiter.resume(returning: runNow(words)) }
      thread.name = "daruma-program"
      thread.start()
    }
  }

  private static func runNow(_ words: [String]) -> CredentialSurroundings.ProgramOutcome {
    guard let name = words.first, !name.contains("=") else { return .failed(reason: "no program is named") }
    let process = Process()
    // Finds it in PATH, as a shell would, and interprets nothing.
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = words
    let output = Pipe()
    process.standardOutput = output
    process.standardInput = FileHandle.nullDevice
    // What it says there may hold secrets.
    process.standardError = FileHandle.nullDevice
    do { try process.run() } catch { return .failed(reason: "\(name) can't be started") }
    let end = ContinuousClock.now + longest
    guard let bytes = read(output.fileHandleForReading.fileDescriptor, until: end) else {
      kill(process.processIdentifier, SIGKILL)
      process.waitUntilExit()
      return .failed(reason: "\(name) did not end within \(longest), or printed more than \(mostBytes) bytes")
    }
    process.waitUntilExit()
    switch (process.terminationReason, process.terminationStatus) {
    case (.exit, 0): return .printed(bytes)
    case (.exit, 127): return .failed(reason: "\(name) is not found, or is no program")
    case (_, let status): return .failed(reason: "\(name) ended with status \(status)")
    }
  }

  /// Everything up to the end of the stream; nil where that does not come in time, or there is too much.
  private static func read(_ descriptor: Int32, until end: ContinuousClock.Instant) -> [UInt8]? {
    var bytes: [UInt8] = []
    var portion = [UInt8](repeating: 0, count: 4096)
    while bytes.count <= mostBytes {
      let left = ContinuousClock.now.duration(to: end).components
      guard left.seconds >= 0, left.attoseconds >= 0 else { return nil }
      var wanted = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
      let milliseconds = Int32(left.seconds) * 1000 + Int32(left.attoseconds / 1_000_000_000_000_000)
      let ready = poll(&wanted, 1, milliseconds)
      if ready < 0, errno == EINTR { continue }
      guard ready > 0 else { return nil }
      let count = Glibc.read(descriptor, &portion, portion.count)
      if count < 0, errno == EINTR { continue }
      guard count >= 0 else { return nil }
      if count == 0 { return bytes }
      bytes += portion.prefix(count)
    }
    return nil
  }
}
