package import DarumaCore
import Foundation

/// Dead letters on their way to a topic that may be away, missing, or too small: what it does not take is kept in a file
/// beside the journal and sent later, so that no letter stops the worker.
///
/// While some are kept, further ones are kept behind them. A letter that the topic refuses for itself (it is too large)
/// stays in the file with the reason, and holds the others up no longer; it is tried again at the next start.
package actor DeadLetterPost: DeadLetterSink {
  /// What people should know.
  package enum News: Sendable {
    case kept(count: Int, reason: String)
    case sent(count: Int)
    /// The topic will not take it; it stays in the file.
    case refused(origin: String, reason: String)
    /// The file was moved or deleted; it is there again, with what it held.
    case madeAnew
    /// The file is full: the record's bytes lie where it came from, and nowhere else.
    case noRoom(origin: Origin)
  }

  /// Between two tries, in real time.
  package static let pause: Duration = .seconds(15)
  /// Bytes of the file that are sent at once.
  private static let bytesAtOnce = 8 * 1024 * 1024

  private let open: @Sendable () throws -> any DeadLetterSink
  private let pause: @Sendable () async throws -> Void
  private let told: @Sendable (News) -> Void
  private var file: DeadLetterFile
  private var sink: (any DeadLetterSink)?
  /// Whether something in the file waits to be sent.
  private var isBehind: Bool
  private var sending: Task<Void, Never>?

  /// - Parameters:
  ///   - path: Of the file that keeps letters.
  ///   - pause: Between two tries.
  ///   - open: The road to the topic; made anew after a failure.
  /// - Throws: ``InputError`` where the file can't be written.
  package init(
    path: String, mostBytes: Int = 256 * 1024 * 1024,
    pause: @escaping @Sendable () async throws -> Void = { try await RealTime.pass(DeadLetterPost.pause) },
    open: @escaping @Sendable () throws -> any DeadLetterSink, told: @escaping @Sendable (News) -> Void
  ) throws(InputError) {
    file = try DeadLetterFile(path: path, mostBytes: mostBytes)
    isBehind = file.size > 0
    self.open = open
    self.pause = pause
    self.told = told
  }

  /// Sends what was kept by an earlier process.
  package func start() {
    if isBehind { sendLater() }
  }

  package func put(_ letters: [DeadLetter]) async throws {
    if !isBehind {
      do {
        return try await road().put(letters)
      } catch {
        await dropRoad()
        told(.kept(count: letters.count, reason: "\(error)"))
      }
    }
    try restoreFile()
    for letter in try file.append(letters) { told(.noRoom(origin: letter.origin)) }
    isBehind = true
    sendLater()
  }

  package func close() async {
    sending?.cancel()
    await sending?.value
    await dropRoad()
  }

  private func restoreFile() throws {
    if try file.restorePlace() { told(.madeAnew) }
  }

  private func road() throws -> any DeadLetterSink {
    if let sink { return sink }
    let made = try open()
    sink = made
    return made
  }

  private func dropRoad() async {
    let old = sink
    sink = nil
    await old?.close()
  }

  private func sendLater() {
    guard sending == nil else { return }
    sending = Task {
      while !Task.isCancelled, isBehind {
        do { try await pause() } catch { break }
        await sendKept()
      }
      sending = nil
    }
  }

  /// All that is in the file; what comes meanwhile, too.
  private func sendKept() async {
    var offset: UInt64 = 0
    var count = 0
    var refused: [DeadLetterLine] = []
    do {
      try restoreFile()
      while offset < file.size {
        let (lines, end) = try file.lines(from: offset, bytes: Self.bytesAtOnce)
        for line in lines {
          try Task.checkCancellation()
          guard let letter = DeadLetter(line) else {
            refused.append(line)
            continue
          }
          do {
            try await road().put([letter])
            count += 1
          } catch let error as any RefusesLetter where error.refusesLetter {
            var line = line
            line.refused = "\(error)"
            refused.append(line)
            told(.refused(origin: line.origin, reason: "\(error)"))
          }
        }
        offset = end
      }
      // Nothing is awaited between the last look at the size and this.
      try file.replace(with: refused)
      isBehind = false
      if count > 0 { told(.sent(count: count)) }
    } catch is CancellationError {
      return
    } catch {
      await dropRoad()
      told(.kept(count: 0, reason: "\(error)"))
    }
  }
}

/// An error that may be about the letter itself, which no later try will mend.
package protocol RefusesLetter: Error {
  var refusesLetter: Bool { get }
}
