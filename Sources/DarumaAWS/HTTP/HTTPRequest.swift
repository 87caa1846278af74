/// One HTTP request as it goes on the wire: what was signed is what is sent.
package struct HTTPRequest: Sendable, Equatable {
  package var method: String
  /// The complete URL, already percent-encoded. Sent as it is: never normalised or encoded again.
  package var url: String
  /// Header fields in the order in which they are sent. Names are matched without regard to case.
  package var headers: [HTTPHeader]
  package var body: [UInt8]
  /// Longest time from the first byte of the connection to the last byte of the answer.
  package var timeout: Duration

  /// Longest time for one request where the caller has no better number.
  package static let defaultTimeout: Duration = .seconds(30)

  package init(
    method: String, url: String, headers: [HTTPHeader] = [], body: [UInt8] = [],
    timeout: Duration = HTTPRequest.defaultTimeout
  ) {
    self.method = method
    self.url = url
    self.headers = headers
    self.body = body
    self.timeout = timeout
  }
}

/// One header field.
package struct HTTPHeader: Sendable, Equatable {
  package var name: String
  package var value: String

  package init(_ name: String, _ value: String) {
    self.name = name
    self.value = value
  }
}
