internal import DarumaCore
internal import DarumaCrypto
internal import Foundation

/// Writes a call of a REST protocol.
struct RESTWriter {
  let call: AWSCall
  let binding: RESTBinding

  func message(_ members: [String: Document]) throws(WireFormatError) -> OutgoingMessage {
    let (bucket, path) = try bucketAndPath(members)
    var message = OutgoingMessage(
      method: binding.line.method, path: path, query: try query(members), headers: try headers(members),
      bucket: bucket)
    let placed = Set(binding.line.members).union(binding.headers.keys)
    let rest = members.filter { !placed.contains($0.key) }
    if let (type, body) = try content(rest) {
      message.headers.append(HTTPHeader("Content-Type", type))
      message.body = body
      if call.service.isAddressedByBucket { message.headers.append(Self.checksum(of: body)) }
    }
    return message
  }
}

/// Path and query.
extension RESTWriter {
  private func bucketAndPath(_ members: [String: Document]) throws(WireFormatError) -> (String?, String) {
    var pieces = binding.line.path[...]
    var bucket: String?
    if call.service.isAddressedByBucket, pieces.starts(with: [.literal("/"), .member("Bucket")]) {
      bucket = try segment("Bucket", members)
      pieces = pieces.dropFirst(2)
    }
    var path = ""
    for piece in pieces {
      switch piece {
      case .literal(let text): path += text
      case .member(let name): path += CanonicalText.encode(try segment(name, members).utf8)
      case .memberWithSlashes(let name):
        path += CanonicalText.encode(try segment(name, members).utf8, keepingSlashes: true)
      }
    }
    return (bucket, path.isEmpty ? "/" : path)
  }

  /// A member of the path. An empty one, or one that leads elsewhere, would make it another operation's path. Keys of
  /// S3 may be anything.
  private func segment(_ name: String, _ members: [String: Document]) throws(WireFormatError) -> String {
    guard let text = members[name]?.text, !text.isEmpty else {
      throw WireFormatError("\(name), which belongs into the path, is missing, empty or no text")
    }
    guard
      call.service.isAddressedByBucket && name != "Bucket"
        || !text.split(separator: "/", omittingEmptySubsequences: false).contains(where: { $0 == "." || $0 == ".." })
    else { throw WireFormatError("\(name), which belongs into the path, is '\(text)', which leads elsewhere") }
    return text
  }

  private func query(_ members: [String: Document]) throws(WireFormatError) -> QueryParameters {
    var query = QueryParameters()
    for item in binding.line.query {
      switch item {
      case .literal(let name, let value): query.add(name, value)
      case .member(let name, let member):
        guard let value = members[member] else { continue }
        for value in try Self.texts(value, member) { query.add(name, value) }
      }
    }
    return query
  }

  private static func texts(_ value: Document, _ name: String) throws(WireFormatError) -> [String] {
    let values = if case .list(let items) = value { items } else { [value] }
    var texts: [String] = []
    for value in values {
      guard let text = value.text else { throw WireFormatError("\(name) is neither a text nor a list of texts") }
      texts.append(text)
    }
    return texts
  }
}

/// Header fields and body.
extension RESTWriter {
  private func headers(_ members: [String: Document]) throws(WireFormatError) -> [HTTPHeader] {
    var headers: [HTTPHeader] = []
    for (member, field) in binding.headers.sorted(by: { $0.key < $1.key }) {
      guard let value = members[member] else { continue }
      if field.last == "*" {
        guard case .object(let entries) = value else { throw WireFormatError("\(member) is no object") }
        for (name, value) in entries.sorted(by: { $0.key < $1.key }) {
          headers.append(HTTPHeader(field.dropLast() + name, try Self.fieldValue(value, member)))
        }
      } else {
        headers.append(HTTPHeader(field, try Self.fieldValue(value, member)))
      }
    }
    return headers
  }

  /// A list is joined by commas; an item that holds one is quoted.
  private static func fieldValue(_ value: Document, _ member: String) throws(WireFormatError) -> String {
    let texts = try texts(value, member)
    guard case .list = value else { return texts.joined() }
    return texts.map { text in
      guard text.contains(where: { "\",".contains($0) }) else { return text }
      return "\"" + text.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\\\"") + "\""
    }.joined(separator: ",")
  }

  /// Type and bytes of the body; nil where there is none.
  private func content(_ rest: [String: Document]) throws(WireFormatError) -> (String, [UInt8])? {
    if let payload = binding.payload {
      if let stray = rest.keys.filter({ $0 != payload }).min() { throw noPlace(for: stray) }
      return try rest[payload].map { value throws(WireFormatError) in try body(of: value, payload) }
    }
    if ["DELETE", "GET", "HEAD"].contains(binding.line.method) {
      if let stray = rest.keys.min() { throw noPlace(for: stray) }
      return nil
    }
    switch call.service.wireProtocol {
    case .restXML:
      guard !rest.isEmpty else { return nil }
      return ("application/xml", try xml(rest, root: binding.root ?? "\(call.operation)Request", of: call.operation))
    case .query, .json, .restJSON, .ec2: return ("application/json", try json(.object(rest)))
    }
  }

  private func body(of value: Document, _ payload: String) throws(WireFormatError) -> (String, [UInt8]) {
    switch value {
    case .object(let members) where call.service.wireProtocol == .restXML:
      return ("application/xml", try xml(members, root: binding.root ?? payload, of: binding.root ?? payload))
    case .object, .list: return ("application/json", try json(value))
    case .text(let text): return ("application/octet-stream", Array(text.utf8))
    case .null, .bool, .integer, .decimal:
      throw WireFormatError("\(payload), which is the body, is neither a document nor a text")
    }
  }

  private func xml(
    _ members: [String: Document], root: String, of parent: String
  ) throws(WireFormatError) -> [UInt8] {
    let writer = XMLWriter(collections: call.service.collections.overridden(by: call.collections))
    let elements = try writer.elements(members, of: parent)
    return Array(XMLElementText(root, namespace: call.service.xmlNamespace, elements).text.utf8)
  }

  private func json(_ document: Document) throws(WireFormatError) -> [UInt8] {
    try JSONAnswer.write(document, of: call.operation)
  }

  private func noPlace(for member: String) -> WireFormatError {
    WireFormatError("\(member) has no place in '\(binding.line)'")
  }

  /// S3 asks for a checksum of what configures a bucket or names objects.
  private static func checksum(of body: [UInt8]) -> HTTPHeader {
    HTTPHeader("x-amz-checksum-sha256", Data(SHA256.hash(body)).base64EncodedString())
  }
}
