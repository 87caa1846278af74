/// Limits and identity of a ``CurlTransport``.
package struct CurlConfiguration: Sendable, Equatable {
  /// Sent as `User-Agent` unless the request carries its own.
  package var userAgent: String
  /// Longest time to look up the name, connect and shake hands.
  package var connectTimeout: Duration = .seconds(5)
  /// Requests under way or waiting for a connection. One more is refused at once.
  package var maximumTransfers = 256
  /// Open connections to one host; further requests wait for one of them.
  package var maximumConnectionsPerHost = 32
  /// Idle connections that are kept for the next request.
  package var maximumIdleConnections = 64
  /// An idle connection older than this is not used again: load balancers of AWS drop them without a word.
  package var idleConnectionSeconds = 20
  /// Largest body of an answer.
  package var maximumBodyBytes = 16 * 1024 * 1024
  /// Largest head of an answer.
  package var maximumHeaderBytes = 128 * 1024
  /// File of CA certificates (PEM) to trust instead of the system's.
  package var certificateBundlePath: String?

  /// - Parameter version: of the program, for the user agent `daruma/<version>`.
  package init(version: String) { userAgent = "daruma/\(version)" }
}
