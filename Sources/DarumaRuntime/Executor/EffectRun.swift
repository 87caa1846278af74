import DarumaAWS
package import DarumaCore

/// One effect, from the first look to its outcome: observe, act where it is not yet so, observe until it is.
///
/// Nothing is remembered between processes: whoever starts anew begins by observing, and finds what an earlier try has
/// created (invariants 4 and 5).
package struct EffectRun: Sendable {
  /// Asked right before each action: whether it may be sent now, by the state as it is then and by a worker that owns
  /// the partition.
  ///
  /// - Throws: ``EffectDelay`` where it may be sent later, and otherwise why that can't be told; then it is not sent.
  package typealias Permission = @Sendable (Effect) async throws -> Sending.Answer

  /// Asked before each look: nil where it may be looked at now.
  package typealias Admission = @Sendable (Effect) async -> EffectDelay?

  let effect: Effect
  /// An earlier try may have reached the outside.
  let mayHaveBeenSent: Bool
  let cloud: any Cloud
  let clock: any WorkerClock
  let pace: EffectPace
  let mayAct: Permission
  var mayAsk: Admission = { _ in nil }
  let note: @Sendable (EffectNote) -> Void

  /// What is known of our own doing.
  private struct Doing {
    /// Whether we, or a process before us, may have acted.
    var mayHaveActed: Bool
    /// Whether something that we sent may still come true although it is not seen.
    var isInDoubt: Bool
    var lastActedAt: Instant?
  }

  /// What to do after a look or a try.
  private enum Next {
    case end(Outcome.Result)
    case lookAgain
    /// Whoever was asked wants to be left alone for so long.
    case lookLater(Span)
    /// It may not be sent yet: look again when that may be different.
    case wait(EffectDelay)
    /// People hold it back: look again, however late it is.
    case hold
    /// This worker must not, or need not, go on: no outcome.
    case leave
  }

  /// The outcome; nil where the effect was called off, or the partition was lost. It looks once at least, also where the
  /// deadline passed while nobody looked. What is held back because the worker is
  /// not current, or since people hold it back, does not run out.
  func result() async -> Outcome.Result? {
    var doing = Doing(
      mayHaveActed: mayHaveBeenSent, isInDoubt: mayHaveBeenSent, lastActedAt: mayHaveBeenSent ? clock.now : nil)
    var told = ""
    while !Task.isCancelled {
      let pause: Span
      switch await look(&doing, &told) {
      case .end(let result): return result
      case .leave: return nil
      case .wait(let delay):
        await delay.over()
        continue
      case .hold:
        do { try await clock.sleep(until: clock.now + pace.poll) } catch { return nil }
        continue
      case .lookAgain: pause = pace.poll
      case .lookLater(let patience): pause = max(pace.poll, patience)
      }
      guard clock.now < effect.deadline else {
        switch await atDeadline(doing, told) {
        case .end(let result): return result
        case .wait(let delay): await delay.over()
        case .hold, .lookAgain, .lookLater:
          do { try await clock.sleep(until: clock.now + pace.poll) } catch { return nil }
        case .leave: return nil
        }
        continue
      }
      do { try await clock.sleep(until: min(clock.now + pause, effect.deadline)) } catch { return nil }
    }
    return nil
  }

  /// Its time is over, unless it was never sent and is held back: then whoever holds it back says when.
  private func atDeadline(_ doing: Doing, _ told: String) async -> Next {
    guard effect.changesOutside, effect.purpose == .perform, !doing.mayHaveActed else {
      return .end(.unsettled(effect.timedOut(lastSeen: told)))
    }
    do {
      switch try await mayAct(effect) {
      case .wait: return .hold
      case .refuse(let failure): return .end(.failed(failure))
      case .go: return .end(.unsettled(effect.timedOut(lastSeen: told)))
      }
    } catch let delay as EffectDelay {
      return .wait(delay)
    } catch {
      return .leave
    }
  }

  private func look(_ doing: inout Doing, _ told: inout String) async -> Next {
    if let delay = await delay() {
      tell("not looked at: \(delay.reason)", &told)
      return .wait(delay)
    }
    let observation: Observation
    do throws(CloudFault) {
      observation = try await cloud.observe(effect)
    } catch {
      return afterFault(error, doing, &told)
    }
    // The credentials may have become others meanwhile: what was seen may be of another account.
    if let delay = await delay() { return .wait(delay) }
    switch observation {
    case .done(let outputs, let author): return .end(success(outputs, author, doing))
    case .conflict(let failure): return .end(doing.isInDoubt ? .unsettled(failure) : .failed(failure))
    case .broken(var failure):
      failure.isSeenBroken = true
      return .end(.failed(failure))
    case .inProgress(let text):
      tell(text, &told)
      return .lookAgain
    case .absent: return await actWhereAbsent(&doing, &told)
    }
  }

  /// Why it must not be looked at now; what lies outside the application's account always may be.
  private func delay() async -> EffectDelay? { effect.action.concernsAccount ? await mayAsk(effect) : nil }

  private func actWhereAbsent(_ doing: inout Doing, _ told: inout String) async -> Next {
    guard effect.purpose == .perform else {
      return .end(
        .failed(Failure(code: "verification.gone", message: "it is no longer there", isRetriable: false)))
    }
    // Of what was never sent, whoever is asked says whether its time is over: it may be held back.
    let isOpen = effect.changesOutside && !doing.mayHaveActed
    guard isOpen || clock.now < effect.deadline else { return .lookAgain }
    if doing.isInDoubt, isTooEarly(doing) {
      tell("begun, and not visible yet", &told)
      return .lookAgain
    }
    do {
      switch try await mayAct(effect) {
      case .go: return await act(&doing, &told)
      case .wait(let reason):
        tell(reason, &told)
        return .hold
      case .refuse(let failure):
        return .end(doing.isInDoubt ? .unsettled(failure) : .failed(failure))
      }
    } catch let delay as EffectDelay {
      tell("not sent yet: \(delay.reason)", &told)
      return .wait(delay)
    } catch {
      tell("not begun: \(error)", &told)
      return .leave
    }
  }

  /// AWS's lists lag behind its writes.
  private func isTooEarly(_ doing: Doing) -> Bool {
    doing.lastActedAt.map { clock.now - $0 < pace.invisibility } ?? false
  }

  private func act(_ doing: inout Doing, _ told: inout String) async -> Next {
    guard !Task.isCancelled else { return .leave }
    doing.mayHaveActed = true
    do throws(CloudFault) {
      switch try await cloud.act(effect) {
      case .finished(let outputs): return .end(.succeeded(outputs: outputs))
      case .started:
        doing.lastActedAt = clock.now
        doing.isInDoubt = true
        tell("begun", &told)
        return .lookAgain
      case .partly:
        tell("begun in part", &told)
        return .lookAgain
      }
    } catch {
      if error.kind == .outcomeUnknown {
        doing.lastActedAt = clock.now
        doing.isInDoubt = true
      }
      return afterFault(error, doing, &told)
    }
  }

  /// A refusal says something of this request, and nothing of what was sent before.
  private func afterFault(_ fault: CloudFault, _ doing: Doing, _ told: inout String) -> Next {
    guard fault.isRetriable || fault.kind == .outcomeUnknown else {
      return .end(doing.isInDoubt ? .unsettled(fault.failure) : .failed(fault.failure))
    }
    tell("\(fault)", &told, reason: fault.code)
    return fault.patience.map { .lookLater($0) } ?? .lookAgain
  }

  /// Adopted: it was so before any of us acted, or it says that it is someone else's. What may be taken for what it never
  /// was, counts only where we acted.
  private func success(
    _ outputs: [String: String], _ author: Observation.Author, _ doing: Doing
  ) -> Outcome.Result {
    switch author {
    case .daruma: .succeeded(outputs: outputs)
    case .someoneElse: .adopted(outputs: outputs)
    case .unknown:
      doing.mayHaveActed || isOnlyLooking ? .succeeded(outputs: outputs) : .adopted(outputs: outputs)
    case .usOr(let failure):
      doing.mayHaveActed || isOnlyLooking ? .succeeded(outputs: outputs) : .failed(failure)
    }
  }

  /// A check does nothing, so it can't find its own work done by another.
  private var isOnlyLooking: Bool { effect.action.traits.nature == .looks || effect.purpose == .verify }

  private func tell(_ text: String, _ told: inout String, reason: String? = nil) {
    guard text != told else { return }
    told = text
    note(EffectNote(effect: effect, text: text, reason: reason))
  }
}

extension CloudFault {
  /// How long whoever answered asks to be left alone, as a span of the worker's clock, rounded up.
  var patience: Span? {
    notBefore.map { Span(milliseconds: $0.components.seconds * 1000 + ($0.components.attoseconds > 0 ? 1000 : 0)) }
  }
}

/// Why an effect is not sent yet.
package struct EffectDelay: Error, Sendable {
  package var reason: String
  /// Returns when it is worth asking again, or when the task is cancelled.
  package var over: @Sendable () async -> Void

  package init(reason: String, over: @escaping @Sendable () async -> Void) {
    self.reason = reason
    self.over = over
  }
}
