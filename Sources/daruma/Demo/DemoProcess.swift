import DarumaRuntime
import Dispatch
import Foundation
import Glibc
import Synchronization

/// One worker of the demonstration: a child process of this one.
final class DemoProcess: Sendable {
  let pid: Int32
  private let orders: Mutex<Int32>
  private let wasEnded = Mutex(false)
  private let queue = DispatchQueue(label: "daruma.demo.process", attributes: .concurrent)

  /// Starts it.
  ///
  /// - Parameter note: called with each note that it gives.
  /// - Throws: ``CommandFailure`` where it can't be started.
  init(_ arguments: [String], pace: FastClock.Pace, note: @escaping @Sendable (DemoNote) -> Void) throws {
    let (input, output) = (try Self.pipe(), try Self.pipe())
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_adddup2(&actions, input.reader, STDIN_FILENO)
    posix_spawn_file_actions_adddup2(&actions, output.writer, STDOUT_FILENO)
    // In a group of its own: Ctrl-C is for us, and we end it.
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    posix_spawnattr_setpgroup(&attributes, 0)
    posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETPGROUP))
    var words = (["daruma", "demo-worker"] + arguments).map { strdup($0) } + [nil]
    defer { for word in words { free(word) } }
    var pid: Int32 = 0
    let code = posix_spawn(&pid, "/proc/self/exe", &actions, &attributes, &words, environ)
    close(input.reader)
    close(output.writer)
    guard code == 0 else {
      close(input.writer)
      close(output.reader)
      throw CommandFailure("the demonstration's worker can't be started: \(String(cString: strerror(code)))")
    }
    self.pid = pid
    orders = Mutex(input.writer)
    follow(pace)
    queue.async { Self.read(output.reader, note) }
  }

  /// Not handed on to other children: the end of this stream is what ends the worker.
  private static func pipe() throws -> (reader: Int32, writer: Int32) {
    var ends: [Int32] = [0, 0]
    guard Glibc.pipe(&ends) == 0, ends.allSatisfy({ fcntl($0, F_SETFD, FD_CLOEXEC) == 0 }) else {
      throw CommandFailure("no pipe can be made: \(String(cString: strerror(errno)))")
    }
    return (ends[0], ends[1])
  }

  private static func read(_ descriptor: Int32, _ note: (DemoNote) -> Void) {
    guard let stream = fdopen(descriptor, "r") else { return }
    defer { fclose(stream) }
    var line: UnsafeMutablePointer<CChar>?
    var size = 0
    defer { free(line) }
    while getline(&line, &size, stream) > 0, let text = line {
      if let found = try? JSONDecoder().decode(DemoNote.self, from: Data(String(cString: text).utf8)) { note(found) }
    }
  }

  /// Tells it how fast the clock runs.
  func follow(_ pace: FastClock.Pace) {
    guard let line = try? JSONOutput.text(pace) else { return }
    let bytes = Array((line + "\n").utf8)
    // One that is dead by now needs no clock.
    orders.withLock { descriptor in
      if descriptor >= 0 { _ = write(descriptor, bytes, bytes.count) }
    }
  }

  /// `kill -9`.
  func kill() {
    wasEnded.withLock { $0 = true }
    Glibc.kill(pid, SIGKILL)
  }

  /// Lets it end by itself.
  func stop() {
    wasEnded.withLock { $0 = true }
    orders.withLock { descriptor in
      if descriptor >= 0 { close(descriptor) }
      descriptor = -1
    }
  }

  /// Waits for its end. To be called once: afterwards its number may be that of another process.
  ///
  /// - Returns: Whether it was ended by us.
  func end() async -> Bool {
    await withCheckedContinuation { continuation in
      queue.async { [self] in
        var status: Int32 = 0
        while waitpid(pid, &status, 0) == -1, errno == EINTR {}
        stopWriting()
        continuation.resume(returning: wasEnded.withLock(\.self))
      }
    }
  }

  private func stopWriting() {
    orders.withLock { descriptor in
      if descriptor >= 0 { close(descriptor) }
      descriptor = -1
    }
  }
}
