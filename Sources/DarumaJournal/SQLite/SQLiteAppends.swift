import Foundation
import GRDB
import Synchronization

/// Group commit: whatever waits while one transaction is synced goes together into the next one.
final class SQLiteAppends: Sendable {
  private struct Request: Sendable {
    let records: [[UInt8]]
    let answer: CheckedContinuation<Result<Void, LogError>, Never>
  }

  private struct Queue {
    var requests: [Request] = []
    var waitingRecords = 0
    var isWriting = false
  }

  private let writer: any DatabaseWriter
  private let path: String
  private let limits: SQLiteLimits
  private let queue = Mutex(Queue())

  init(writer: any DatabaseWriter, path: String, limits: SQLiteLimits) {
    self.writer = writer
    self.path = path
    self.limits = limits
  }

  func append(_ records: [[UInt8]]) async throws(LogError) {
    let result: Result<Void, LogError> = await withCheckedContinuation { continuation in
      let request = Request(records: records, answer: continuation)
      let (isFull, startsRound) = queue.withLock { queue in
        guard queue.waitingRecords + records.count <= limits.waitingRecords else { return (true, false) }
        queue.requests.append(request)
        queue.waitingRecords += records.count
        defer { queue.isWriting = true }
        return (false, !queue.isWriting)
      }
      if isFull { continuation.resume(returning: .failure(overloaded(records.count))) }
      if startsRound { scheduleRound() }
    }
    try result.get()
  }

  /// One transaction at a time, and the writer's queue is free for snapshots in between.
  private func scheduleRound() {
    writer.asyncWriteWithoutTransaction { database in
      let group = self.nextGroup()
      let result = self.write(group, to: database)
      for request in group { request.answer.resume(returning: result) }
      let goesOn = self.queue.withLock { queue in
        queue.isWriting = !queue.requests.isEmpty
        return queue.isWriting
      }
      if goesOn { self.scheduleRound() }
    }
  }

  /// As many of the waiting requests as one transaction takes; at least one.
  private func nextGroup() -> [Request] {
    queue.withLock { queue in
      var count = 0
      var records = 0
      for request in queue.requests {
        if count > 0, records + request.records.count > limits.recordsPerTransaction { break }
        count += 1
        records += request.records.count
      }
      let group = Array(queue.requests.prefix(count))
      queue.requests.removeFirst(count)
      queue.waitingRecords -= records
      return group
    }
  }

  private func write(_ group: [Request], to database: Database) -> Result<Void, LogError> {
    let result = Result {
      try database.inTransaction(.immediate) {
        // The offset is taken inside the transaction: one that is assigned before may become readable after a later one.
        var offset = try SQLiteRecords.end(database)
        let insert = try database.cachedStatement(
          sql: "INSERT INTO records (offset, value, hash) VALUES (?, ?, ?)")
        for record in group.lazy.flatMap(\.records) {
          try insert.execute(arguments: [offset, Data(record), RecordHash.of(record).rawValue])
          offset += 1
        }
        return .commit
      }
    }
    return result.mapError { LogError($0, doing: "append to", path: path, writing: true) }
  }

  private func overloaded(_ count: Int) -> LogError {
    LogError(
      .overloaded, "\(count) records would wait for \(path) beyond the limit of \(limits.waitingRecords)",
      remedy: "The disk is too slow for what is appended; try again later")
  }
}

extension SQLiteAppends {
  /// Records that wait for their transaction at this moment: a figure for the metrics.
  var waitingRecords: Int { queue.withLock { $0.waitingRecords } }
}
