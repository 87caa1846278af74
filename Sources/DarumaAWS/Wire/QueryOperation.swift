/// An operation of the query protocol: a form is posted, and the answer is XML of the shape
/// `<OperationResponse><OperationResult>...</OperationResult></OperationResponse>`.
package protocol QueryOperation: ServiceOperation {
  /// Without `Action` and `Version`.
  var parameters: QueryParameters { get }

  /// Reads the result element.
  static func answer(in result: XMLTree) throws(WireFormatError) -> Answer
}

extension QueryOperation {
  package func message() throws(WireFormatError) -> OutgoingMessage {
    QueryForm.message(Self.name, Self.service.version, parameters)
  }

  package static func answer(from body: [UInt8]) throws(WireFormatError) -> Answer {
    try answer(in: try QueryForm.response(body, to: name).required("\(name)Result"))
  }
}
