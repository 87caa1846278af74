import DarumaCore
import DarumaFeeds
package import DarumaJournal
import Dispatch
import Foundation
import Glibc
import Synchronization

/// Raw records as lines of a file or of standard input: one JSON value a line, empty lines passed over.
///
/// A file that is read on must begin with the lines that were read before. Another one of the same name is told, and read
/// from its first line.
package final class LineSource: InputSource {
  /// Bytes of one line.
  package static let longestLine = 16 * 1024 * 1024
  /// Lines of one batch.
  package static let linesPerBatch = 1000
  /// Bytes that are read at once, at the most.
  private static let bytesPerRead = 1 << 16

  private let name: String
  private let handle: FileHandle
  private let clock: any WorkerClock
  /// Reading blocks, so it is done on a thread of its own and not on the cooperative pool.
  private let queue = DispatchQueue(label: "daruma.input")
  private let reading: Mutex<LineReading>
  private let isSeekable: Bool
  private let quietWait = QuietWait()
  /// Whether the next records lie before those that were read of another file of this name.
  private let isReset = Mutex(false)
  private let warn: @Sendable (String) -> Void

  /// `path`: a file, or `-` for standard input. Lines before the position in `positions` were taken in before.
  ///
  /// - Parameter warn: told where the file is not the one that was read before.
  /// - Throws: ``InputError`` where the file can't be opened.
  package init(
    path: String, positions: InputPositions, clock: any WorkerClock,
    warn: @escaping @Sendable (String) -> Void = { _ in }
  ) throws(InputError) {
    self.clock = clock
    self.warn = warn
    let isStream = path == "-"
    name = isStream ? "standard input" : path
    if isStream {
      handle = .standardInput
    } else {
      guard let handle = FileHandle(forReadingAtPath: path) else {
        throw InputError("\(path) can't be read; check that it exists and is readable")
      }
      self.handle = handle
    }
    // A named pipe has no positions either.
    isSeekable = !isStream && lseek(handle.fileDescriptor, 0, SEEK_CUR) >= 0
    let known = isSeekable ? positions.all.first { $0.topic == path && $0.partition == 0 } : nil
    reading = Mutex(LineReading(after: LineReading.Known(lines: known?.nextOffset ?? 0, mark: known?.mark?.hash)))
  }

  package func next() async throws -> IncomingBatch? {
    do {
      while true {
        if let batch = batch() { return batch }
        let chunk = try await readChunk()
        let (isAnother, ended) = try reading.withLock { reading throws(InputError) in
          try reading.take(chunk, of: name)
          return (reading.isAnother, reading.isDrained)
        }
        if isAnother {
          try readAnew()
        } else if ended {
          quietWait.finish(.success(()))
          return nil
        }
      }
    } catch {
      quietWait.finish(.failure(error))
      throw error
    }
  }

  /// A file is heard when its end is read, a pipe when nothing can be read from it: who is silent has nothing to say.
  package func hear() async throws { try await quietWait.wait() }

  package func stop() async { quietWait.finish(.failure(CancellationError())) }

  private func readAnew() throws(InputError) {
    guard lseek(handle.fileDescriptor, 0, SEEK_SET) == 0 else {
      throw InputError("\(name) can't be read from its first line: \(String(cString: strerror(errno)))")
    }
    warn("\(name) is not the file that was read before, although it has its name: it is read from its first line")
    isReset.withLock { $0 = true }
    reading.withLock { $0 = LineReading(after: LineReading.Known(lines: 0, mark: nil)) }
  }

  private func batch() -> IncomingBatch? {
    let lines = reading.withLock { $0.lines(upTo: Self.linesPerBatch) }
    guard !lines.isEmpty else { return nil }
    let now = clock.now
    let goesBack = isReset.withLock { isReset in
      defer { isReset = false }
      return isReset
    }
    return IncomingBatch(
      records: lines.enumerated().map { index, line in
        IncomingRecord(
          raw: RawRecord(
            value: line.bytes[...], origin: .line(file: name, number: line.number), receivedAt: now,
            road: .lines),
          position: isSeekable ? position(of: line, isReset: goesBack && index == 0) : nil)
      })
  }

  private func position(of line: LineReading.Line, isReset: Bool) -> InputPosition {
    InputPosition(
      topic: name, partition: 0, nextOffset: line.number,
      mark: InputMark(at: nil, hash: LineReading.written(line.mark)), isReset: isReset)
  }

  private func readChunk() async throws -> [UInt8]? {
    let handle = handle
    let name = name
    let quietWait = quietWait
    let wait = LineWait()
    return try await withTaskCancellationHandler {
      try await withCheckedThrowingContinuation { continuation in
        queue.async { continuation.resume(with: Result { try Self.read(handle, name, wait, quietWait) }) }
      }
    } onCancel: {
      wait.end()
    }
  }

  /// What is there, and no more: a pipe that is fed slowly must not be waited for until a chunk is full. Nil at the end.
  private static func read(
    _ handle: FileHandle, _ name: String, _ wait: LineWait, _ quietWait: QuietWait
  ) throws -> [UInt8]? {
    var chunk = [UInt8](repeating: 0, count: bytesPerRead)
    while true {
      try wait.untilReadable(handle.fileDescriptor) { quietWait.quiet() }
      let count = Glibc.read(handle.fileDescriptor, &chunk, chunk.count)
      if count >= 0 { return count == 0 ? nil : Array(chunk[..<count]) }
      guard errno == EINTR else {
        throw InputError("\(name) can't be read on: \(String(cString: strerror(errno)))")
      }
    }
  }
}

/// Why an input can't be read.
package struct InputError: Error, Sendable, CustomStringConvertible {
  package let description: String
  init(_ description: String) { self.description = description }
}
