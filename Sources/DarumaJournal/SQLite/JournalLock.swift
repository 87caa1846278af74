package import DarumaCore
import Foundation
import Glibc
import Synchronization

/// One process writes to a journal: an advisory lock on `<journal>.lock`, which the system lets go of however the
/// process ends. The file says who holds it, and when that one last gave a sign of life (``Pulse``). It stays behind, and
/// means nothing but the past while nobody has it locked.
package final class JournalLock: Sendable {
  /// Who holds a lock.
  package struct Holder: Codable, Hashable, Sendable {
    package let pid: Int32
    package let worker: String
    package let since: Instant
    /// The last sign of life; nil before the first, and in files of before.
    package var pulse: Pulse?
  }

  /// The file is always as long, and written at once: whoever reads it sees one writing or the next, and no half of each.
  private static let fileBytes = 1_024
  /// Whoever asks whether it is held has it for a moment: so long, and so often, an owner tries.
  private static let pauseMilliseconds: Int32 = 10
  private static let tries = 10

  /// -1 once it was let go.
  private let descriptor: Mutex<Int32>
  private let holder: Holder
  private let file: String

  /// Throws ``LogError/Code/owned`` with the name of the holder, if another process (or this one) has it.
  package init(journal path: String, worker: String, since: Instant) throws(LogError) {
    // Of the file itself: by two links to one journal there are no two owners.
    file = JournalPlace(path).lock
    holder = Holder(pid: getpid(), worker: worker, since: since)
    let descriptor = open(file, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { throw Self.failed("open", file) }
    // From here on the descriptor must not leak.
    do throws(LogError) {
      guard Self.tryToLock(descriptor) else {
        throw errno == EWOULDBLOCK ? Self.owned(path, by: Self.holder(file)) : Self.failed("lock", file)
      }
      guard ftruncate(descriptor, off_t(Self.fileBytes)) == 0 else { throw Self.failed("write", file) }
      try Self.write(holder, to: descriptor, file)
    } catch {
      close(descriptor)
      throw error
    }
    self.descriptor = Mutex(descriptor)
  }

  private static func tryToLock(_ descriptor: Int32) -> Bool {
    for _ in 1..<tries {
      if flock(descriptor, LOCK_EX | LOCK_NB) == 0 { return true }
      guard errno == EWOULDBLOCK || errno == EINTR else { return false }
      poll(nil, 0, pauseMilliseconds)
    }
    return flock(descriptor, LOCK_EX | LOCK_NB) == 0
  }

  deinit { release() }

  /// Lets go. It unlocks before it closes: a child that is between its fork and its exec holds the same open file, and
  /// with it the lock, for as long as that takes.
  package func release() {
    descriptor.withLock { descriptor in
      if descriptor >= 0 {
        flock(descriptor, LOCK_UN)
        close(descriptor)
      }
      descriptor = -1
    }
  }

  /// Writes a sign of life into the file. Nothing happens once the lock was let go.
  package func beat(_ pulse: Pulse) throws(LogError) {
    var holder = holder
    holder.pulse = pulse
    try descriptor.withLock { descriptor throws(LogError) in
      if descriptor >= 0 { try Self.write(holder, to: descriptor, file) }
    }
  }

  /// Whether some process holds the lock of `journal` now; nil where that can't be told (the file may not be read).
  package static func isHeld(ofJournal path: String) -> Bool? {
    let descriptor = open(JournalPlace(path).lock, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { return errno == ENOENT ? false : nil }
    defer { close(descriptor) }
    // Shared: two who ask are not in each other's way.
    if flock(descriptor, LOCK_SH | LOCK_NB) == 0 {
      flock(descriptor, LOCK_UN)
      return false
    }
    return errno == EWOULDBLOCK ? true : nil
  }

  /// Who wrote the lock file of `journal` last; nil where it can't be read. It may hold the lock no longer.
  package static func holder(ofJournal path: String) -> Holder? { holder(JournalPlace(path).lock) }

  /// Who holds the lock of `journal` now; nil where nobody does. It is let go of again at once.
  package static func currentHolder(ofJournal path: String) -> Holder? {
    let file = JournalPlace(path).lock
    let descriptor = open(file, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { return nil }
    defer { close(descriptor) }
    guard flock(descriptor, LOCK_SH | LOCK_NB) != 0 else {
      flock(descriptor, LOCK_UN)
      return nil
    }
    return holder(file)
  }

  private static func holder(_ file: String) -> Holder? {
    guard let data = FileManager.default.contents(atPath: file) else { return nil }
    return try? CanonicalJSON.decode(Holder.self, from: [UInt8](data))
  }

  private static func write(_ holder: Holder, to descriptor: Int32, _ file: String) throws(LogError) {
    var text: [UInt8]
    do {
      text = try CanonicalJSON.encode(holder)
    } catch {
      throw LogError(.inputOutput, "could not write \(file): \(error)", remedy: "Report this line")
    }
    text += [UInt8](repeating: UInt8(ascii: " "), count: max(0, fileBytes - 1 - text.count)) + [UInt8(ascii: "\n")]
    guard pwrite(descriptor, text, text.count, 0) == text.count else {
      throw failed("write", file)
    }
  }

  private static func owned(_ path: String, by holder: Holder?) -> LogError {
    let who = holder.map { "worker \($0.worker), process \($0.pid), since \($0.since)" } ?? "another process"
    return LogError(
      .owned, "\(path) is in use by \(who)",
      remedy: "Only one process writes to a journal: stop that one first, or read with daruma status and daruma replay")
  }

  private static func failed(_ doing: String, _ file: String) -> LogError {
    let reason = String(cString: strerror(errno))
    return LogError(
      .inputOutput, "could not \(doing) \(file): \(reason)",
      remedy: "Check that the folder exists, that the user may write in it, and that space is left")
  }
}
