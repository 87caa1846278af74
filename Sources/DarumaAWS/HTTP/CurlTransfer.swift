import CCurl

/// One request on its way: an easy handle, what it points to, and the answer so far. Lives on the transport's
/// thread only, and frees its handle when it goes; the loop has taken it out of the multi handle by then.
final class CurlTransfer {
  let ticket: CurlTicket
  let handle: UnsafeMutableRawPointer
  private let target: String
  private var fields: UnsafeMutablePointer<curl_slist>?
  private let detail: UnsafeMutablePointer<CChar>
  private var answer: AnswerBuffer
  /// How often libcurl began to send the request; the second time is stopped.
  private var sendings = 0

  /// - Throws: ``TransportError`` with code `unreachable` where libcurl has no memory or lacks an option.
  init(_ ticket: CurlTicket, _ configuration: CurlConfiguration) throws(TransportError) {
    guard let handle = curl_easy_init() else {
      throw TransportError(.unreachable, "libcurl could not make a handle: out of memory.")
    }
    self.ticket = ticket
    self.handle = handle
    target = "\(ticket.request.method) \(ticket.url.scheme.rawValue)://\(ticket.url.hostField)"
    detail = .allocate(capacity: Int(CURL_ERROR_SIZE))
    detail.initialize(repeating: 0, count: Int(CURL_ERROR_SIZE))
    answer = AnswerBuffer(
      maximumHeaderBytes: configuration.maximumHeaderBytes, maximumBodyBytes: configuration.maximumBodyBytes)
    let options = CurlOptions(handle: handle, target: target)
    try options.setLimits(ticket.request, configuration)
    try options.setDestination(ticket.url, configuration)
    try options.setMethodAndBody(ticket.request)
    if ticket.connectsOnly { try options.setConnectionOnly() }
    fields = try options.setHeaders(ticket.request, configuration)
    try options.setReceivers(owner: Unmanaged.passUnretained(self).toOpaque(), detail: detail)
  }

  deinit {
    curl_easy_cleanup(handle)
    curl_slist_free_all(fields)
    detail.deallocate()
  }

  /// What became of the request, once libcurl has ended the transfer with `code`.
  func result(_ code: CURLcode) -> Result<HTTPResponse, TransportError> {
    switch answer.overflow {
    case .headers(let limit):
      return .failure(
        TransportError(.tooLarge, "\(target): the head of the answer is larger than \(limit) bytes."))
    case .body(let limit):
      return .failure(
        TransportError(.tooLarge, "\(target): the body of the answer is larger than \(limit) bytes."))
    case nil: break
    }
    if sendings > 1 {
      return .failure(
        TransportError(
          .interrupted,
          "\(target): the kept connection was closed before an answer came. "
            + "The request may have been received."
        ))
    }
    guard code == CURLE_OK else {
      let stage: CurlFailure.Stage = sendings == 0 ? .connecting : .requestStarted
      return .failure(
        CurlFailure.error(code.rawValue, stage: stage, target: target, detail: String(cString: detail)))
    }
    guard !ticket.connectsOnly else { return .success(HTTPResponse(status: answer.status, headers: certificate)) }
    return .success(HTTPResponse(status: answer.status, headers: answer.headers, body: answer.body))
  }

  /// Until when the peer's certificate holds, as OpenSSL prints it.
  static let expiryField = "Expire date"

  /// What libcurl tells of the peer's own certificate, `name:value` by `name:value`; empty without TLS.
  private var certificate: [HTTPHeader] {
    var chain: UnsafeMutablePointer<curl_certinfo>?
    guard daruma_curl_certificates(handle, &chain) == CURLE_OK, let chain, chain.pointee.num_of_certs > 0 else {
      return []
    }
    var fields: [HTTPHeader] = []
    var item = chain.pointee.certinfo[0]
    while let line = item {
      let parts = String(cString: line.pointee.data).split(separator: ":", maxSplits: 1)
      if parts.count == 2 { fields.append(HTTPHeader(String(parts[0]), String(parts[1]))) }
      item = line.pointee.next
    }
    return fields
  }

  /// The outcome of a transfer that is given up before libcurl ended it.
  func abandoned(_ reason: String) -> Result<HTTPResponse, TransportError> {
    .failure(TransportError(.cancelled, "\(target): \(reason)"))
  }

  // MARK: called by libcurl, on the transport's thread

  static func from(_ owner: UnsafeMutableRawPointer?) -> CurlTransfer? {
    owner.map { Unmanaged<CurlTransfer>.fromOpaque($0).takeUnretainedValue() }
  }

  func receiveLine(_ bytes: UnsafeRawBufferPointer) -> Bool { answer.receiveLine(bytes) }

  func receiveBody(_ bytes: UnsafeRawBufferPointer) -> Bool { answer.receiveBody(bytes) }

  /// libcurl sends a request again by itself when a kept connection turns out dead, even if the peer may have
  /// read it. That is the caller's decision.
  ///
  /// - Returns: whether libcurl may send.
  func beginSending() -> Bool {
    sendings += 1
    return sendings == 1
  }
}
