import DarumaCore
import DarumaFeeds
package import DarumaJournal

/// Input -> what is to be committed: decodes, routes and decides, on a copy of the state. Does nothing itself.
struct Decider: Sendable {
  private let feeds = FeedDecoder()
  private let machine: Machine
  private let clockTolerance: Span
  private let routers = RouterCache()

  /// Signals of a listing that are decided on together: what they lead to has to fit into one commit.
  private static let mostListed = 200

  /// - Parameter clockTolerance: How far a time may lie ahead of the clock.
  init(clockTolerance: Span) {
    machine = Machine(clockTolerance: clockTolerance, digest: ApprovalDigest.of)
    self.clockTolerance = clockTolerance
  }

  /// - Parameter heardUntil: See ``Machine/decide(_:_:at:heardUntil:)``.
  func decide(
    _ input: WorkerInput, _ state: State, _ positions: InputPositions, at now: Instant, heardUntil: Instant
  ) -> Decision {
    var draft = Draft(state: state, machine: machine, now: now, heardUntil: heardUntil)
    switch input {
    case .batch(let batch): takeIn(batch, positions, &draft)
    case .outcome(let outcome):
      if let name = draft.owner(of: outcome.effect) { draft.give(.outcome(outcome), to: name) }
    case .timePassed: draft.giveAll(.timePassed)
    case .listed(let name, let signals):
      var rest = signals.filter { !isOfFuture($0, &draft) }[...]
      while !rest.isEmpty {
        draft.give(.listed(Array(rest.prefix(Self.mostListed))), to: name)
        draft.closeEntry(at: nil)
        rest = rest.dropFirst(Self.mostListed)
      }
    case .readiness(let change): draft.giveAll(.readiness(change))
    case .declared(let applications):
      for declared in applications {
        draft.give(.declared(declared.application, digest: declared.digest), to: declared.application.name)
      }
    case .deadline, .listen, .heard, .unheard, .endOfInput: break
    }
    draft.closeEntry(at: nil)
    return draft.decision
  }

  private func takeIn(_ batch: IncomingBatch, _ positions: InputPositions, _ draft: inout Draft) {
    let router = routers.router(for: draft.state)
    for record in batch.records {
      if let position = record.position,
        let next = positions.nextOffset(topic: position.topic, partition: position.partition),
        position.nextOffset <= next
      {
        continue  // Taken in before: a commit of an earlier attempt holds it.
      }
      takeIn(record, router, &draft)
      draft.closeEntry(at: record.position)
    }
  }

  private func takeIn(_ record: IncomingRecord, _ router: Router, _ draft: inout Draft) {
    var raw = record.raw
    // A record's own time stamp is not trusted to be of tomorrow either.
    raw.receivedAt = min(raw.receivedAt, draft.now)
    let decoded = feeds.decode(raw)
    for problem in decoded.problems {
      draft.refuse(record.raw, code: problem.code.rawValue, reason: problem.description)
    }
    for ignored in decoded.ignored { draft.ignore(ignored.reason, count: ignored.count) }
    for var signal in decoded.signals {
      if let ahead = signal.futureTime(at: draft.now, tolerance: clockTolerance) {
        draft.refuse(record.raw, code: "future-time", reason: "\(signal.fact.kind.rawValue): \(ahead)")
        continue
      }
      signal.recordedAt = raw.receivedAt
      switch router.route(signal) {
      case .applications(let names):
        for name in names { draft.give(.signal(signal), to: name) }
      case .nobody(let reason): draft.ignore(reason, count: 1)
      case .unrouted(let reason):
        draft.refuse(record.raw, code: "unrouted", reason: reason)
        if signal.resource != nil { draft.give(.unowned(signal), to: .none) }
      }
    }
  }

  /// A listing has no record that could go to the dead letters: it is counted, and listed again.
  private func isOfFuture(_ signal: Signal, _ draft: inout Draft) -> Bool {
    guard let ahead = signal.futureTime(at: draft.now, tolerance: clockTolerance) else { return false }
    draft.ignore("listed, \(signal.fact.kind.rawValue): \(ahead.field) lies ahead of the clock", count: 1)
    return true
  }
}

/// What one input leads to.
package struct Decision: Sendable {
  package fileprivate(set) var entries: [CommitEntry] = []
  package fileprivate(set) var deadLetters: [DeadLetter] = []
  /// What was recognised and passed over, and how often, by reason.
  package fileprivate(set) var ignored: [String: Int] = [:]
}

/// A decision in the making.
private struct Draft {
  private(set) var state: State
  private(set) var decision = Decision()
  private var events: [Event] = []
  private let machine: Machine
  let now: Instant
  private let heardUntil: Instant

  init(state: State, machine: Machine, now: Instant, heardUntil: Instant) {
    self.state = state
    self.machine = machine
    self.now = now
    self.heardUntil = heardUntil
  }

  mutating func give(_ input: Machine.Input, to name: ApplicationName) {
    let application = state.applications[name] ?? ApplicationState(name: name)
    for event in machine.decide(application, input, at: now, heardUntil: heardUntil) {
      state.apply(event)
      events.append(event)
    }
  }

  mutating func giveAll(_ input: Machine.Input) {
    for name in state.applications.keys.sorted() { give(input, to: name) }
  }

  func owner(of effect: EffectID) -> ApplicationName? {
    state.applications.values.first { $0.pendingEffects.contains { $0.id == effect } }?.name
  }

  mutating func refuse(_ record: RawRecord, code: String, reason: String) {
    decision.deadLetters.append(
      DeadLetter(
        bytes: Array(record.value), key: record.key, headers: record.headers, origin: record.origin,
        code: code,
        reason: reason, at: now))
  }

  mutating func ignore(_ reason: String, count: Int) { decision.ignored[reason, default: 0] += count }

  /// Ends what belongs together: the events of one record and the position after it.
  mutating func closeEntry(at position: InputPosition?) {
    guard !events.isEmpty || position != nil else { return }
    decision.entries.append(CommitEntry(events: events, inputs: position.map { [$0] } ?? []))
    events = []
  }
}
