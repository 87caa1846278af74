import DarumaCore
import Foundation
import Glibc

/// Dead letters as lines of a file of mode 0600, up to a limit.
struct DeadLetterFile {
  /// Bytes of the file; what comes beyond is refused.
  static let mostBytes = 256 * 1024 * 1024

  private let path: String
  private let mostBytes: Int
  private var handle: FileHandle
  private(set) var size: UInt64

  /// Opens `path` for appending, and makes it where it does not exist.
  ///
  /// - Throws: ``InputError`` where it can't be written.
  init(path: String, mostBytes: Int = DeadLetterFile.mostBytes) throws(InputError) {
    (handle, size) = try Self.open(path)
    self.path = path
    self.mostBytes = mostBytes
  }

  private static func open(_ path: String) throws(InputError) -> (FileHandle, size: UInt64) {
    let descriptor = Glibc.open(path, O_RDWR | O_CREAT | O_APPEND | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else {
      throw InputError("\(path) can't be written (\(String(cString: strerror(errno)))); dead letters would be lost")
    }
    PrivateFile.keep(descriptor)
    let handle = FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
    do {
      let size = try handle.seekToEnd()
      return (handle, size + (try endLine(handle, size)))
    } catch { throw InputError("\(path) can't be appended to: \(error)") }
  }

  /// Makes the file anew, with what it held, where it was moved or deleted: what is written into a file that nobody can find
  /// is lost.
  ///
  /// - Returns: Whether it was.
  mutating func restorePlace() throws -> Bool {
    var there = stat()
    var ours = stat()
    guard fstat(handle.fileDescriptor, &ours) == 0 else {
      throw InputError("\(path) can't be looked at: \(String(cString: strerror(errno)))")
    }
    guard stat(path, &there) != 0 || there.st_ino != ours.st_ino || there.st_dev != ours.st_dev else { return false }
    try handle.seek(toOffset: 0)
    let held = try handle.readToEnd() ?? Data()
    (handle, size) = try Self.open(path)
    try handle.write(contentsOf: held)
    try handle.synchronize()
    size += UInt64(held.count)
    return true
  }

  /// A line that a crash cut off must not swallow the next one.
  ///
  /// - Returns: How many bytes were written.
  private static func endLine(_ handle: FileHandle, _ size: UInt64) throws -> UInt64 {
    guard size > 0 else { return 0 }
    try handle.seek(toOffset: size - 1)
    guard try handle.read(upToCount: 1)?.first != UInt8(ascii: "\n") else { return 0 }
    try handle.write(contentsOf: [UInt8(ascii: "\n")])
    return 1
  }

  /// Durable on return.
  ///
  /// - Returns: Those that found no room.
  mutating func append(_ letters: some Sequence<DeadLetter>) throws -> [DeadLetter] {
    var left: [DeadLetter] = []
    for letter in letters {
      let line = try DeadLetterLine(letter).written()
      guard size + UInt64(line.count) <= UInt64(mostBytes) else {
        left.append(letter)
        continue
      }
      try handle.write(contentsOf: line)
      size += UInt64(line.count)
    }
    try handle.synchronize()
    return left
  }

  /// The lines from `offset` on, about `bytes` of them, and where they end. A line that was cut off by a crash is passed
  /// over: what it was about was not taken in, and comes again.
  func lines(from offset: UInt64, bytes: Int) throws -> (lines: [DeadLetterLine], end: UInt64) {
    let reading = try FileHandle(forReadingFrom: URL(fileURLWithPath: path))
    defer { try? reading.close() }
    try reading.seek(toOffset: offset)
    var chunk = Data()
    while let more = try reading.read(upToCount: bytes), !more.isEmpty {
      chunk += more
      if more.contains(UInt8(ascii: "\n")) { break }
    }
    guard let last = chunk.lastIndex(of: UInt8(ascii: "\n")) else { return ([], offset + UInt64(chunk.count)) }
    let whole = chunk[...last]
    let lines = whole.split(separator: UInt8(ascii: "\n")).compactMap {
      try? JSONDecoder().decode(DeadLetterLine.self, from: $0)
    }
    return (lines, offset + UInt64(whole.count))
  }

  /// Only `lines` stay.
  mutating func replace(with lines: [DeadLetterLine]) throws {
    let text = try lines.reduce(into: Data()) { $0 += try $1.written() }
    try handle.truncate(atOffset: 0)
    try handle.write(contentsOf: text)
    try handle.synchronize()
    size = UInt64(text.count)
  }
}
