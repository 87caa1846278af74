import DarumaCore
import DarumaJournal

/// Two workers that both believe in themselves.
extension CommitLogContract {
  static let superseding: [Clause] = [
    Clause(sentence: "a newer claim supersedes the owner, who refuses everything after") { logs in
      let old = try await Opening.ledger(Story.self, logs.first, worker: "old")
      let ownership = try await old.claim(at: Sample.start)
      try await old.commit([Sample.entry("one", next: 1)], at: Sample.start)
      let new = try await Opening.ledger(Story.self, logs.second, worker: "new")
      let newer = try await new.claim(at: Sample.start)
      for _ in 0..<2 {
        try await requireRefusal("journal.superseded", "the old owner's commit is refused") {
          try await old.commit([Sample.entry("two", next: 2)], at: Sample.start)
        }
        try await requireRefusal("journal.superseded", "the old owner may not act") {
          try await ownership.confirm(until: .now + .seconds(10), on: .continuous)
        }
      }
      try await newer.confirm(until: .now + .seconds(10), on: .continuous)
      try await new.commit([Sample.entry("two, by the new one", next: 2)], at: Sample.start)
      try require(new.state.told == ["one", "two, by the new one"], "the void commit left no trace")
    },
    Clause(sentence: "an owner that only asks learns of the newer claim before it acts") { logs in
      let old = try await Opening.ledger(Story.self, logs.first, worker: "old")
      let ownership = try await old.claim(at: Sample.start)
      try await ownership.confirm(until: .now + .seconds(10), on: .continuous)
      let new = try await Opening.ledger(Story.self, logs.second, worker: "new")
      let newer = try await new.claim(at: Sample.start)
      do {
        try await ownership.confirm(until: .now + .seconds(10), on: .continuous)
        throw ContractViolation(description: "violated: the old owner was let through")
      } catch let error as JournalError {
        try require(error == .superseded(by: "new", epoch: newer.epoch), "it is told by whom: \(error)")
      }
    },
    Clause(sentence: "nobody acts after the deadline") { logs in
      let ledger = try await Opening.ledger(Story.self, logs.first)
      let ownership = try await ledger.claim(at: Sample.start)
      try await requireRefusal("log.timedOut", "the deadline is over") {
        try await ownership.confirm(until: .now - .seconds(1), on: .continuous)
      }
    },
    Clause(sentence: "the late write of a zombie is void") { logs in
      let slow = FaultyLog(logs.first)
      let zombie = try await Opening.ledger(Story.self, slow, worker: "zombie", limits: Opening.impatient)
      _ = try await zombie.claim(at: Sample.start)
      slow.become(.delays)
      try await requireRefusal("journal.unconfirmed", "its commit is on its way") {
        try await zombie.commit([Sample.entry("from the grave", next: 1)], at: Sample.start)
      }
      let new = try await Opening.ledger(Story.self, logs.second, worker: "new")
      _ = try await new.claim(at: Sample.start)
      try await slow.deliver()
      try await new.commit([Sample.entry("of the living", next: 1)], at: Sample.start)
      try require(new.state.told == ["of the living"], "only the owner's commit counts")
      let late = try await Opening.ledger(Story.self, logs.first)
      try require(late.state == new.state && late.head == new.head, "for every reader")
      try require(late.fold.counts.voids == 1, "the zombie's record is there, and void")
    },
    Clause(sentence: "an own commit that comes back void stops the owner") { logs in
      let slow = FaultyLog(logs.first)
      let ledger = try await Opening.ledger(Story.self, slow, limits: Opening.impatient)
      _ = try await ledger.claim(at: Sample.start)
      // Somebody writes under the same epoch, as only a mistake or a forger would.
      let forged = try CommitCodec().encode(
        Commit(
          partition: 0, number: 1, previous: ledger.head, epoch: ledger.epoch ?? -1, worker: "forger",
          at: Sample.start, inputs: [], events: []))
      try await logs.second.append([forged])
      try await requireRefusal("journal.voided", "its own came second") {
        try await ledger.commit([Sample.entry("one", next: 1)], at: Sample.start)
      }
      try await requireRefusal("journal.unclaimed", "and it stops") {
        try await ledger.commit([Sample.entry("one", next: 1)], at: Sample.start)
      }
      _ = try await ledger.claim(at: Sample.start)
      try await ledger.commit([Sample.entry("one", next: 1)], at: Sample.start)
      try require(ledger.number == 2, "after a new claim it goes on behind")
    },
    Clause(sentence: "of two claimants that race exactly one ends as the owner") { logs in
      for round in 0..<10 {
        let winners = try await withThrowingTaskGroup(of: Bool.self) { group in
          for (name, log) in [("a", logs.first), ("b", logs.second)] {
            group.addTask { try await Self.winsRace(name, log, round) }
          }
          return try await group.reduce(into: 0) { $0 += $1 ? 1 : 0 }
        }
        try require(winners == 1, "the newer claim wins, and only it")
      }
      let first = try await Opening.ledger(Story.self, logs.first)
      let second = try await Opening.ledger(Story.self, logs.second)
      try require(first.head == second.head && first.state == second.state, "both readers agree")
      try require(first.fold.counts.claims == 20, "every claim is in the log")
    },
  ]

  /// Claims, commits, and asks once more whether it still owns.
  private static func winsRace(_ name: String, _ log: any CommitLog, _ round: Int) async throws -> Bool {
    let ledger = try await Opening.ledger(Story.self, log, worker: name)
    do throws(JournalError) {
      let ownership = try await ledger.claim(at: Sample.start)
      try await ledger.commit([CommitEntry(events: [Sample.event("\(name) \(round)")])], at: Sample.start)
      // The other one's claim may still come; wait for it, so that the question is asked of the final log.
      while ledger.fold.counts.claims < 2 * Int64(round + 1) {
        _ = try await ledger.follow(wait: .seconds(10))
      }
      try await ownership.confirm(until: .now + .seconds(10), on: .continuous)
      return true
    } catch {
      if case .superseded = error { return false }
      throw error
    }
  }
}
