import Foundation
import Glibc

/// A file for its owner alone, whatever the process's umask says.
enum PrivateFile {
  /// Replaces `path` as a whole, with mode 0600: whoever reads it finds the old or the new.
  ///
  /// - Throws: What the file system answers.
  static func replace(_ path: String, with bytes: some DataProtocol) throws {
    let fresh = path + ".new"
    unlink(fresh)
    let descriptor = open(fresh, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { throw failure(fresh) }
    let handle = FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
    try handle.write(contentsOf: bytes)
    try handle.synchronize()
    try handle.close()
    guard rename(fresh, path) == 0 else { throw failure(path) }
  }

  /// Makes a folder of mode 0700, and those above it; one that is there stays as it is.
  static func makeFolder(_ path: String) throws {
    try FileManager.default.createDirectory(
      atPath: path, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
  }

  /// Takes the file away from others, who could read it before; what is no file of ours is left as it is.
  static func keep(_ descriptor: Int32) {
    var about = stat()
    guard fstat(descriptor, &about) == 0, about.st_mode & S_IFMT == S_IFREG, about.st_uid == geteuid() else { return }
    fchmod(descriptor, 0o600)
  }

  private static func failure(_ path: String) -> CocoaError {
    CocoaError(
      .fileWriteUnknown, userInfo: [NSLocalizedDescriptionKey: "\(path): \(String(cString: strerror(errno)))"])
  }
}
