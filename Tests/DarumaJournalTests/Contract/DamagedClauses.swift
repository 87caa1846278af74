import DarumaCore
import DarumaJournal

/// Records that should not be there.
extension CommitLogContract {
  static let damaged: [Clause] = [
    Clause(sentence: "a doubled commit counts once") { logs in
      let ledger = try await Opening.ledger(Story.self, logs.first)
      _ = try await ledger.claim(at: Sample.start)
      try await ledger.commit([Sample.entry("one", next: 1)], at: Sample.start)
      let record = try await everything(logs.second).last?.bytes ?? []
      try await logs.second.append([record, record])
      try await ledger.commit([Sample.entry("two", next: 2)], at: Sample.start)
      try require(ledger.state.told == ["one", "two"], "each once")
      try require(ledger.fold.counts.voids == 2, "the repeats are void")
    },
    Clause(sentence: "a commit behind a gap is void, and so is all that builds on it") { logs in
      let ledger = try await Opening.ledger(Story.self, logs.first)
      _ = try await ledger.claim(at: Sample.start)
      let records = try chain(ledger, ["one", "two", "three"])
      try await logs.second.append([records[0], records[2]])
      let reader = try await Opening.ledger(Story.self, logs.second)
      try require(reader.state.told == ["one"], "what is behind the gap does not count")
      try require(reader.fold.counts.voids == 1, "it is void")
    },
    Clause(sentence: "a commit that extends another chain is void") { logs in
      let ledger = try await Opening.ledger(Story.self, logs.first)
      _ = try await ledger.claim(at: Sample.start)
      let other = try CommitCodec().encode(
        Commit(
          partition: 0, number: 1, previous: .of([]), epoch: ledger.epoch ?? -1, worker: "w1",
          at: Sample.start, inputs: [], events: [Sample.event("elsewhere")]))
      try await logs.second.append([other])
      try await ledger.commit([Sample.entry("here", next: 1)], at: Sample.start)
      try require(ledger.state.told == ["here"], "only what extends the head counts")
    },
    Clause(sentence: "what is no record, or one of another partition, is void") { logs in
      let stray = try CommitCodec().encode(
        Claim(partition: 9, worker: "stray", at: Sample.start, id: "stray"))
      try await logs.second.append([[], [0xFF, 0x00], Array("{\"format\":1,\"kind\":\"poem\"}".utf8), stray])
      let ledger = try await Opening.ledger(Story.self, logs.first)
      let ownership = try await ledger.claim(at: Sample.start)
      try await logs.second.append([Array("null".utf8), stray])
      try await ledger.commit([Sample.entry("one", next: 1)], at: Sample.start)
      try await logs.second.append([stray])
      try await ownership.confirm(until: .now + .seconds(10), on: .continuous)
      try require(ledger.state.told == ["one"] && ledger.fold.counts.voids == 6, "they change nothing")
    },
    Clause(sentence: "a record of a later format stops every reader") { logs in
      try await logs.first.append([Array("{\"format\":2,\"kind\":\"commit\"}".utf8)])
      try await requireRefusal("journal.unknown-format", "to skip it would part the readers") {
        _ = try await Opening.ledger(Story.self, logs.second)
      }
    },
  ]

  /// The records of commits that would follow one another under the claim of `ledger`.
  static func chain(_ ledger: Ledger<Story>, _ texts: [String]) throws -> [[UInt8]] {
    var head = ledger.head
    var number = ledger.number
    return try texts.map { text in
      number += 1
      let record = try CommitCodec().encode(
        Commit(
          partition: 0, number: number, previous: head, epoch: ledger.epoch ?? -1, worker: ledger.worker,
          at: Sample.start, inputs: [Sample.position(number)], events: [Sample.event(text)]))
      head = .of(record)
      return record
    }
  }
}
