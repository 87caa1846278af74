import CCurl

/// The life of the transport's thread: takes requests from the mailbox, lets libcurl work on all of them at
/// once, and gives the outcomes back.
struct CurlLoop {
  /// Longest sleep without anything to do, in milliseconds. A request, a cancellation, a byte or a time-out
  /// wakes it.
  static let idleMilliseconds: Int32 = 60_000

  private let multi: CurlMulti
  private let mailbox: CurlMailbox
  private let configuration: CurlConfiguration
  private var transfers: [UnsafeMutableRawPointer: CurlTransfer] = [:]
  private var handles: [UInt64: UnsafeMutableRawPointer] = [:]

  init(multi: CurlMulti, mailbox: CurlMailbox, configuration: CurlConfiguration) {
    self.multi = multi
    self.mailbox = mailbox
    self.configuration = configuration
  }

  /// Runs until the mailbox says stop, or until libcurl fails as a whole.
  mutating func run() {
    var fault: CURLMcode?
    while fault == nil {
      let delivery = mailbox.take()
      if delivery.stops {
        refuse(delivery.starts, "The HTTP transport was shut down before the request was sent.")
        break
      }
      for ticket in delivery.starts { start(ticket) }
      for id in delivery.cancellations { cancel(id) }
      fault = turn()
    }
    end(fault)
  }

  /// One round of libcurl's work.
  ///
  /// - Returns: the code with which the multi handle failed as a whole; nil when it did not.
  private mutating func turn() -> CURLMcode? {
    var running: Int32 = 0
    let performed = curl_multi_perform(multi.handle, &running)
    guard performed == CURLM_OK else { return performed }
    var left: Int32 = 0
    while let message = curl_multi_info_read(multi.handle, &left) {
      // The message dies with the handle's removal: read it first.
      let (kind, handle, code) = (
        message.pointee.msg, message.pointee.easy_handle, message.pointee.data.result
      )
      guard kind == CURLMSG_DONE, let handle, let transfer = remove(handle) else { continue }
      mailbox.finish(transfer.ticket, transfer.result(code))
    }
    let polled = curl_multi_poll(multi.handle, nil, 0, Self.idleMilliseconds, nil)
    return polled == CURLM_OK ? nil : polled
  }

  private mutating func start(_ ticket: CurlTicket) {
    let transfer: CurlTransfer
    do {
      transfer = try CurlTransfer(ticket, configuration)
    } catch {
      return mailbox.finish(ticket, .failure(error))
    }
    let code = curl_multi_add_handle(multi.handle, transfer.handle)
    guard code == CURLM_OK else {
      let reason = String(cString: curl_multi_strerror(code))
      return refuse([ticket], "libcurl did not take the request (\(reason)); it was not sent.")
    }
    transfers[transfer.handle] = transfer
    handles[ticket.id] = transfer.handle
  }

  private mutating func cancel(_ id: UInt64) {
    guard let handle = handles[id], let transfer = remove(handle) else { return }
    mailbox.finish(transfer.ticket, transfer.abandoned("the task was cancelled."))
  }

  private mutating func remove(_ handle: UnsafeMutableRawPointer) -> CurlTransfer? {
    guard let transfer = transfers.removeValue(forKey: handle) else { return nil }
    handles[transfer.ticket.id] = nil
    curl_multi_remove_handle(multi.handle, handle)
    return transfer
  }

  private mutating func end(_ fault: CURLMcode?) {
    let reason =
      fault.map { "libcurl failed as a whole (\(String(cString: curl_multi_strerror($0))))." }
      ?? "the HTTP transport was shut down."
    for handle in Array(transfers.keys) {
      guard let transfer = remove(handle) else { continue }
      mailbox.finish(transfer.ticket, transfer.abandoned(reason))
    }
    refuse(mailbox.close(), "The HTTP transport ended before the request was sent: \(reason)")
    mailbox.ended()
  }

  private func refuse(_ tickets: [CurlTicket], _ reason: String) {
    for ticket in tickets { mailbox.finish(ticket, .failure(TransportError(.unreachable, reason))) }
  }
}
