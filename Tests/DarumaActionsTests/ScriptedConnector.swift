import DarumaAWS
import Synchronization
import Testing

/// Answers connections from a list, in order, and keeps what was asked for.
final class ScriptedConnector: PeerConnector {
  private struct State {
    var replies: [Result<PeerCertificate?, TransportError>]
    var peers: [Peer] = []
  }
  private let state: Mutex<State>

  init(_ replies: Result<PeerCertificate?, TransportError>...) { state = Mutex(State(replies: replies)) }

  var peers: [Peer] { state.withLock { $0.peers } }

  func connect(to peer: Peer, timeout: Duration) async throws(TransportError) -> PeerCertificate? {
    let reply = state.withLock { state in
      state.peers.append(peer)
      return state.replies.isEmpty ? nil : state.replies.removeFirst()
    }
    guard let reply else {
      Issue.record("nobody expected a connection to \(peer)")
      throw TransportError(.invalidRequest, "nobody expected it")
    }
    return try reply.get()
  }
}
