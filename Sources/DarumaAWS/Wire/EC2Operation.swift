/// An operation of EC2's own query protocol: a form is posted, and the answer's members stand directly in
/// `<OperationResponse>`.
package protocol EC2Operation: ServiceOperation {
  /// Without `Action` and `Version`.
  var parameters: QueryParameters { get }

  /// Reads the response element.
  static func answer(in response: XMLTree) throws(WireFormatError) -> Answer
}

extension EC2Operation {
  package func message() throws(WireFormatError) -> OutgoingMessage {
    QueryForm.message(Self.name, Self.service.version, parameters)
  }

  package static func answer(from body: [UInt8]) throws(WireFormatError) -> Answer {
    try answer(in: try QueryForm.response(body, to: name))
  }
}
