import DarumaAWS
import DarumaCore
import DarumaFeeds
import DarumaJournal
import TestSupport

@testable import DarumaRuntime

/// An hour or more by chance: several applications, a world that changes whether a worker lives or not, people, kills
/// and restarts. A seed gives the same history for ever.
struct History {
  /// What is broken on purpose, to see that it is noticed.
  enum Weakening: CaseIterable {
    /// It says that it has heard everything, and has not read on.
    case actsUnheard
    /// It sends without asking whether it still may.
    case sendsUnasked
    /// What it acted on is not in the journal after a kill.
    case losesCommits
    /// People say that the primary serves again, and it is not so.
    case falseFailback
  }

  static let names: [ApplicationName] = ["care-alone", "care-asked", "care-proceeding"]
  static let start = Instant(rfc3339: "2026-11-24T18:45:00Z") ?? Instant(milliseconds: 0)
  private static let pace = EffectPace()

  private var random: SeededRandom
  private let weakening: Weakening?
  private let clock = ManualClock(start)
  private(set) var outside = Outside()
  private(set) var watch = PropertyWatch()
  private(set) var worker: SteppedWorker?
  private(set) var journal: [[UInt8]] = []
  private(set) var state = State()
  private var catalog: DeclaredCatalog
  private let eventsPerCommit: Int
  private let checksPrefixes: Bool
  private let decider = Decider(clockTolerance: FutureTime.tolerance)
  private var isOutOfReach = false
  private var doings: [EffectID: Doing] = [:]
  private var hanging: Set<EffectID> = []
  /// What nobody ever answers about, whichever process asks.
  private var unanswerable: Set<EffectID> = []
  /// Up to where the topic must be read before the worker's question is answered.
  private var asked: (question: Hearing.Question, end: Int)?
  private var orders = 0

  /// What the executor remembers, and forgets with its process.
  private struct Doing {
    var isInDoubt: Bool
    var lastActedAt: Instant?
  }

  /// - Parameter checksPrefixes: Whether each decision is also made anew after each prefix of itself.
  init(seed: UInt64, weakening: Weakening? = nil, checksPrefixes: Bool = false) {
    random = SeededRandom(seed: seed)
    self.checksPrefixes = checksPrefixes
    self.weakening = weakening
    eventsPerCommit = random.one(of: [1, 2, 3, 100])
    catalog = DeclaredCatalog(Self.names.map(Self.declared), othersWithdrawnBy: "applications folder")
  }

  private static func declared(_ name: ApplicationName) -> DeclaredApplication {
    declared(HistoryApplication.make(name), "1")
  }

  private static func declared(_ application: Application, _ version: String) -> DeclaredApplication {
    DeclaredApplication(application: application, digest: "\(application.name)-\(version)")
  }

  private var now: Instant { clock.now }

  private var unread: [Instant] { outside.topic.dropFirst(worker?.position ?? 0).map(\.raw.receivedAt) }

  // MARK: - The whole of it

  mutating func play(_ moves: Int) async throws {
    for name in Self.names { outside.copy(name, of: now - .minutes(20), at: now) }
    for _ in 0..<moves where watch.violations.isEmpty {
      try await move()
      let isLong = random.once(in: 40)
      pass(isLong ? .minutes(.random(in: 1...15, using: &random)) : .seconds(.random(in: 0...12, using: &random)))
    }
    guard watch.violations.isEmpty else { return }
    try await rest()
    let rebuilt = try await rebuild()
    watch.check(rebuilt == state, "the journal gives the state that the worker had")
    watch.look(atEnd: rebuilt, try events(), outside)
  }

  private mutating func move() async throws {
    switch Int.random(in: 0..<40, using: &random) {
    case 0...3: changeWorld()
    case 4: handWork()
    case 5...7: for _ in 0...Int.random(in: 0...2, using: &random) { order() }
    case 8 where random.once(in: 3): try await changeFiles()
    case 9: try await kill()
    case 10: isOutOfReach = random.once(in: 4)
    case 11: try await answerAtTheLastMoment()
    default: try await work()
    }
  }

  private mutating func pass(_ span: Span) {
    clock.advance(by: span)
    outside.land(at: now)
  }

  /// People end what runs, the world is well and answers, and time goes by.
  private mutating func rest() async throws {
    isOutOfReach = false
    outside.isControlPlaneDown = false
    outside.alarm(false, at: now)
    for round in 0..<80 {
      if worker == nil { try await revive() }
      if round % 20 == 19 {
        for name in Self.names where state.applications[name]?.runningExecution != nil { order(.abort, name) }
      }
      try await workWell()
      pass(.minutes(1))
    }
    watch.check(
      state.applications.values.allSatisfy { $0.runningExecution == nil }, "what is aborted ends")
  }

