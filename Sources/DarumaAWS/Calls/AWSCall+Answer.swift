package import DarumaCore

/// How an answer is read.
extension AWSCall {
  /// Reads an answer with a 2xx status. Nothing is taken for an answer of AWS that is not: another root element, a
  /// text beside elements, a name given twice in JSON, what is cut off.
  ///
  /// An empty body is an answer without members, if AWS says that it is from AWS: some operations have nothing to say.
  package func answer(from response: HTTPResponse) throws(WireFormatError) -> Document {
    var members: [String: Document]
    if answer.isText {
      members = [answer.member ?? "Body": .text(try Self.text(response.body))]
    } else if response.body.isEmpty {
      guard response.status == 204 || ServiceError.requestID(of: response) != nil else {
        throw WireFormatError("the body is empty")
      }
      members = [:]
    } else if let member = answer.member {
      members = [member: .object(try bodyMembers(response.body))]
    } else {
      members = try bodyMembers(response.body)
    }
    for (member, field) in answer.headers {
      if let value = response.header(field) { members[member] = .text(value) }
    }
    return .object(members)
  }

  private func bodyMembers(_ body: [UInt8]) throws(WireFormatError) -> [String: Document] {
    let reader = XMLDocumentReader(
      collections: service.collections.overridden(by: collections),
      plainItem: service.wireProtocol == .ec2 ? "item" : "member")
    switch service.wireProtocol {
    case .query:
      let response = try QueryForm.response(body, to: operation)
      // An operation that has nothing to say has no result element.
      let result = response["\(operation)Result"] ?? response
      return try reader.members(of: result, in: operation, without: ["ResponseMetadata"])
    case .ec2:
      return try reader.members(
        of: try QueryForm.response(body, to: operation), in: operation, without: ["requestId"])
    case .restXML:
      let root = try XMLTree(parsing: body)
      let names = [answer.root, "\(operation)Response", "\(operation)Result"].compactMap { $0 }
      guard names.contains(root.name) else {
        throw WireFormatError("the answer is a \(root.name), not a \(names[0])")
      }
      return try reader.members(of: root, in: answer.root ?? answer.member ?? operation, without: [])
    case .json, .restJSON:
      guard case .object(let members) = try JSONDocument.read(body) else {
        throw WireFormatError("the answer is not a JSON object")
      }
      return members
    }
  }

  private static func text(_ body: [UInt8]) throws(WireFormatError) -> String {
    guard let text = String(validating: body, as: UTF8.self) else {
      throw WireFormatError("the body is not a text in UTF-8")
    }
    return text
  }
}
