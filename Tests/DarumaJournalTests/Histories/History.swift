import DarumaCore
import DarumaJournal
import TestSupport

struct HistoryViolation: Error, CustomStringConvertible {
  let description: String
}

/// One random history of a partition: claims, commits ahead of what was read back, zombies that were not told, delayed,
/// doubled and lost appends, crashes. Checked at every step: each input is intended exactly once and in order, no
/// outcome comes twice, position and state never part, nobody decides after losing the partition, and nobody acts
/// without a valid intent. In the second half the
/// faults stop; then every input has to get its intent and its outcome.
struct History {
  private static let inputs = 6
  private static let workers = 3
  private static let faultySteps = 260

  private let seed: UInt64
  private let rules: Set<WeakArbiter.Rule>
  private var random: SeededRandom
  private var log = HistoryLog()
  private var workers: [HistoryWorker]
  private var owner: Int?
  private var observer: HistoryReader
  private let codec = CommitCodec()
  private(set) var acts: [Int: Int] = [:]
  var voids: Int { observer.voids }
  var claims: Int { observer.claims.count }

  init(seed: UInt64, rules: Set<WeakArbiter.Rule> = Set(WeakArbiter.Rule.allCases)) {
    self.seed = seed
    self.rules = rules
    random = SeededRandom(seed: seed)
    workers = (0..<Self.workers).map { HistoryWorker($0, rules: rules) }
    observer = HistoryReader(rules)
  }

  mutating func run() throws {
    for step in 0..<Self.faultySteps * 3 {
      let isFaulty = step < Self.faultySteps
      try move(isFaulty)
      if let owner { workers[owner].believes = true }
      if let owner, !isFaulty, random.chance(0.02) { workers[owner].done = [] }
      try check()
    }
    let all = Array(0..<Self.inputs)
    try require(observer.intents == all, "every input got its intent")
    try require(observer.outcomes.sorted() == all, "every intent got its outcome")
  }

  private mutating func move(_ isFaulty: Bool) throws {
    let roll = Double.random(in: 0..<1, using: &random)
    if (isFaulty && roll < 0.04) || owner == nil {
      // The old owner is not told: a zombie.
      let new = random.below(Self.workers)
      if new != owner {
        owner = new
        workers[new].believes = true
      }
    } else if isFaulty, roll < 0.07 {
      workers[random.below(Self.workers)].crash(rules: rules)
    } else if isFaulty, roll < 0.09 {
      log.lose(random.below(Self.workers), &random)
    } else if !log.flying.isEmpty, roll < 0.5 {
      log.land(&random, mayDouble: isFaulty)
    } else {
      try step(random.below(Self.workers))
    }
  }

  private func require(_ condition: Bool, _ sentence: @autoclosure () -> String) throws {
    if !condition { throw HistoryViolation(description: "seed \(seed): \(sentence())") }
  }

  private mutating func check() throws {
    try observer.read(log, to: log.landed.count)
    try require(
      observer.intents == Array(0..<observer.intents.count), "intents lost, doubled or reordered: \(observer.intents)")
    try require(Set(observer.outcomes).count == observer.outcomes.count, "an outcome came twice")
    try require(observer.next == Int64(observer.intents.count), "position and state parted")
    try require(observer.usurped == 0, "a worker that lost the partition still decided")
  }
}

/// What a worker does when it is its turn.
extension History {
  private mutating func step(_ index: Int) throws {
    var worker = workers[index]
    defer { workers[index] = worker }
    guard worker.believes else { return }
    guard let claim = worker.claim else { return try sendClaim(&worker) }
    if worker.reader.read < log.landed.count {
      // Reads lag behind.
      let end = worker.reader.read + 1 + random.below(log.landed.count - worker.reader.read)
      try worker.reader.read(log, to: end)
    }
    guard let own = worker.reader.claims[claim] else { return }
    guard worker.reader.arbiter.arbiter.epoch == own else {
      worker.letGo()
      if owner != index { worker.believes = false }
      return
    }
    var ahead = worker.ahead ?? start(worker)
    guard worker.reader.arbiter.arbiter.number <= ahead.number else {
      worker.ahead = nil
      return
    }
    let choice = Double.random(in: 0..<1, using: &random)
    if choice < 0.4 {
      try decide(worker, own, &ahead)
    } else if choice < 0.8 {
      try act(&worker, own, &ahead)
    } else if hasLostACommit(worker, ahead) {
      return worker.letGo()
    }
    worker.ahead = ahead
  }

  private func start(_ worker: HistoryWorker) -> HistoryWorker.Ahead {
    let arbiter = worker.reader.arbiter.arbiter
    return HistoryWorker.Ahead(
      head: arbiter.head, number: arbiter.number, next: worker.reader.next, outcomes: Set(worker.reader.outcomes))
  }

  private mutating func sendClaim(_ worker: inout HistoryWorker) throws {
    let id = "\(random.next())"
    worker.claim = id
    worker.ahead = nil
    let claim = Claim(partition: 0, worker: "\(worker.name)", at: Sample.start, id: id)
    log.flying.append(HistoryLog.Flying(worker: worker.name, bytes: try codec.encode(claim), isClaim: true))
  }

  private mutating func decide(_ worker: HistoryWorker, _ epoch: Int64, _ ahead: inout HistoryWorker.Ahead) throws {
    guard ahead.next < Int64(Self.inputs) else { return }
    let intent = EventBody.command(.automationPaused(by: "\(ahead.next)"))
    ahead.next += 1
    try send(intent, worker, epoch, &ahead)
  }

  /// Acts on an intent that was read back as valid, and sends the outcome, perhaps.
  private mutating func act(
    _ worker: inout HistoryWorker, _ epoch: Int64, _ ahead: inout HistoryWorker.Ahead
  ) throws {
    let open = worker.reader.intents.filter { !worker.reader.outcomes.contains($0) && !worker.done.contains($0) }
    guard !open.isEmpty else { return }
    let intent = open[random.below(open.count)]
    acts[intent, default: 0] += 1
    worker.done.insert(intent)
    try observer.read(log, to: log.landed.count)
    try require(observer.intents.contains(intent), "acted without a valid intent")
    guard random.chance(0.8), !ahead.outcomes.contains(intent) else { return }
    ahead.outcomes.insert(intent)
    try send(.command(.automationResumed(by: "\(intent)")), worker, epoch, &ahead)
  }

  private mutating func send(
    _ body: EventBody, _ worker: HistoryWorker, _ epoch: Int64, _ ahead: inout HistoryWorker.Ahead
  ) throws {
    ahead.number += 1
    let commit = Commit(
      partition: 0, number: ahead.number, previous: ahead.head, epoch: epoch, worker: "\(worker.name)",
      at: Sample.start, inputs: [Sample.position(ahead.next)],
      events: [Event(application: "shop", sequence: ahead.number, at: Sample.start, cause: nil, body: body)])
    let bytes = try codec.encode(commit)
    ahead.head = .of(bytes)
    log.flying.append(HistoryLog.Flying(worker: worker.name, bytes: bytes, isClaim: false))
  }

  /// Nothing of it is on its way, it has read everything, and still its last commit is not there.
  private func hasLostACommit(_ worker: HistoryWorker, _ ahead: HistoryWorker.Ahead) -> Bool {
    !log.flying.contains { $0.worker == worker.name } && worker.reader.read == log.landed.count
      && worker.reader.arbiter.arbiter.number < ahead.number
  }
}
