package import DarumaCore
import Foundation
import Glibc
import Synchronization

/// One process writes to a journal: an advisory lock on `<journal>.lock`, which the system lets go of however the
/// process ends. The file says who holds it; it stays behind, and means nothing while nobody has it locked.
package final class JournalLock: Sendable {
  /// Who holds a lock.
  package struct Holder: Codable, Hashable, Sendable {
    package let pid: Int32
    package let worker: String
    package let since: Instant
  }

  /// -1 once it was let go.
  private let descriptor: Mutex<Int32>

  /// Throws ``LogError/Code/owned`` with the name of the holder, if another process (or this one) has it.
  package init(journal path: String, worker: String, since: Instant) throws(LogError) {
    // Of the file itself: by two links to one journal there are no two owners.
    let file = JournalPlace(path).lock
    let descriptor = open(file, O_RDWR | O_CREAT | O_CLOEXEC, 0o644)
    guard descriptor >= 0 else { throw Self.failed("open", file) }
    // From here on the descriptor must not leak.
    do throws(LogError) {
      guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
        throw errno == EWOULDBLOCK ? Self.owned(path, by: Self.holder(file)) : Self.failed("lock", file)
      }
      try Self.write(Holder(pid: getpid(), worker: worker, since: since), to: descriptor, file)
    } catch {
      close(descriptor)
      throw error
    }
    self.descriptor = Mutex(descriptor)
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
    let text: [UInt8]
    do {
      text = try CanonicalJSON.encode(holder) + [UInt8(ascii: "\n")]
    } catch {
      throw LogError(.inputOutput, "could not write \(file): \(error)", remedy: "Report this line")
    }
    guard ftruncate(descriptor, 0) == 0, pwrite(descriptor, text, text.count, 0) == text.count else {
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
