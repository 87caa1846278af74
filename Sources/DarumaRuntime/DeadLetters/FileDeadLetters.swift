import DarumaCore
import Foundation
import Synchronization

/// Dead letters as lines of a file, where the input is a file and there is no topic to put them on. One JSON object a
/// line: `code` and `reason` of the first problems, `count` of all, `origin`, `at`, and `bytes` in Base64.
package final class FileDeadLetters: DeadLetterSink {
  private struct Line: Encodable {
    var code: String
    var reason: String
    var origin: String
    var at: Instant
    var bytes: Data
    var count: Int
  }

  private let handle: Mutex<FileHandle>

  /// Opens `path` for appending, and makes it where it does not exist.
  ///
  /// - Throws: ``InputError`` where it can't be written.
  package init(path: String) throws(InputError) {
    if !FileManager.default.fileExists(atPath: path) {
      _ = FileManager.default.createFile(atPath: path, contents: nil)
    }
    guard let handle = FileHandle(forWritingAtPath: path) else {
      throw InputError("\(path) can't be written; dead letters would be lost")
    }
    do { try handle.seekToEnd() } catch { throw InputError("\(path) can't be appended to: \(error)") }
    self.handle = Mutex(handle)
  }

  package func put(_ letters: [DeadLetter]) async throws {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    for portion in letters.portions() {
      var text = Data()
      for letter in portion {
        text += try encoder.encode(
          Line(
            code: letter.code, reason: letter.reason, origin: letter.origin.description, at: letter.at,
            bytes: Data(letter.bytes), count: letter.count))
        text.append(UInt8(ascii: "\n"))
      }
      try handle.withLock { try $0.write(contentsOf: text) }
    }
    try handle.withLock { try $0.synchronize() }
  }

  package func close() async {}
}
