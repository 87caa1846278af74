import DarumaAWS
import DarumaSimulation
import Synchronization

/// The calls of one process, of which one is struck.
final class MortalTransport: HTTPTransport {
  enum Strike: String, Sendable, CaseIterable {
    /// The process dies, and the call was never made.
    case killedBefore = "killed before the call"
    /// The process dies when the call was carried out, and never has its answer.
    case killedAfter = "killed after the call"
    /// The process lives; the call never arrived, and it can't know.
    case cutBefore = "connection cut before the call"
    /// The process lives; the call was carried out, and its answer is lost.
    case cutAfter = "answer lost"

    var carriesOut: Bool { self == .killedAfter || self == .cutAfter }
    var kills: Bool { self == .killedBefore || self == .killedAfter }
  }

  private struct Life {
    var calls = 0
    var isDead = false
  }

  private let inner: InProcessTransport
  private let strike: (call: Int, how: Strike)?
  private let life = Mutex(Life())

  /// - Parameter strike: Which call is struck, counted from 1, and how; nil: none.
  init(_ inner: InProcessTransport, strike: (call: Int, how: Strike)?) {
    self.inner = inner
    self.strike = strike
  }

  var calls: Int { life.withLock { $0.calls } }
  var isDead: Bool { life.withLock { $0.isDead } }

  func send(_ request: HTTPRequest) async throws(TransportError) -> HTTPResponse {
    let (wasDead, struck) = life.withLock { life -> (Bool, Strike?) in
      guard !life.isDead else { return (true, nil) }
      life.calls += 1
      guard let strike, strike.call == life.calls else { return (false, nil) }
      life.isDead = strike.how.kills
      return (false, strike.how)
    }
    guard !wasDead else { throw TransportError(.interrupted, "the process is dead") }
    guard let struck else { return try await inner.send(request) }
    if struck.carriesOut { _ = try await inner.send(request) }
    throw TransportError(.interrupted, struck.rawValue)
  }
}
