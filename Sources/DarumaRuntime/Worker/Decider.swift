import DarumaCore
import DarumaCrypto
import DarumaFeeds
import DarumaJournal

/// Input -> what is to be committed: decodes, routes and decides, on a copy of the state. Does nothing itself.
struct Decider: Sendable {
  private let feeds = FeedDecoder()
  private let machine: Machine
  private let clockTolerance: Span
  private let routers = RouterCache()

  /// Signals of a listing that are decided on together.
  private static let mostListed = 200

  /// - Parameter clockTolerance: How far a time may lie ahead of the clock.
  init(clockTolerance: Span) {
    machine = Machine(
      clockTolerance: clockTolerance, isRightSignature: OperatorKey.isRight, digest: ApprovalDigest.of)
    self.clockTolerance = clockTolerance
  }

  /// Decides on the state that `ledger` holds, and packs what comes of it. Input that leads to an event that fits into no
  /// commit, or can't be journaled, is refused as a whole, and the rest is decided anew without it: no limit ends the worker.
  ///
  /// - Parameter heardUntil: See ``Machine/decide(_:_:at:heardUntil:)``.
  ///
  /// Throws what ``Ledger/pack(_:at:)`` throws for any other reason.
  func decide(
    _ input: WorkerInput, on ledger: Ledger<State>, at now: Instant, heardUntil: Instant
  ) throws(JournalError) -> (decision: Decision, packed: PackedEntries) {
    var refused: [DecisionSource: JournalError] = [:]
    while true {
      let decision = decide(input, ledger.state, ledger.positions, refusing: refused, at: now, heardUntil: heardUntil)
      do throws(JournalError) {
        return (decision, try ledger.pack(decision.entries, at: now))
      } catch {
        // Each round refuses one more; what is refused leads to no event.
        guard let entry = error.refusedEntry, refused[decision.sources[entry]] == nil else { throw error }
        refused[decision.sources[entry]] = error
      }
    }
  }

  func decide(
    _ input: WorkerInput, _ state: State, _ positions: InputPositions,
    refusing refused: [DecisionSource: JournalError] = [:], at now: Instant, heardUntil: Instant
  ) -> Decision {
    var draft = DecisionDraft(state: state, machine: machine, refused: refused, now: now, heardUntil: heardUntil)
    switch input {
    case .batch(let batch): takeIn(batch, positions, &draft)
    case .lost(let losses): takeIn(losses, &draft)
    case .outcome(let outcome):
      if let name = draft.owner(of: outcome.effect) { draft.give(.outcome(outcome), alone: name) }
    case .sendAsked(let question):
      draft.give(.sending(question.effect.id), alone: question.effect.application)
    case .timePassed: draft.giveAll(.timePassed)
    case .listed(let name, let signals):
      takeIn(signals.filter { !isOfFuture($0, &draft) }, of: name, &draft)
    case .planLooked(let name, let look): draft.give(.planLooked(look), alone: name)
    case .readiness(let change): draft.giveAll(.readiness(change))
    case .callers(let callers):
      for (name, caller) in callers.sorted(by: { $0.key < $1.key }) { draft.give(.caller(caller), alone: name) }
    case .declared(let catalog): takeIn(catalog, &draft)
    case .accepted(let acceptance): draft.giveAll(.journalAccepted(JournalAcceptance(acceptance)))
    case .deadline, .listen, .heard, .unheard, .endOfInput: break
    }
    return draft.decision
  }

  private func takeIn(_ batch: IncomingBatch, _ positions: InputPositions, _ draft: inout DecisionDraft) {
    let router = routers.router(for: draft.state)
    var positions = positions
    for (index, record) in batch.records.enumerated() {
      if let position = record.position {
        if !position.isReset, let next = positions.nextOffset(topic: position.topic, partition: position.partition),
          position.nextOffset <= next
        {
          continue  // Taken in before: a commit of an earlier attempt holds it.
        }
        positions.advance(to: position)
      }
      let source = DecisionSource.record(index)
      if let reason = draft.refusal(of: source) {
        draft.refuse(record.raw, [DeadLetter.Problem(code: DeadLetter.code(of: reason), reason: reason.message)])
      } else {
        takeIn(record, router, &draft)
      }
      draft.close(source, at: record.position)
    }
  }

  /// Tells every application, and moves the position to where the source goes on, with the last of them.
  private func takeIn(_ losses: [RecordsLost], _ draft: inout DecisionDraft) {
    for (place, lost) in losses.enumerated() {
      let source = DecisionSource.loss(place)
      if draft.refusal(of: source) == nil {
        for name in draft.state.applications.keys.sorted() { draft.give(.recordsLost(lost), to: name) }
      } else {
        draft.leaveOut("that \(lost.words)", source)
      }
      draft.close(source, at: InputPosition(lost))
    }
  }

