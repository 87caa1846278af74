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
    var form = QueryParameters()
    form.add("Action", Self.name)
    form.add("Version", Self.service.version)
    let body = [form.encoded, parameters.encoded].filter { !$0.isEmpty }.joined(separator: "&")
    return OutgoingMessage(
      method: "POST", path: "/",
      headers: [HTTPHeader("Content-Type", "application/x-www-form-urlencoded; charset=utf-8")],
      body: Array(body.utf8))
  }

  package static func answer(from body: [UInt8]) throws(WireFormatError) -> Answer {
    let root = try XMLTree(parsing: body)
    guard root.name == "\(name)Response" else {
      throw WireFormatError("the answer is a \(root.name), not a \(name)Response")
    }
    return try answer(in: try root.required("\(name)Result"))
  }
}
