import Dispatch
import Glibc
import Synchronization

/// Writes the log on a thread of its own: whoever reads it may be slow, may stop, may go away, and nothing waits for that.
final class LogWriter: Sendable {
  /// Lines that wait to be written; beyond it they are lost, and their count is told once somebody reads again.
  static let mostWaiting = 10_000
  /// How long the end of the program waits for whoever reads.
  private static let lastWait = DispatchTimeInterval.seconds(2)

  private struct State {
    var waiting: [String] = []
    var lost = 0
    var isWriting = false
  }

  private let state = Mutex(State())
  private let queue = DispatchQueue(label: "daruma.log")
  private let descriptor: Int32

  init(descriptor: Int32 = STDERR_FILENO) { self.descriptor = descriptor }

  func put(_ line: String) {
    let isFirst = state.withLock { state in
      guard state.waiting.count < Self.mostWaiting else {
        state.lost += 1
        return false
      }
      state.waiting.append(line)
      defer { state.isWriting = true }
      return !state.isWriting
    }
    if isFirst { queue.async { [self] in drain() } }
  }

  /// Returns once everything so far is written, or after ``lastWait``.
  func flush() {
    let done = DispatchSemaphore(value: 0)
    queue.async { done.signal() }
    _ = done.wait(timeout: .now() + Self.lastWait)
  }

  private func drain() {
    while let text = take() { write(text) }
  }

  private func take() -> String? {
    state.withLock { state in
      guard !state.waiting.isEmpty else {
        state.isWriting = false
        return nil
      }
      var lines = state.waiting
      if state.lost > 0 { lines.append("\(state.lost) lines of this log are lost: nobody read it") }
      state.waiting = []
      state.lost = 0
      return lines.joined(separator: "\n") + "\n"
    }
  }

  /// What can't be written is lost: there is no other place to say so.
  private func write(_ text: String) {
    let bytes = Array(text.utf8)
    var written = 0
    while written < bytes.count {
      let count = bytes.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress! + written, bytes.count - written) }
      guard count > 0 || errno == EINTR else { return }
      written += max(count, 0)
    }
  }
}
