import DarumaCore
import DarumaJournal

/// The log as a sequence of records.
extension CommitLogContract {
  static let storing: [Clause] = [
    Clause(sentence: "records come back in order, byte for byte") { logs in
      let records = (0..<20).map { Array("{\"n\":\($0),\"text\":\"ü\u{0}\u{1F4A9}\"}".utf8) }
      try await logs.first.append(Array(records[..<3]))
      for record in records[3...] { try await logs.first.append([record]) }
      let read = try await everything(logs.second)
      try require(read.map(\.bytes) == records, "the same records in the same order")
      try require(zip(read, read.dropFirst()).allSatisfy { $0.offset < $1.offset }, "offsets rise")
    },
    Clause(sentence: "a read begins where it is told to, and respects its limit") { logs in
      try await logs.first.append((0..<10).map { Array("\($0)".utf8) })
      let all = try await everything(logs.first)
      let some = try await logs.second.read(from: all[4].offset, limit: 3, wait: .seconds(10))
      try require(some == Array(all[4..<7]), "records 4, 5 and 6")
    },
    Clause(sentence: "the end counts every append that was answered") { logs in
      try require(try await logs.second.end(within: .seconds(10)) == 0, "a new log ends at 0")
      for count in 1...5 {
        try await logs.first.append([[UInt8(count)]])
        try require(try await logs.second.end(within: .seconds(10)) >= Int64(count), "the end moved on")
      }
    },
    Clause(sentence: "a read beyond the end is empty") { logs in
      try await logs.first.append([[1]])
      let end = try await logs.first.end(within: .seconds(10))
      try require(try await logs.first.read(from: end, limit: 1, wait: .zero).isEmpty, "nothing there yet")
    },
    Clause(sentence: "an append of nothing writes nothing") { logs in
      try await logs.first.append([])
      try require(try await logs.first.end(within: .seconds(10)) == 0, "still empty")
    },
    Clause(sentence: "appends of many tasks all land, each in its own order") { logs in
      try await withThrowingTaskGroup(of: Void.self) { group in
        for task in 0..<8 {
          let log = task.isMultiple(of: 2) ? logs.first : logs.second
          group.addTask {
            for round in 0..<10 {
              try await log.append([Array("\(task) \(round) a".utf8), Array("\(task) \(round) b".utf8)])
            }
          }
        }
        try await group.waitForAll()
      }
      let read = try await everything(logs.first).map { String(decoding: $0.bytes, as: UTF8.self) }
      for task in 0..<8 {
        let own = read.filter { $0.hasPrefix("\(task) ") }
        let expected = (0..<10).flatMap { ["\(task) \($0) a", "\(task) \($0) b"] }
        try require(own == expected, "the appends of task \(task) in order, once each")
      }
    },
  ]

  /// Everything up to where the log ends now.
  static func everything(_ source: any RecordSource) async throws -> [LogRecord] {
    let end = try await source.end(within: .seconds(10))
    var records: [LogRecord] = []
    var next: Int64 = 0
    while next < end {
      let more = try await source.read(from: next, limit: 7, wait: .seconds(10))
      try require(!more.isEmpty && more.count <= 7, "what lies before the end can be read")
      records += more
      next = (more.last?.offset ?? end) + 1
    }
    return records
  }
}
