import DarumaCore
import DarumaFeeds
package import DarumaJournal
import Dispatch
import Foundation
import Glibc
import Synchronization

/// Raw records as lines of a file or of standard input: one JSON value a line, empty lines passed over.
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

  /// `path`: a file, or `-` for standard input. Lines before the position in `positions` were taken in before.
  ///
  /// - Throws: ``InputError`` where the file can't be opened.
  package init(path: String, positions: InputPositions, clock: any WorkerClock) throws(InputError) {
    self.clock = clock
    isSeekable = path != "-"
    name = isSeekable ? path : "standard input"
    if isSeekable {
      guard let handle = FileHandle(forReadingAtPath: path) else {
        throw InputError("\(path) can't be read; check that it exists and is readable")
      }
      self.handle = handle
    } else {
      handle = .standardInput
    }
    reading = Mutex(LineReading(skip: isSeekable ? positions.nextOffset(topic: path, partition: 0) ?? 0 : 0))
  }

  package func next() async throws -> IncomingBatch? {
    do {
      while true {
        if let batch = batch() { return batch }
        let chunk = try await readChunk()
        let ended = try reading.withLock { reading throws(InputError) in
          try reading.take(chunk, of: name)
          return reading.isDrained
        }
        if ended {
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

  private func batch() -> IncomingBatch? {
    let lines = reading.withLock { $0.lines(upTo: Self.linesPerBatch) }
    guard !lines.isEmpty else { return nil }
    let now = clock.now
    return IncomingBatch(
      records: lines.map { line in
        IncomingRecord(
          raw: RawRecord(
            value: line.bytes[...], origin: .line(file: name, number: line.number), receivedAt: now,
            road: .lines),
          position: isSeekable ? InputPosition(topic: name, partition: 0, nextOffset: line.number) : nil)
      })
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