  // MARK: - The world

  private mutating func changeWorld() {
    let name = random.one(of: Self.names)
    switch Int.random(in: 0..<12, using: &random) {
    case 0...3: outside.alarm(random.once(in: 3) ? !outside.isAlarmed : true, at: now)
    case 4...9: outside.copy(name, of: now - .minutes(.random(in: 1...40, using: &random)), at: now)
    case 10:
      guard let point = outside.points.keys.sorted().randomElement(using: &random) else { return }
      outside.delete(point, isTold: random.once(in: 2), at: now)
    default: outside.isControlPlaneDown = !outside.isControlPlaneDown && random.once(in: 3)
    }
  }

  /// Somebody moves users by hand, and says so: once nothing of ours is under way.
  private mutating func handWork() {
    let name = random.one(of: Self.names)
    let isFree = state.applications[name].map { $0.runningExecution == nil } ?? true
    if weakening == .falseFailback { return order(.rearm, name, servedFrom: "us-east-1") }
    guard worker != nil, isFree, unread.isEmpty, !outside.isMoving(name, exceptBy: nil) else { return }
    let isBack = random.once(in: 3) == false
    outside.moveByHand(name, to: isBack ? .primary : .byHand)
    order(.rearm, name, servedFrom: isBack ? "us-east-1" : "us-west-2")
  }

  // MARK: - People

  private mutating func order() {
    let name = random.one(of: Self.names)
    let running = state.applications[name]?.runningExecution
    if running?.machine.approval != nil, !random.once(in: 4) { return order(.approve, name, of: running) }
    let command = random.one(
      of: [
        .deny, .abort, .pause, .resume, .resume, .resume, .retry, .retry, .skip, .acknowledge, .rearm, .override,
        .failover, .failover,
      ] as [CommandGiven.Command])
    order(command, name, of: running)
  }

  /// Somebody who was asked answers just before the time is over; the worker comes to that only afterwards.
  private mutating func answerAtTheLastMoment() async throws {
    func asked() -> (execution: Execution, expiresAt: Instant)? {
      let running = state.applications.values.compactMap(\.runningExecution)
      return running.compactMap { execution in execution.machine.approval.map { (execution, $0.expiresAt) } }
        .filter { $0.1 > now }.min { $0.1 < $1.1 }
    }
    // The worker must hear meanwhile: one that is deaf lets nothing expire anyway.
    while worker != nil, let request = asked(), request.expiresAt - now > .seconds(5) {
      try await workWell()
      pass(.seconds(4))
    }
    guard worker != nil, let request = asked() else { return }
    let name = request.execution.application.name
    outside.copy(name, of: now - .minutes(1), at: now)
    order(random.once(in: 2) ? .approve : .deny, name, of: request.execution)
    pass(.seconds(6))
    // What came before the answer is taken in when the time is over already.
    try await read(1)
    try await take(.deadline)
  }

