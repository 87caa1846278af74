import CCurl
import Synchronization

/// One request handed to the transport's thread, with whoever waits for its outcome.
struct CurlTicket: Sendable {
  typealias Outcome = Result<HTTPResponse, TransportError>

  let id: UInt64
  let request: HTTPRequest
  let url: RequestURL
  /// Whether the connection alone is wanted, with TLS where the URL says so: nothing is sent over it.
  var connectsOnly = false
  let waiter: CheckedContinuation<Outcome, Never>
}

/// What callers and the transport's thread tell each other: the only state they share.
///
/// ```
/// running --stop--> stopping --thread ended--> stopped
/// ```
final class CurlMailbox: Sendable {
  /// What the thread finds when it looks.
  struct Delivery {
    var starts: [CurlTicket] = []
    var cancellations: [UInt64] = []
    var stops = false
  }

  private enum Phase {
    case running
    case stopping(waiters: [CheckedContinuation<Void, Never>])
    case stopped
  }

  private struct State {
    var phase = Phase.running
    var lastID: UInt64 = 0
    var underWay = 0
    var delivery = Delivery()
  }

  private let multi: CurlMulti
  private let maximumTransfers: Int
  private let state = Mutex(State())

  init(multi: CurlMulti, maximumTransfers: Int) {
    self.multi = multi
    self.maximumTransfers = maximumTransfers
  }

  // MARK: for callers

  func nextID() -> UInt64 {
    state.withLock {
      $0.lastID += 1
      return $0.lastID
    }
  }

  /// Hands over a request. A request that can't be taken is answered at once.
  func start(_ ticket: CurlTicket) {
    let refusal: TransportError? = state.withLock { state in
      guard case .running = state.phase else {
        return TransportError(.unreachable, "The HTTP transport is shut down. The request was not sent.")
      }
      // Asked under the lock: a cancellation after this finds the ticket, one before it is seen here.
      guard !Task.isCancelled else {
        return TransportError(.cancelled, "The task was cancelled before its request was sent.")
      }
      guard state.underWay < maximumTransfers else {
        return TransportError(
          .unreachable,
          "\(maximumTransfers) requests are under way, which is the limit (maximumTransfers). "
            + "This one was not sent; try again later.")
      }
      state.underWay += 1
      state.delivery.starts.append(ticket)
      multi.wake()
      return nil
    }
    if let refusal { ticket.waiter.resume(returning: .failure(refusal)) }
  }

  /// Asks the thread to give up the request. One that has ended already is left as it is.
  func cancel(_ id: UInt64) {
    state.withLock { state in
      guard case .running = state.phase else { return }
      state.delivery.cancellations.append(id)
      multi.wake()
    }
  }

  /// Asks the thread to end, and does not wait for it.
  func stop() {
    state.withLock { beginStopping(&$0) }
  }

  /// Asks the thread to end. `waiter` is resumed when it has.
  func stop(resuming waiter: CheckedContinuation<Void, Never>) {
    let isOver = state.withLock { state in
      beginStopping(&state)
      guard case .stopping(let waiters) = state.phase else { return true }
      state.phase = .stopping(waiters: waiters + [waiter])
      return false
    }
    if isOver { waiter.resume() }
  }

  private func beginStopping(_ state: inout State) {
    switch state.phase {
    case .running:
      state.phase = .stopping(waiters: [])
      state.delivery.stops = true
      multi.wake()
    case .stopping, .stopped: break
    }
  }

  // MARK: for the transport's thread

  /// Everything that has come in since the last time.
  func take() -> Delivery {
    state.withLock { state in
      let delivery = state.delivery
      state.delivery = Delivery(stops: delivery.stops)
      return delivery
    }
  }

  /// Gives the outcome to the waiting caller, and room for another request.
  func finish(_ ticket: CurlTicket, _ outcome: CurlTicket.Outcome) {
    state.withLock { $0.underWay -= 1 }
    ticket.waiter.resume(returning: outcome)
  }

  /// The thread's last word: nothing is taken after it, and the multi handle is gone.
  ///
  /// - Returns: tickets that came in since the last look.
  func close() -> [CurlTicket] {
    state.withLock { state in
      // Under the lock: a caller that still wakes the handle holds it.
      multi.free()
      let left = state.delivery.starts
      state.delivery = Delivery(stops: true)
      switch state.phase {
      case .running: state.phase = .stopping(waiters: [])
      case .stopping, .stopped: break
      }
      return left
    }
  }

  /// Resumes everyone who waits for the end of the thread.
  func ended() {
    let waiters: [CheckedContinuation<Void, Never>] = state.withLock { state in
      defer { state.phase = .stopped }
      guard case .stopping(let waiters) = state.phase else { return [] }
      return waiters
    }
    for waiter in waiters { waiter.resume() }
  }
}
