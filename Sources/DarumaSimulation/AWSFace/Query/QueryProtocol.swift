/// The query protocol: a form in, XML out. Source: the AWS query protocol of the Smithy specifications.
struct QueryProtocol: Sendable {
  let namespace: String
  let version: String

  /// - Parameter result: members of `ActionResult`; nil: an action that answers nothing.
  func success(_ action: String, _ requestID: String, _ result: [XMLTree?]? = nil) -> FaceResponse {
    var root = XMLTree(
      "\(action)Response",
      members: [
        result.map { XMLTree("\(action)Result", members: $0) },
        XMLTree("ResponseMetadata", [XMLTree("RequestId", requestID)]),
      ])
    root.attributes = [XMLTree.Attribute(name: "xmlns", value: namespace)]
    return FaceResponse(status: 200, contentType: "text/xml", requestID: requestID, body: root.document)
  }

  func refusal(_ error: CloudError, _ requestID: String) -> FaceResponse {
    ErrorDocument.response(error, requestID: requestID, namespace: namespace)
  }
}

/// The XML error of the query and REST protocols.
enum ErrorDocument {
  static func response(_ error: CloudError, requestID: String, namespace: String) -> FaceResponse {
    var root = XMLTree(
      "ErrorResponse",
      [
        XMLTree(
          "Error",
          [
            XMLTree("Type", error.isSendersFault ? "Sender" : "Receiver"),
            XMLTree("Code", error.code),
            XMLTree("Message", error.message),
          ]),
        XMLTree("RequestId", requestID),
      ])
    root.attributes = [XMLTree.Attribute(name: "xmlns", value: namespace)]
    return FaceResponse(
      status: error.status, contentType: "text/xml", requestID: requestID, body: root.document)
  }
}
