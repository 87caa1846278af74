import AsyncAlgorithms
import DarumaCore
import DarumaJournal

/// Hear, then act: what time decides waits until everything is taken in that was in the source before.
extension Worker {
  /// Asks the source, unless a question is open. The source may take its time: meanwhile the worker goes on.
  func ask() {
    guard let source, let question = hearing.ask(by: parts.clock) else { return }
    let inputs = inputs
    let (claim, journal, head) = (parts.claim, journal, outsideHead)
    asking?.cancel()
    asking = Task {
      do {
        if let claim, let journal { try await claim.confirm(journal: journal, head: head) }
        try await source.hear()
        await inputs.send(.heard(question))
      } catch {
        await inputs.send(.unheard(question, error))
      }
    }
  }

  /// Tells what the worker has become without being told.
  func judge() async throws {
    guard let change = hearing.judge(by: parts.clock) else { return }
    try await tell(change)
    ask()
  }

  /// Says what the worker has heard to every application that does not know it.
  func tell(_ change: Readiness.Change) async throws {
    hearing.tell(change, by: parts.clock)
    beat()
    try await decide(.readiness(change), tick: change == .current ? hearing.heardUntil : nil)
    planWatch?.look()
  }

  /// Gives a sign of life: that inputs are taken, and what is heard.
  func beat() {
    parts.observer.beat(
      Pulse(
        at: parts.clock.now, every: Span(milliseconds: Int64(settings.hearing.interval / .milliseconds(1))),
        readiness: hearing.told,
        since: hearing.toldSince))
  }

  /// What is due, as far as it may be decided: up to what is heard. The source is asked where that is not far enough.
  func lookAtTime() async throws {
    while let next = deadlines.next, next <= parts.clock.now {
      guard hearing.isCurrent else {
        // Nothing fires or expires; what is late is seen.
        try await decide(.timePassed, tick: parts.clock.now)
        continue
      }
      guard next <= hearing.heardUntil else {
        timer.disarm()
        // After a fault it is asked at the next interval, and not in a circle.
        if !hearing.hasFailed { ask() }
        return
      }
      try await decide(.timePassed, tick: hearing.heardUntil)
    }
    timer.arm(at: deadlines.next)
  }

  /// Why an effect must not be sent now; nil where it may be.
  func delay(of effect: Effect) -> EffectDelay? {
    // A look and a message do no harm; people have to hear that it is deaf.
    guard effect.changesOutside else { return nil }
    if parts.claim != nil, !hasClaimed {
      return delayed("it is not known yet whether another worker works on the same topics")
    }
    let now = parts.clock.now
    guard let application = ledger.state.applications[effect.application] else { return nil }
    let readiness = application.readiness
    guard readiness.mayAct(at: now, actDeaf: application.catalog?.guards.actDeaf ?? false) else {
      return delayed(readiness.words)
    }
    guard !readiness.isCurrent || hearing.isFresh(by: parts.clock) else {
      return delayed("what has come meanwhile is not heard yet")
    }
    return nil
  }

  func delayed(_ reason: String) -> EffectDelay {
    EffectDelay(reason: reason) { [bell, rings = bell.rings] in await bell.wait(after: rings) }
  }

  /// Looks at the clock and asks the source, again and again, so that deafness is noticed while nothing comes.
  static func listen(every interval: Duration, into inputs: AsyncChannel<WorkerInput>) async {
    while !Task.isCancelled {
      do { try await RealTime.pass(interval) } catch { return }
      await inputs.send(.listen)
    }
  }
}
