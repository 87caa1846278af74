package import DarumaCore

/// A record, or part of one, that could not be handled: its bytes, where it came from, and why.
package struct DeadLetter: Sendable {
  package var bytes: [UInt8]
  package var key: [UInt8]?
  package var headers: [(name: String, value: [UInt8])]
  package var origin: Origin
  /// Stable, without dynamic parts.
  package var code: String
  /// What is wrong, where in the record, and what would be right.
  package var reason: String
  package var at: Instant

  package init(
    bytes: [UInt8], key: [UInt8]?, headers: [(name: String, value: [UInt8])], origin: Origin, code: String,
    reason: String, at: Instant
  ) {
    self.bytes = bytes
    self.key = key
    self.headers = headers
    self.origin = origin
    self.code = code
    self.reason = reason
    self.at = at
  }
}

/// Where dead letters go. Durable on return: only then do the input positions move on, so that nothing is dropped.
package protocol DeadLetterSink: Sendable {
  func put(_ letters: [DeadLetter]) async throws
  func close() async
}