  private func takeIn(_ record: IncomingRecord, _ router: Router, _ draft: inout DecisionDraft) {
    var raw = record.raw
    // A record's own time stamp is not trusted to be of tomorrow either.
    raw.receivedAt = min(raw.receivedAt, draft.now)
    let decoded = feeds.decode(raw)
    var problems = decoded.problems.map { DeadLetter.Problem(code: $0.code.rawValue, reason: $0.description) }
    for ignored in decoded.ignored { draft.ignore(ignored.reason, count: ignored.count) }
    for signal in decoded.signals {
      var signal = router.attributed(signal)
      // A command is answered: the machine refuses it with the reason.
      if signal.fact.kind != .commandGiven,
        let ahead = signal.futureTime(at: draft.now, tolerance: clockTolerance)
      {
        problems.append(
          DeadLetter.Problem(code: "future-time", reason: "\(signal.fact.kind.rawValue): \(ahead)"))
        continue
      }
      signal.recordedAt = raw.receivedAt
      switch router.route(
        signal, knowing: draft.state.applications(knowing:), holding: draft.state.applications(holding:))
      {
      case .applications(let names): draft.deliver(signal, to: names)
      case .nobody(let reason): draft.ignore(reason, count: 1)
      case .unrouted(let reason):
        problems.append(DeadLetter.Problem(code: "unrouted", reason: reason))
        if signal.resource != nil { draft.give(.unowned(signal), to: .none) }
        if case .commandGiven(let command) = signal.fact { draft.refuse(command, signal.id, reason) }
      }
    }
    draft.refuse(record.raw, problems)
  }

  /// A portion that can't be journaled is taken signal by signal, so that only the one is left out.
  private func takeIn(_ signals: [Signal], of name: ApplicationName, _ draft: inout DecisionDraft) {
    var start = 0
    while start < signals.count {
      let end = min(start + Self.mostListed, signals.count)
      let isWhole = draft.refusal(of: .listed(start..<end)) == nil
      for portion in isWhole ? [start..<end] : (start..<end).map({ $0..<($0 + 1) }) {
        if draft.refusal(of: .listed(portion)) == nil {
          draft.deliver(Array(signals[portion]), to: name)
        } else if portion.count == 1 {
          draft.leaveOut("a listed signal of application \(name)", .listed(portion))
        }
        draft.close(.listed(portion), at: nil)
      }
      start = end
    }
  }

  /// Each file by itself: one that can't be journaled leaves the others, and its own predecessor, in force.
  private func takeIn(_ catalog: DeclaredCatalog, _ draft: inout DecisionDraft) {
    let inForce = catalog.othersWithdrawnBy == nil ? draft.state.declaredNames : []
    let names = inForce.union(catalog.applications.map(\.application.name))
    for declared in catalog.applications {
      draft.give(
        .declared(declared.application, digest: declared.digest), alone: declared.application.name,
        what: "the application file of \(declared.application.name) (what was in force before stays)")
      guard let old = draft.state.predecessor(of: declared.application, declared: names) else { continue }
      let regions = old.runningExecution?.application.regions ?? declared.application.regions
      draft.give(.renamed(from: old.name, placement: old.placement.words(regions)), alone: declared.application.name)
    }
    guard let person = catalog.othersWithdrawnBy else { return }
    let declared = Set(catalog.applications.map(\.application.name))
    for name in draft.state.applications.keys.sorted() where !declared.contains(name) {
      guard let application = draft.state.applications[name], application.catalog != nil else { continue }
      if application.mayBeWithdrawn {
        draft.give(.withdrawn(by: person), alone: name)
      } else {
        draft.deferWithdrawal(of: name)
      }
    }
  }

  /// A listing has no record that could go to the dead letters: it is counted, and listed again.
  private func isOfFuture(_ signal: Signal, _ draft: inout DecisionDraft) -> Bool {
    guard let ahead = signal.futureTime(at: draft.now, tolerance: clockTolerance) else { return false }
    draft.ignore("listed, \(signal.fact.kind.rawValue): \(ahead.field) lies ahead of the clock", count: 1)
    return true
  }
}

extension JournalAcceptance {
  init(_ acceptance: Acceptance) {
    self.init(
      by: acceptance.by, comment: acceptance.comment, at: acceptance.at, reason: acceptance.reason,
      usersMayHaveMoved: acceptance.usersMayHaveMoved)
  }
}
