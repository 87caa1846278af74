import CCurl

/// Owns libcurl's multi handle: the connections, and the transfers that share them.
// Unchecked because it holds a pointer: the transport's thread alone uses it, except for `wake`, which
// libcurl allows from any thread, and `free`; the mailbox calls both under its lock.
final class CurlMulti: @unchecked Sendable {
  let handle: UnsafeMutableRawPointer
  private var isFreed = false

  /// - Throws: ``TransportError`` with code `unreachable` where libcurl can't be set up.
  init(_ configuration: CurlConfiguration) throws(TransportError) {
    guard Self.library == CURLE_OK else {
      throw TransportError(
        .unreachable, "libcurl could not be set up: \(String(cString: curl_easy_strerror(Self.library))).")
    }
    guard let handle = curl_multi_init() else {
      throw TransportError(.unreachable, "libcurl could not make a multi handle: out of memory.")
    }
    self.handle = handle
    let options = [
      (CURLMOPT_MAX_HOST_CONNECTIONS, configuration.maximumConnectionsPerHost),
      (CURLMOPT_MAXCONNECTS, configuration.maximumIdleConnections),
      (CURLMOPT_PIPELINING, Int(CURLPIPE_NOTHING)),
    ]
    for (option, value) in options {
      let code = daruma_curl_multi_set_long(handle, option, value)
      guard code == CURLM_OK else {
        curl_multi_cleanup(handle)
        throw TransportError(
          .unreachable, "libcurl refused a multi option: \(String(cString: curl_multi_strerror(code))).")
      }
    }
  }

  /// libcurl's global state, set up once a process and kept until its end.
  private static let library: CURLcode = curl_global_init(Int(CURL_GLOBAL_DEFAULT))

  /// Ends the thread's wait for sockets.
  func wake() {
    // It can fail only where the handle is no handle. Without it the thread looks at its next time-out.
    if !isFreed { curl_multi_wakeup(handle) }
  }

  /// Closes the connections. No transfer may be left in the handle.
  func free() {
    guard !isFreed else { return }
    isFreed = true
    curl_multi_cleanup(handle)
  }
}
