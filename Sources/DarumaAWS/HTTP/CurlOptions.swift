import CCurl

/// The one gate through which options reach an easy handle: each refusal of libcurl becomes a typed error.
struct CurlOptions {
  let handle: UnsafeMutableRawPointer
  let target: String

  func setLimits(_ request: HTTPRequest, _ configuration: CurlConfiguration) throws(TransportError) {
    // Without it, libcurl uses signals for time-outs, which a program with threads can't bear.
    try set(CURLOPT_NOSIGNAL, 1)
    try set(CURLOPT_TIMEOUT_MS, request.timeout.wholeMilliseconds)
    try set(CURLOPT_CONNECTTIMEOUT_MS, configuration.connectTimeout.wholeMilliseconds)
    try set(CURLOPT_MAXAGE_CONN, configuration.idleConnectionSeconds)
    try set(CURLOPT_TCP_KEEPALIVE, 1)
    try check(daruma_curl_leave_lookups_behind(handle), "QUICK_EXIT")
  }

  func setDestination(_ url: RequestURL, _ configuration: CurlConfiguration) throws(TransportError) {
    try check(daruma_curl_allow_only_http(handle), "PROTOCOLS")
    try set(CURLOPT_URL, url.text)
    try set(CURLOPT_PATH_AS_IS, 1)
    try set(CURLOPT_FOLLOWLOCATION, 0)
    try set(CURLOPT_HTTP_VERSION, Int(CURL_HTTP_VERSION_1_1))
    try set(CURLOPT_SUPPRESS_CONNECT_HEADERS, 1)
    if LocalAddress.isLoopback(host: url.host) || LocalAddress.isLink(host: url.host) {
      try set(CURLOPT_NOPROXY, "*")
    }
    try set(CURLOPT_SSL_VERIFYPEER, 1)
    try set(CURLOPT_SSL_VERIFYHOST, 2)
    try set(CURLOPT_SSLVERSION, Int(CURL_SSLVERSION_TLSv1_2))
    if let path = configuration.certificateBundlePath { try set(CURLOPT_CAINFO, path) }
  }

  /// A connection of its own, past any proxy, with a whole handshake: one that is kept or resumed would prove nothing.
  func setConnectionOnly() throws(TransportError) {
    try set(CURLOPT_CONNECT_ONLY, 1)
    try set(CURLOPT_FRESH_CONNECT, 1)
    try set(CURLOPT_FORBID_REUSE, 1)
    try set(CURLOPT_NOPROXY, "*")
    try set(CURLOPT_SSL_SESSIONID_CACHE, 0)
    try set(CURLOPT_CERTINFO, 1)
  }

  func setMethodAndBody(_ request: HTTPRequest) throws(TransportError) {
    if request.saysLength {
      try set(CURLOPT_POST, 1)
      try check(
        daruma_curl_set_size(handle, CURLOPT_POSTFIELDSIZE_LARGE, curl_off_t(request.body.count)),
        "POSTFIELDSIZE")
      // Never a null pointer: libcurl would read the body from standard input.
      let bytes = request.body.isEmpty ? [0] : request.body
      let copied = bytes.withUnsafeBytes { bytes in
        daruma_curl_set_pointer(
          handle, CURLOPT_COPYPOSTFIELDS, UnsafeMutableRawPointer(mutating: bytes.baseAddress))
      }
      try check(copied, "COPYPOSTFIELDS")
      try set(CURLOPT_CUSTOMREQUEST, request.method)
    } else if request.method == "HEAD" {
      try set(CURLOPT_NOBODY, 1)
    } else {
      try set(CURLOPT_HTTPGET, 1)
      if request.method != "GET" { try set(CURLOPT_CUSTOMREQUEST, request.method) }
    }
  }

