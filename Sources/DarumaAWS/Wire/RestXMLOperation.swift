/// An operation of the REST-XML protocol: method and path name it, and both bodies are XML.
package protocol RestXMLOperation: ServiceOperation {
  var method: String { get }
  /// Percent-encoded, with the API's version.
  var path: String { get }
  var query: QueryParameters { get }
  /// Nil: no body.
  var document: XMLElementText? { get }
  /// Of S3: the bucket that it is about.
  var bucket: String? { get }
  /// The element that an answer consists of: by default the operation's name and `Response`.
  static var rootName: String { get }

  static func answer(in root: XMLTree) throws(WireFormatError) -> Answer
}

extension RestXMLOperation {
  package var query: QueryParameters { QueryParameters() }
  package var document: XMLElementText? { nil }
  package var bucket: String? { nil }
  package static var rootName: String { "\(name)Response" }

  package func message() throws(WireFormatError) -> OutgoingMessage {
    guard let document else {
      return OutgoingMessage(method: method, path: path, query: query, bucket: bucket)
    }
    return OutgoingMessage(
      method: method, path: path, query: query,
      // Said in so many words: an HTTP library may add a form's type to a body without one, after it was
      // signed.
      headers: [HTTPHeader("Content-Type", "application/xml")],
      body: Array(document.text.utf8), bucket: bucket)
  }

  package static func answer(from body: [UInt8]) throws(WireFormatError) -> Answer {
    let root = try XMLTree(parsing: body)
    // Of S3 the imitations name the operation, as the other services do.
    guard root.name == rootName || root.name == "\(name)Response" else {
      throw WireFormatError("the answer is a \(root.name), not a \(rootName)")
    }
    return try answer(in: root)
  }
}
