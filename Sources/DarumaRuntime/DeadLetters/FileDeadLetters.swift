import DarumaCore
import Synchronization

/// Dead letters as lines of a file (``DeadLetterLine``), where the input is a file and there is no topic to put them on.
package final class FileDeadLetters: DeadLetterSink {
  private let file: Mutex<DeadLetterFile>
  private let path: String

  /// Opens `path` for appending, and makes it where it does not exist.
  ///
  /// - Throws: ``InputError`` where it can't be written.
  package init(path: String) throws(InputError) {
    file = Mutex(try DeadLetterFile(path: path, mostBytes: .max))
    self.path = path
  }

  package func put(_ letters: [DeadLetter]) async throws {
    let left = try file.withLock { try $0.append(letters) }
    guard left.isEmpty else { throw InputError("\(path) is full; dead letters would be lost") }
  }

  package func close() async {}
}
