import DarumaCore
import DarumaJournal

/// A worker that owns the partition.
extension CommitLogContract {
  static let claiming: [Clause] = [
    Clause(sentence: "the offset of a claim is its epoch, and only then commits count") { logs in
      let ledger = try await Opening.ledger(Story.self, logs.first)
      try await requireRefusal("journal.unclaimed", "no commit without a claim") {
        try await ledger.commit([Sample.entry("too early", next: 1)], at: Sample.start)
      }
      let ownership = try await ledger.claim(at: Sample.start)
      let claim = try await everything(logs.second).last
      try require(ownership.epoch == claim?.offset, "the epoch is the claim's offset")
      let commits = try await ledger.commit([Sample.entry("one", next: 1)], at: Sample.start)
      try require(commits.map(\.epoch) == [ownership.epoch], "the commit carries the epoch")
      try require(ledger.state.told == ["one"], "the state has it")
    },
    Clause(sentence: "commits are numbered and chained, and state and position travel together") { logs in
      let ledger = try await Opening.ledger(Story.self, logs.first)
      _ = try await ledger.claim(at: Sample.start)
      for number in 1...5 {
        try await ledger.commit([Sample.entry("\(number)", next: Int64(number) * 10)], at: Sample.start)
      }
      let other = try await Opening.ledger(Story.self, logs.second, worker: "w2")
      try require(other.number == 5 && other.head == ledger.head, "another reader comes to the same head")
      try require(other.state == ledger.state, "and to the same state")
      try require(other.positions == ledger.positions, "and to the same positions")
      try require(other.positions.nextOffset(topic: "daruma.signals", partition: 0) == 50, "the last one's")
    },
    Clause(sentence: "an entry of several commits moves its position only with the last of them") { logs in
      var limits = JournalLimits()
      limits.eventsPerCommit = 1
      limits.commitsPerAppend = 2
      let ledger = try await Opening.ledger(Story.self, logs.first, limits: limits)
      _ = try await ledger.claim(at: Sample.start)
      let entry = CommitEntry(events: (1...5).map { Sample.event("\($0)") }, inputs: [Sample.position(1)])
      let commits = try await ledger.commit([entry], at: Sample.start)
      try require(commits.count == 5 && ledger.state.told.count == 5, "a commit for each event")
      var fold = JournalFold<Story>(partition: logs.second.partition)
      for record in try await everything(logs.second) {
        _ = try fold.take(record)
        try require(
          fold.positions.isEmpty == (fold.state.told.count < 5), "until the last commit the input is to be read again")
      }
      try require(fold.positions == ledger.positions, "and then no more")
    },
    Clause(sentence: "nothing counts before it is read back") { logs in
      let slow = FaultyLog(logs.first)
      let ledger = try await Opening.ledger(Story.self, slow, limits: Opening.impatient)
      _ = try await ledger.claim(at: Sample.start)
      slow.become(.delays)
      try await requireRefusal("journal.unconfirmed", "a commit that is not seen is not acknowledged") {
        try await ledger.commit([Sample.entry("late", next: 1)], at: Sample.start)
      }
      try require(ledger.state.told.isEmpty, "the state does not have it")
      try require(ledger.positions.all.isEmpty, "nor do the positions")
    },
    Clause(sentence: "a lost append is noticed, and after a new claim the work goes on") { logs in
      let lossy = FaultyLog(logs.first)
      let ledger = try await Opening.ledger(Story.self, lossy, limits: Opening.impatient)
      let before = try await ledger.claim(at: Sample.start)
      try await ledger.commit([Sample.entry("one", next: 1)], at: Sample.start)
      lossy.become(.loses)
      try await requireRefusal("journal.unconfirmed", "a lost commit is not acknowledged") {
        try await ledger.commit([Sample.entry("two", next: 2)], at: Sample.start)
      }
      lossy.become(.none)
      try await requireRefusal("journal.unclaimed", "in doubt it writes nothing more") {
        try await ledger.commit([Sample.entry("two", next: 2)], at: Sample.start)
      }
      try await requireRefusal("journal.unclaimed", "in doubt no effect starts") {
        try await before.confirm(until: .now + .seconds(10), on: .continuous)
      }
      _ = try await ledger.claim(at: Sample.start)
      try await ledger.commit([Sample.entry("two", next: 2)], at: Sample.start)
      try require(ledger.state.told == ["one", "two"], "each once")
    },
    Clause(sentence: "a commit that arrives late counts if nobody claimed in between") { logs in
      let slow = FaultyLog(logs.first)
      let ledger = try await Opening.ledger(Story.self, slow, limits: Opening.impatient)
      _ = try await ledger.claim(at: Sample.start)
      slow.become(.delays)
      try await requireRefusal("journal.unconfirmed", "not seen in time") {
        try await ledger.commit([Sample.entry("late", next: 1)], at: Sample.start)
      }
      slow.become(.none)
      try await slow.deliver()
      _ = try await ledger.claim(at: Sample.start)
      try require(ledger.state.told == ["late"], "it was read on the way to the new claim")
      try require(ledger.positions.all == [Sample.position(1)], "its position too: it is not decided again")
    },
    Clause(sentence: "a claim that is lost is noticed") { logs in
      let lossy = FaultyLog(logs.first)
      let ledger = try await Opening.ledger(Story.self, lossy, limits: Opening.impatient)
      lossy.become(.loses)
      try await requireRefusal("journal.unconfirmed", "a lost claim is no claim") {
        _ = try await ledger.claim(at: Sample.start)
      }
      try await requireRefusal("journal.unclaimed", "nothing is committed under it") {
        try await ledger.commit([Sample.entry("one", next: 1)], at: Sample.start)
      }
    },
  ]
}
