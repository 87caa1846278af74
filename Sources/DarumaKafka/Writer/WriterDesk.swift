import Synchronization

/// Where the tasks that send and the writer's thread meet: the ledger under its lock.
final class WriterDesk: Sendable {
  private struct State {
    var ledger: SendLedger
    var isClosing = false
  }

  private let state: Mutex<State>
  private let wakePipe: WakePipe

  init(_ limits: KafkaWriterLimits, _ wakePipe: WakePipe) {
    state = Mutex(State(ledger: SendLedger(limits)))
    self.wakePipe = wakePipe
  }

  var isClosing: Bool { state.withLock { $0.isClosing } }
  var isIdle: Bool { state.withLock { $0.ledger.isIdle } }

  func send(_ records: [KafkaOutgoing]) async -> SendLedger.Outcome {
    let id = state.withLock { $0.ledger.makeID() }
    return await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        let answers = state.withLock { state in
          state.ledger.submit(id, records) { continuation.resume(returning: $0) }
        }
        for answer in answers { answer.give() }
        // Cancelled before the send was known: the handler found nothing to withdraw.
        if Task.isCancelled { cancel(id) }
        wakePipe.wake()
      }
    } onCancel: {
      cancel(id)
    }
  }

  /// Lets what is under way go on for a while, and takes nothing more.
  func beginClosing() {
    state.withLock { state in
      state.isClosing = true
      _ = state.ledger.end(KafkaError(.stopped, "the writer was closed"), dropping: false)
    }
    wakePipe.wake()
  }

  func takeAdmitted() -> [SendLedger.Send] {
    state.withLock { $0.ledger.takeAdmitted() }
  }

  func settle(_ settlements: [(token: Token, settlement: SendLedger.Settlement)]) {
    guard !settlements.isEmpty else { return }
    let answers = state.withLock { state in
      settlements.compactMap { state.ledger.settle($0.token, $0.settlement) }
    }
    for answer in answers { answer.give() }
  }

  /// Nothing can be written any more; what librdkafka already has, it settles itself.
  func breakDown(_ error: KafkaError) {
    for answer in state.withLock({ $0.ledger.end(error, dropping: true) }) { answer.give() }
  }

  /// Answers everything that is still open.
  func abandon(_ error: KafkaError) {
    for answer in state.withLock({ $0.ledger.abandon(error) }) { answer.give() }
  }

  private func cancel(_ id: UInt64) {
    state.withLock { $0.ledger.cancel(id) }?.give()
    // Its place may be another's now.
    wakePipe.wake()
  }
}
