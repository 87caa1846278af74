import Foundation
import Glibc

/// How much is free where a journal lies.
enum JournalSpace {
  /// Below this the next hours may not fit.
  static let little: UInt64 = 1 << 30
  /// Below this the worker may end at any commit.
  static let none: UInt64 = 64 << 20

  /// In bytes, for who is not root; nil where it can't be told, with `errno` set.
  static func free(in folder: String) -> UInt64? {
    var status = statvfs()
    guard statvfs(folder, &status) == 0 else { return nil }
    return UInt64(status.f_bavail) * UInt64(status.f_frsize)
  }

  /// What is wrong where too little is free for the journal at `path`; nil where enough is, or where that can't be told.
  static func fault(ofJournal path: String) -> String? {
    let folder = URL(fileURLWithPath: path).deletingLastPathComponent().path
    guard let free = free(in: folder), free < none else { return nil }
    return "\(free >> 20) MiB are free in \(folder): a worker that can't write its journal ends. Make room"
  }
}
