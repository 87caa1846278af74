/// HTTP over libcurl. All requests share one named thread and one set of connections; libcurl never runs on
/// Swift's cooperative threads. Call ``shutdown()`` at the end; a transport that is let go without it ends
/// its thread too.
package final class CurlTransport: HTTPTransport {
  private let mailbox: CurlMailbox

  /// Starts the thread.
  ///
  /// - Throws: ``TransportError`` with code `unreachable` where libcurl can't be set up.
  package init(_ configuration: CurlConfiguration) throws(TransportError) {
    let multi = try CurlMulti(configuration)
    let mailbox = CurlMailbox(multi: multi, maximumTransfers: configuration.maximumTransfers)
    self.mailbox = mailbox
    CurlThread.start {
      var loop = CurlLoop(multi: multi, mailbox: mailbox, configuration: configuration)
      loop.run()
    }
  }

  deinit {
    mailbox.stop()
  }

  /// Sends `request` once. Cancelling the task gives the transfer up; whether the peer had received the
  /// request is then unknown.
  ///
  /// Requests to loopback and link-local addresses never go through a proxy. All others follow `https_proxy`,
  /// `http_proxy`, `all_proxy` and `no_proxy` as curl does.
  package func send(_ request: HTTPRequest) async throws(TransportError) -> HTTPResponse {
    try await start(request, connectsOnly: false)
  }

  private func start(_ request: HTTPRequest, connectsOnly: Bool) async throws(TransportError) -> HTTPResponse {
    let url = try RequestCheck.check(request)
    let id = mailbox.nextID()
    let outcome = await withTaskCancellationHandler {
      await withCheckedContinuation { waiter in
        mailbox.start(CurlTicket(id: id, request: request, url: url, connectsOnly: connectsOnly, waiter: waiter))
      }
    } onCancel: {
      mailbox.cancel(id)
    }
    return try outcome.get()
  }

  /// Gives up all transfers, closes all connections and waits until the thread has done so. Later requests
  /// are refused.
  package func shutdown() async {
    await withCheckedContinuation { mailbox.stop(resuming: $0) }
  }
}

extension CurlTransport: PeerConnector {
  package func connect(to peer: Peer, timeout: Duration) async throws(TransportError) -> PeerCertificate? {
    let response = try await start(
      HTTPRequest(method: "GET", url: peer.url, timeout: timeout), connectsOnly: true)
    guard peer.usesTLS else { return nil }
    guard let expiry = response.header(CurlTransfer.expiryField).flatMap({ HTTPDate.readCertificate($0) }) else {
      throw TransportError(.untrusted, "\(peer) shows a certificate whose end can't be read.")
    }
    return PeerCertificate(expiresAt: expiry)
  }
}
