/// What the two query protocols have in common.
enum QueryForm {
  /// The form that is posted.
  static func message(
    _ operation: String, _ version: String, _ parameters: QueryParameters
  ) -> OutgoingMessage {
    var form = QueryParameters()
    form.add("Action", operation)
    form.add("Version", version)
    let body = [form.encoded, parameters.encoded].filter { !$0.isEmpty }.joined(separator: "&")
    return OutgoingMessage(
      method: "POST", path: "/",
      headers: [HTTPHeader("Content-Type", "application/x-www-form-urlencoded; charset=utf-8")],
      body: Array(body.utf8))
  }

  /// The element around the answer.
  static func response(_ body: [UInt8], to operation: String) throws(WireFormatError) -> XMLTree {
    let root = try XMLTree(parsing: body)
    guard root.name == "\(operation)Response" else {
      throw WireFormatError("the answer is a \(root.name), not a \(operation)Response")
    }
    return root
  }
}
