import Foundation

/// The thread on which libcurl runs.
enum CurlThread {
  /// As `top -H` shows it; Linux takes up to 15 letters.
  static let name = "daruma-curl"

  static func start(_ work: @escaping @Sendable () -> Void) {
    let thread = Thread {
      // From inside: a name set before the start does not reach the kernel.
      Thread.current.name = name
      blockBrokenPipeSignal()
      work()
    }
    thread.start()
  }

  /// Makes writing to a closed socket an error for this thread instead of the end of the process: OpenSSL
  /// writes without MSG_NOSIGNAL, and libcurl leaves the signal alone under CURLOPT_NOSIGNAL (curl.se,
  /// CURLOPT_NOSIGNAL).
  private static func blockBrokenPipeSignal() {
    var signals = sigset_t()
    sigemptyset(&signals)
    sigaddset(&signals, SIGPIPE)
    pthread_sigmask(SIG_BLOCK, &signals, nil)
  }
}