  /// - Returns: the list of fields, which must live as long as the handle. The caller frees it.
  func setHeaders(
    _ request: HTTPRequest, _ configuration: CurlConfiguration
  ) throws(TransportError) -> UnsafeMutablePointer<curl_slist>? {
    var lines = request.headers.filter { !request.saysLength || $0.name.lowercased() != "content-length" }
      // "Name;" is libcurl's way to say "Name:" with nothing after it; "Name:" would take the field out.
      .map { $0.value.isEmpty ? "\($0.name);" : "\($0.name): \($0.value)" }
    let given = Set(request.headers.map { $0.name.lowercased() })
    // Fields that libcurl would add after signing, or that cost a round trip (Expect).
    for name in ["Content-Type", "Accept", "Expect"] where !given.contains(name.lowercased()) {
      lines.append("\(name):")
    }
    if !given.contains("user-agent") { try set(CURLOPT_USERAGENT, configuration.userAgent) }
    var list: UnsafeMutablePointer<curl_slist>?
    for line in lines {
      guard let longer = curl_slist_append(list, line) else {
        curl_slist_free_all(list)
        throw refusal("the header list: out of memory")
      }
      list = longer
    }
    do {
      try check(daruma_curl_set_pointer(handle, CURLOPT_HTTPHEADER, list), "HTTPHEADER")
    } catch {
      curl_slist_free_all(list)
      throw error
    }
    return list
  }

  func setReceivers(
    owner: UnsafeMutableRawPointer, detail: UnsafeMutablePointer<CChar>
  ) throws(TransportError) {
    try check(daruma_curl_set_pointer(handle, CURLOPT_ERRORBUFFER, detail), "ERRORBUFFER")
    try check(daruma_curl_set_pointer(handle, CURLOPT_HEADERDATA, owner), "HEADERDATA")
    try check(daruma_curl_set_pointer(handle, CURLOPT_WRITEDATA, owner), "WRITEDATA")
    try check(daruma_curl_set_pointer(handle, CURLOPT_PREREQDATA, owner), "PREREQDATA")
    // Taking fewer bytes than offered ends the transfer with CURLE_WRITE_ERROR.
    try check(
      daruma_curl_set_receiver(handle, CURLOPT_HEADERFUNCTION) { bytes, size, count, owner in
        let line = UnsafeRawBufferPointer(start: bytes, count: size * count)
        return CurlTransfer.from(owner)?.receiveLine(line) == true ? line.count : 0
      }, "HEADERFUNCTION")
    try check(
      daruma_curl_set_receiver(handle, CURLOPT_WRITEFUNCTION) { bytes, size, count, owner in
        let part = UnsafeRawBufferPointer(start: bytes, count: size * count)
        return CurlTransfer.from(owner)?.receiveBody(part) == true ? part.count : 0
      }, "WRITEFUNCTION")
    try check(
      daruma_curl_set_before_request(handle) { owner, _, _, _, _ in
        CurlTransfer.from(owner)?.beginSending() == true ? CURL_PREREQFUNC_OK : CURL_PREREQFUNC_ABORT
      }, "PREREQFUNCTION")
  }

  private func set(_ option: CURLoption, _ value: Int) throws(TransportError) {
    try check(daruma_curl_set_long(handle, option, value), "\(option.rawValue)")
  }

  private func set(_ option: CURLoption, _ value: String) throws(TransportError) {
    try check(daruma_curl_set_string(handle, option, value), "\(option.rawValue)")
  }

  private func check(_ code: CURLcode, _ option: String) throws(TransportError) {
    guard code == CURLE_OK else {
      throw refusal("option \(option): \(String(cString: curl_easy_strerror(code)))")
    }
  }

  private func refusal(_ reason: String) -> TransportError {
    TransportError(.unreachable, "\(target): libcurl refused \(reason). The request was not sent.")
  }
}

extension HTTPRequest {
  /// Whether libcurl sends the body's length: also for an empty body of a writing method, as some services
  /// insist on it.
  fileprivate var saysLength: Bool { !body.isEmpty || ["POST", "PUT", "PATCH"].contains(method) }
}

extension Duration {
  /// Rounded up, so that a short time never becomes 0, which libcurl takes for "for ever".
  fileprivate var wholeMilliseconds: Int {
    let (seconds, attoseconds) = components
    return Int(seconds) * 1000 + Int((attoseconds + 999_999_999_999_999) / 1_000_000_000_000_000)
  }
}
