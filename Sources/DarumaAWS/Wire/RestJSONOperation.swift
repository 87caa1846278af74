/// An operation of the REST-JSON protocol: method and path name it, and both bodies are JSON.
package protocol RestJSONOperation: ServiceOperation where Answer: Decodable {
  var method: String { get }
  /// Percent-encoded; ``RestPath`` writes it.
  var path: String { get }
  var query: QueryParameters { get }
  /// Nil: no body.
  var document: (any Encodable & Sendable)? { get }
}

extension RestJSONOperation {
  package var method: String { "GET" }
  package var query: QueryParameters { QueryParameters() }
  package var document: (any Encodable & Sendable)? { nil }

  package func message() throws(WireFormatError) -> OutgoingMessage {
    guard let document else { return OutgoingMessage(method: method, path: path, query: query) }
    return OutgoingMessage(
      method: method, path: path, query: query, headers: [HTTPHeader("Content-Type", "application/json")],
      body: try JSONAnswer.write(document, of: Self.name))
  }

  package static func answer(from body: [UInt8]) throws(WireFormatError) -> Answer {
    try JSONAnswer.read(body, of: name)
  }
}

/// The path of a REST call.
enum RestPath {
  /// Each segment percent-encoded as a whole, so that an ARN with its colons and slashes stays one segment.
  /// An empty last segment gives the slash at the end that some operations have.
  static func of(_ segments: String...) -> String {
    segments.map { "/" + CanonicalText.encode($0.utf8) }.joined()
  }
}
