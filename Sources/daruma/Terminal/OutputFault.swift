import Glibc
import Synchronization

/// Why standard output could not be written: a full disk, a pipe that nobody reads any more. Kept until the command ends,
/// whose exit code says it; nothing is lost by it but what was to be printed.
enum OutputFault {
  private static let first = Mutex<Int32?>(nil)

  /// The first one counts: what comes after it is the same.
  static func note(_ code: Int32) { first.withLock { $0 = $0 ?? code } }

  /// - Throws: ``CommandFailure`` where something could not be written.
  static func check() throws {
    guard let code = first.withLock(\.self) else { return }
    throw CommandFailure("standard output can't be written: \(String(cString: strerror(code))); it is not complete")
  }
}
