internal import DarumaCore

/// How a call is asked.
extension AWSCall {
  /// The request, not yet addressed or signed.
  ///
  /// - Throws: ``WireFormatError`` where the input can't be written in the service's protocol.
  package func message() throws(WireFormatError) -> OutgoingMessage {
    let members = try Self.members(of: input, "the input")
    switch service.wireProtocol {
    case .query: return try form(members, isEC2: false)
    case .ec2: return try form(members, isEC2: true)
    case .json(let version, let targetPrefix):
      return OutgoingMessage(
        method: "POST", path: "/",
        headers: [
          HTTPHeader("Content-Type", "application/x-amz-json-\(version)"),
          HTTPHeader("X-Amz-Target", "\(targetPrefix).\(operation)"),
        ],
        body: try JSONAnswer.write(Document.object(members), of: operation))
    case .restJSON, .restXML:
      guard let rest else {
        throw WireFormatError("\(service.name) speaks a REST protocol: method and path are missing")
      }
      return try RESTWriter(call: self, binding: rest).message(members)
    }
  }

  private func form(_ members: [String: Document], isEC2: Bool) throws(WireFormatError) -> OutgoingMessage {
    QueryForm.message(operation, service.version, try parameters(members, isEC2: isEC2))
  }

  private func parameters(
    _ members: [String: Document], isEC2: Bool
  ) throws(WireFormatError) -> QueryParameters {
    var writer = FormWriter(collections: service.collections.overridden(by: collections), isEC2: isEC2)
    try writer.add(members, of: operation)
    return writer.parameters
  }

  /// The call as a link, for the region that a copy comes from.
  ///
  /// - Throws: ``WireFormatError`` where the service speaks another protocol than those with forms.
  func link() throws(WireFormatError) -> OutgoingMessage {
    guard service.wireProtocol == .query || service.wireProtocol == .ec2 else {
      throw WireFormatError("\(service.name) takes no signed address of the region that a copy comes from")
    }
    let members = try Self.members(of: input, "the input")
    var query = QueryParameters()
    query.add("Action", operation)
    query.add("Version", service.version)
    for pair in try parameters(members, isEC2: service.wireProtocol == .ec2).pairs { query.add(pair.name, pair.value) }
    return OutgoingMessage(method: "GET", path: "/", query: query)
  }

  /// The members of an object, without those that are null. Refuses what no protocol has a form for.
  static func members(of document: Document, _ place: String) throws(WireFormatError) -> [String: Document] {
    guard case .object(let members) = document else { throw WireFormatError("\(place) is no object") }
    var kept: [String: Document] = [:]
    for (name, value) in members where value != .null { kept[name] = try cleaned(value, name) }
    return kept
  }

  private static func cleaned(_ value: Document, _ place: String) throws(WireFormatError) -> Document {
    switch value {
    case .object: return .object(try members(of: value, place))
    case .list(let items):
      var kept: [Document] = []
      for (index, item) in items.enumerated() {
        guard item != .null else { throw WireFormatError("\(place)[\(index)] is null") }
        kept.append(try cleaned(item, "\(place)[\(index)]"))
      }
      return .list(kept)
    case .decimal(let number) where !number.isFinite: throw WireFormatError("\(place) is \(number), not a number")
    case .null, .bool, .integer, .decimal, .text: return value
    }
  }
}
