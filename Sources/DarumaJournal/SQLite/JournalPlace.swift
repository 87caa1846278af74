import Foundation
import Glibc
import Synchronization

/// Where a journal lies: its real path, whatever links lead there, and the files beside it.
package struct JournalPlace: Sendable, Hashable {
  /// As it was named.
  package let named: String
  /// Without any symbolic link: two names of one file are one place.
  package let path: String

  package init(_ named: String) {
    self.named = named
    path = Self.resolved(named)
  }

  package var lock: String { path + ".lock" }
  /// How far the journal went, kept outside it; see ``HeadFile``.
  package var head: String { path + ".head" }
  /// What effects wait for now; evidence of nothing.
  package var waiting: String { path + ".waiting" }
  /// What a person said of it, until it is journaled; see ``Acceptance``.
  package var acceptance: String { path + ".accepted" }

  /// Whether there is a file, and anything in it.
  package var isFilled: Bool { Self.status(path).map { $0.st_size > 0 } ?? false }
  package var exists: Bool { Self.status(path) != nil }
  /// Whether a journal is there, or was: its head is.
  package var hasTrace: Bool { exists || Self.status(head) != nil }

  /// Throws ``LogError/Code/owned`` where the file has a second name: who opens it by that one has a lock, a head and a
  /// write-ahead log of their own.
  func confirmOnlyName() throws(LogError) {
    guard let status = Self.status(path), status.st_nlink > 1 else { return }
    throw LogError(
      .owned, "\(path) is the same file as another one (it has \(status.st_nlink) hard links)",
      remedy:
        "Whoever opened it by the other name would write to it too: delete that name, or copy the file (find its folder's "
        + "file system with -inum \(status.st_ino))")
  }

  /// `realpath` follows only what exists; of a file that is yet to be made, its folder is followed.
  private static func resolved(_ path: String) -> String {
    if let real = realpath(path, nil) {
      defer { free(real) }
      return String(cString: real)
    }
    let url = URL(fileURLWithPath: path)
    // A link to a file that is not there yet.
    if let target = try? FileManager.default.destinationOfSymbolicLink(atPath: url.path) {
      let folder = url.deletingLastPathComponent().path
      return resolved(target.hasPrefix("/") ? target : folder + "/" + target)
    }
    guard let folder = realpath(url.deletingLastPathComponent().path, nil) else { return url.path }
    defer { free(folder) }
    let name = String(cString: folder)
    return (name == "/" ? "" : name) + "/" + url.lastPathComponent
  }

  /// Bytes of the file; nil where there is none.
  static func size(_ path: String) -> Int64? { status(path).map { Int64($0.st_size) } }

  fileprivate static func status(_ path: String) -> stat? {
    var status = stat()
    return stat(path, &status) == 0 ? status : nil
  }
}

/// Watches that the files which a worker has open are still those at their place. A file that was deleted or replaced
/// takes every write without an error, and all of it is gone at the next start.
final class PlaceWatch: Sendable {
  private struct Identity: Equatable {
    let device: dev_t
    let number: ino_t

    init(_ status: stat) {
      device = status.st_dev
      number = status.st_ino
    }
  }

  private let place: JournalPlace
  private let journal: Identity?
  /// Of the write-ahead log, from when it was seen first.
  private let log = Mutex<Identity?>(nil)

  /// To be made once the file is open.
  init(_ place: JournalPlace) {
    self.place = place
    journal = JournalPlace.status(place.path).map(Identity.init)
  }

  /// Throws ``LogError/Code/displaced``.
  func confirm() throws(LogError) {
    // By its name too: a link may have been turned to another file.
    for path in [place.path, place.named] {
      guard let status = JournalPlace.status(path) else { throw displaced("is not there any more") }
      guard Identity(status) == journal else { throw displaced("is another file now") }
    }
    let current = JournalPlace.status(place.path + "-wal").map(Identity.init)
    let isSame = log.withLock { known in
      if known == nil { known = current }
      return known == current
    }
    guard isSame else { throw displaced("has lost its write-ahead log (\(place.path)-wal)") }
  }

  private func displaced(_ what: String) -> LogError {
    LogError(
      .displaced, "the journal \(place.named) \(what), although this worker has it open",
      remedy: "Nothing more is done. Bring back the file that was there, with its -wal and .head beside it, and start "
        + "again; where it is lost, type: daruma journal accept --by YOU")
  }
}
