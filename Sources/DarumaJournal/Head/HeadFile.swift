import DarumaCore
import Foundation
import Glibc

/// The file beside a journal that holds its head: `<journal>.head`, mode 0600.
///
/// Two slots of ``slotBytes``, each one line of text that is filled up with blanks, written in turn and synced: what a
/// power cut tears is one of them, and the other is at most one commit older. The journal is synced first, so it is
/// never behind an honest head; ahead it may be, by what was written last.
package actor HeadFile: HeadKeeper {
  package static let slotBytes = 1_024
  private static let slots = 2

  private let path: String
  private var descriptor: Int32
  private var nextSlot = 0

  /// Opens the file of `place`, or makes it.
  package init(of place: JournalPlace) throws(LogError) {
    path = place.head
    descriptor = try Self.open(place.head)
  }

  deinit { close(descriptor) }

  /// What the file of `place` holds; nil where there is none.
  ///
  /// Throws ``LogError/Code/headGone`` where neither slot can be read.
  package static func read(_ place: JournalPlace) throws(LogError) -> OutsideHead? {
    let bytes: [UInt8]
    do {
      guard FileManager.default.fileExists(atPath: place.head) else { return nil }
      bytes = [UInt8](try Data(contentsOf: URL(fileURLWithPath: place.head)))
    } catch {
      throw LogError(
        .headGone, "\(place.head) can't be read: \(error.localizedDescription)", remedy: Acceptance.remedy)
    }
    let heads = stride(from: 0, to: bytes.count, by: slotBytes).compactMap { start in
      try? CanonicalJSON.decode(OutsideHead.self, from: Array(bytes[start..<min(start + slotBytes, bytes.count)]))
    }
    guard let newest = heads.max(by: { ($0.records, $0.at) < ($1.records, $1.at) }) else {
      throw LogError(.headGone, "\(place.head) holds no head of a journal", remedy: Acceptance.remedy)
    }
    guard newest.format == OutsideHead.format else {
      throw LogError(
        .newerSchema, "\(place.head) has format \(newest.format), this version of Daruma knows \(OutsideHead.format)",
        remedy: "Use the version of Daruma that wrote it, or a later one")
    }
    return newest
  }

  package func keep(_ head: OutsideHead) throws(LogError) {
    try reopenIfGone()
    try write(head, toSlot: nextSlot)
    nextSlot = (nextSlot + 1) % Self.slots
  }

  /// Both slots: an earlier head that is overruled must not come back.
  package func begin(with head: OutsideHead) throws(LogError) {
    for slot in 0..<Self.slots { try write(head, toSlot: slot) }
  }

  private func write(_ head: OutsideHead, toSlot slot: Int) throws(LogError) {
    var line: [UInt8]
    do { line = try CanonicalJSON.encode(head) } catch {
      throw LogError(.inputOutput, "the head of the journal can't be written: \(error)", remedy: "Report this line")
    }
    precondition(line.count < Self.slotBytes, "a head of \(line.count) bytes fits into no slot")
    line += [UInt8](repeating: UInt8(ascii: " "), count: Self.slotBytes - 1 - line.count) + [UInt8(ascii: "\n")]
    guard pwrite(descriptor, line, line.count, off_t(slot * Self.slotBytes)) == line.count, fdatasync(descriptor) == 0
    else { throw Self.failed("write", path) }
  }

  /// Somebody removed it: the next one begins with what is true now.
  private func reopenIfGone() throws(LogError) {
    var open = stat()
    var named = stat()
    guard fstat(descriptor, &open) == 0, stat(path, &named) != 0 || named.st_ino != open.st_ino else { return }
    close(descriptor)
    descriptor = -1
    descriptor = try Self.open(path)
    nextSlot = 0
  }

  private static func open(_ path: String) throws(LogError) -> Int32 {
    let descriptor = Glibc.open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { throw failed("open", path) }
    guard fchmod(descriptor, 0o600) == 0 || errno == EPERM else {
      close(descriptor)
      throw failed("protect", path)
    }
    return descriptor
  }

  private static func failed(_ doing: String, _ path: String) -> LogError {
    LogError(
      errno == ENOSPC ? .full : .inputOutput,
      "could not \(doing) \(path), which holds the journal's head: \(String(cString: strerror(errno)))",
      remedy: "Check that the folder exists, that the user may write in it, and that space is left")
  }
}