  private mutating func order(
    _ command: CommandGiven.Command, _ name: ApplicationName, of running: Execution? = nil,
    servedFrom region: Region? = nil
  ) {
    orders += 1
    var more: [String] = []
    if let digest = running?.machine.approval?.digest, command == .approve { more.append(#""digest":"\#(digest)""#) }
    switch command {
    case .failover: more.append(#""plan":"failover""#)
    case .skip, .retry: more.append(#""step":"\#(random.one(of: ["restore", "app", "dns"]))""#)
    case .override:
      let guards = Guard.allCases.filter { $0.risk != nil }
      more.append(#""guard":"\#(random.one(of: guards).rawValue)","comment":"by chance""#)
    case .pause, .resume:
      if let running, random.once(in: 2) { more.append(#""execution":"\#(running.id)""#) }
    case .acknowledge: more.append(#""trigger":"outage""#)
    default: break
    }
    if let region { more.append(#""servedFrom":"\#(region)""#) }
    outside.put(
      #"{"command":"\#(command.rawValue)","id":"order-\#(orders)","application":"\#(name)","by":"yuki","#
        + #""role":"management","at":"\#(now)""# + more.map { "," + $0 }.joined() + "}", at: now)
  }

  /// The owners change their files: other times, a file that goes and comes back.
  private mutating func changeFiles() async throws {
    let name = random.one(of: Self.names)
    if catalog.applications.contains(where: { $0.application.name == name }), random.once(in: 3) {
      catalog.applications.removeAll { $0.application.name == name }
    } else {
      let seconds = Int64.random(in: 20...40, using: &random)
      var application = HistoryApplication.make(name)
      application.triggers[0].holdFor = .seconds(seconds)
      catalog.applications.removeAll { $0.application.name == name }
      catalog.applications.append(Self.declared(application, "\(seconds)"))
    }
    if worker != nil { try await take(.declared(catalog)) }
  }

  // MARK: - The worker

  private mutating func work() async throws {
    guard worker != nil else {
      if random.once(in: 3) { try await revive() }
      return
    }
    switch Int.random(in: 0..<12, using: &random) {
    case 0: try await read(.random(in: 1...4, using: &random))
    case 1: try await hear()
    case 2: try await take(.listen)
    case 3: try await take(.deadline)
    case 4: if let effect = state.openEffects.map(\.effect).randomElement(using: &random) { try await look(at: effect) }
    default: try await workWell()
    }
  }

  /// What a worker does that nothing disturbs.
  private mutating func workWell() async throws {
    // Now and then more comes than is read.
    try await read(random.once(in: 2) ? 1 : outside.topic.count)
    try await hear()
    try await take(.listen)
    try await hear()
    try await take(.deadline)
    for effect in state.openEffects.map(\.effect) { try await look(at: effect) }
  }

  private mutating func revive() async throws {
    let worker = try await SteppedWorker(on: journal, catalog, clock: clock, eventsPerCommit: eventsPerCommit)
    doings = [:]
    hanging = []
    asked = nil
    state = await worker.worker.state
    self.worker = worker
    try await keep(try await worker.open())
  }

  private mutating func kill() async throws {
    await worker?.close()
    worker = nil
    if weakening == .losesCommits { journal.removeLast(min(journal.count, 2)) }
    // What nobody sees again is forgotten.
    state = try await rebuild()
  }

  private mutating func read(_ count: Int) async throws {
    guard !isOutOfReach, let worker else { return }
    await checkPrefixes(of: worker.batch(count, of: outside.topic))
    guard let step = try await self.worker?.read(count, of: outside.topic) else { return }
    try await keep(step)
  }

  /// The worker's question is answered once everything is read that was there when it was asked.
  private mutating func hear() async throws {
    guard let asked, let worker else { return }
    let isRead = worker.position >= asked.end || weakening == .actsUnheard
    if isOutOfReach {
      self.asked = nil
      try await take(.unheard(asked.question, SteeredTopic.Refusal()))
    } else if isRead {
      self.asked = nil
      try await take(.heard(asked.question))
    }
  }

  private mutating func take(_ input: WorkerInput) async throws {
    switch input {
    case .outcome, .declared: await checkPrefixes(of: input)
    case .deadline: await checkPrefixes(of: .timePassed)
    case .heard: await checkPrefixes(of: .readiness(.current))
    default: break
    }
    guard let step = try await worker?.take(input) else { return }
    try await keep(step)
  }

  /// What a step led to is durable; or the worker was killed in its midst, between any two commits.
  @discardableResult
  private mutating func keep(_ step: SteppedWorker.Step) async throws -> Bool {
    watch.look(step, unread: unread)
    state = step.after
    if !step.records.isEmpty, random.once(in: 40) {
      journal += step.records.prefix(.random(in: 0...step.records.count, using: &random))
      try await kill()
      return false
    }
    journal += step.records
    await noteQuestion()
    return true
  }

  private mutating func noteQuestion() async {
    guard let question = await worker?.worker.hearing.question else {
      asked = nil
      return
    }
    if asked?.question != question { asked = (question, outside.topic.count) }
  }

  /// Whatever part of a decision is in the journal when the worker dies: the next one, which takes the same input in again
  /// while it catches up, adds what is missing and nothing else.
  private mutating func checkPrefixes(of input: WorkerInput) async {
    guard checksPrefixes, random.once(in: 3), let worker else { return }
    let heardUntil = await worker.worker.hearing.heardUntil
    // Starting anew says by itself what the worker hears, and what came and went between two records is not told while it
    // catches up: of these there may be more or less.
    // What ran out of time is given up after so many times of becoming current: of these there is one more or less.
    if case .readiness = input, state.openEffects.contains(where: { $0.effect.deadline <= now }) { return }
    let isExact =
      switch input {
      case .readiness: false
      case .batch(let batch): batch.records.count == 1
      default: true
      }
    func decide(_ input: WorkerInput, _ state: inout State, _ positions: InputPositions) -> [CommitEntry] {
      let entries = decider.decide(input, state, positions, at: now, heardUntil: heardUntil).entries
      for event in entries.flatMap(\.events) { state.apply(event) }
      return entries
    }
    let start = InputPositions([
      InputPosition(topic: Outside.topicName, partition: 0, nextOffset: Int64(worker.position))
    ])
    var whole = state
    let entries = decide(input, &whole, start)
    _ = decide(.readiness(.catchingUp), &whole, start)
    _ = decide(.readiness(.current), &whole, start)
    var part = state
    var positions = start
    for (entry, event) in entries.flatMap({ entry in entry.events.map { (entry, $0) } }) {
      part.apply(event)
      if event == entry.events.last { for position in entry.inputs { positions.advance(to: position) } }
      var again = part
      _ = decide(.readiness(.catchingUp), &again, positions)
      let rest = decide(input, &again, positions)
      let last = decide(.readiness(.current), &again, positions)
      watch.check(
        isExact ? again == whole : Self.isSame(again, whole), "a decision that was cut off is completed",
        Self.words(entries) + " after \(event.body.type) then " + Self.words(rest) + " and " + Self.words(last))
    }
  }

  /// Whether both are the same but for how many events led to them, and how often the worker became current.
  private static func isSame(_ left: State, _ right: State) -> Bool {
    let texts = [left, right].map { state in
      (try? CanonicalJSON.encode(state)).map { bytes in
        String(decoding: bytes, as: UTF8.self).replacing(/"(sequence|becameCurrentAt)":([0-9]+|\[[^\]]*\])/, with: "")
      }
    }
    return texts[0] != nil && texts[0] == texts[1]
  }

  private static func words(_ entries: [CommitEntry]) -> String {
    entries.flatMap(\.events).map { $0.body.type.rawValue }.joined(separator: ", ")
  }

  // MARK: - The executor

  /// As ``EffectRun`` does: look, ask, act, tell.
  private mutating func look(at effect: Effect) async throws {
    guard let record = state.applications[effect.application]?.effects[effect.id], !record.machine.hasEnded
    else { return }
    // One of many is never answered, as long as this process lives.
    guard !hanging.contains(effect.id), !unanswerable.contains(effect.id) else { return }
    if random.once(in: 12) { hanging.insert(effect.id) }
    if random.once(in: 40) { unanswerable.insert(effect.id) }
    let wasSent = record.machine.sentAt != nil
    var doing = doings[effect.id] ?? Doing(isInDoubt: wasSent, lastActedAt: wasSent ? now : nil)
    defer { doings[effect.id] = doing }
    switch outside.observe(effect) {
    case .done(let outputs, _): return try await tell(effect, .succeeded(outputs: outputs))
    case .absent: break
    case .inProgress, .conflict, .broken: return
    }
    guard now < effect.deadline else { return try await tell(effect, .unsettled(effect.timedOut)) }
    if doing.isInDoubt, let last = doing.lastActedAt, now - last < Self.pace.invisibility { return }
    switch try await mayAct(effect) {
    case .wait, nil: return
    case .refuse(let failure):
      return try await tell(effect, doing.isInDoubt ? .unsettled(failure) : .failed(failure))
    case .go: break
    }
    guard let result = send(effect, &doing) else { return }
    // The process may die between the call and its answer.
    if random.once(in: 12) { return try await kill() }
    try await tell(effect, result)
  }

  private mutating func mayAct(_ effect: Effect) async throws -> Sending.Answer? {
    if weakening == .sendsUnasked { return .go }
    guard let asked = try await worker?.ask(effect) else { return nil }
    guard try await keep(asked.step) else { return nil }
    return asked.answer
  }

  /// - Returns: What is known of it at once; nil where it has to be looked at.
  private mutating func send(_ effect: Effect, _ doing: inout Doing) -> Outcome.Result? {
    guard effect.changesOutside else { return .succeeded(outputs: [:]) }
    watch.look(sending: effect, state, outside, unread: unread, at: now)
    if outside.isControlPlaneDown { return nil }
    if let point = effect.action.restoredPoint, outside.points[point] == nil {
      return .failed(Failure(code: "rds.DBSnapshotNotFound", message: "it is gone", isRetriable: false))
    }
    // At once, a moment later, or when its step's time is long over.
    let landsAt =
      switch Int.random(in: 0..<10, using: &random) {
      case 0: now + .seconds(.random(in: 60...400, using: &random))
      case 1...3: now + .seconds(.random(in: 1...50, using: &random))
      default: now
      }
    outside.send(effect, landsAt: random.once(in: 12) ? nil : landsAt, at: now)
    outside.land(at: now)
    doing = Doing(isInDoubt: true, lastActedAt: now)
    return nil
  }

  private mutating func tell(_ effect: Effect, _ result: Outcome.Result) async throws {
    try await take(.outcome(Outcome(effect: effect.id, result: result)))
  }

  // MARK: - The journal

  private func rebuild() async throws -> State {
    let log = MemoryLog()
    try await log.producer("reader").append(journal)
    return try await Rebuild<State>.run(log.producer("reader"), snapshots: MemorySnapshots()).fold.state
  }

  private func events() throws -> [Event] {
    var events: [Event] = []
    for record in journal {
      if case .commit(_, let commit) = CommitCodec().decode(record) { events += try commit.get().events }
    }
    return events
  }
}
