internal import Foundation

/// An operation of the JSON protocol, versions 1.0 and 1.1: its properties are the request's members, under
/// the same names.
package protocol JSONOperation: ServiceOperation, Encodable where Answer: Decodable {}

extension JSONOperation {
  package func message() throws(WireFormatError) -> OutgoingMessage {
    guard case .json(let version, let targetPrefix) = Self.service.wireProtocol else {
      preconditionFailure(
        "\(Self.name) is a JSON operation of \(Self.service.name), which does not speak JSON")
    }
    return OutgoingMessage(
      method: "POST", path: "/",
      headers: [
        HTTPHeader("Content-Type", "application/x-amz-json-\(version)"),
        HTTPHeader("X-Amz-Target", "\(targetPrefix).\(Self.name)"),
      ],
      body: try JSONAnswer.write(self, of: Self.name))
  }

  package static func answer(from body: [UInt8]) throws(WireFormatError) -> Answer {
    try JSONAnswer.read(body, of: name)
  }
}

extension WireFormatError {
  /// Where in the JSON, and what is wrong there; the default text of a decoding error is a page.
  static func reason(of error: any Error) -> String {
    switch error {
    case DecodingError.keyNotFound(let key, let context):
      "\(place(context.codingPath)) has no \(key.stringValue)"
    case DecodingError.typeMismatch(_, let context), DecodingError.valueNotFound(_, let context),
      DecodingError.dataCorrupted(let context):
      "\(place(context.codingPath)): \(context.debugDescription)"
    default: "\(error)"
    }
  }

  private static func place(_ path: [any CodingKey]) -> String {
    path.isEmpty
      ? "the top" : path.map { $0.intValue.map { "[\($0)]" } ?? $0.stringValue }.joined(separator: ".")
  }
}
