import FoundationEssentials

/// The JSON 1.1 protocol: the operation in `X-Amz-Target`, JSON in and out. Source: the AWS JSON protocols of
/// the Smithy specifications.
struct JSONProtocol: Sendable {
  static let contentType = "application/x-amz-json-1.1"

  /// What `X-Amz-Target` begins with, before the dot.
  let targetPrefix: String
  /// How the service spells its members.
  var spelling = JSONSpelling.small

  func success(_ document: some Encodable, _ requestID: String) -> FaceResponse {
    Self.response(document, status: 200, requestID, spelling)
  }

  func refusal(_ error: CloudError, _ requestID: String) -> FaceResponse {
    Self.response(ErrorBody(type: error.code, message: error.message), status: error.status, requestID, .small)
  }

  private struct ErrorBody: Encodable {
    let type: String
    let message: String

    enum CodingKeys: String, CodingKey {
      case type = "__type"
      case message
    }
  }

  private static func response(
    _ document: some Encodable, status: Int, _ requestID: String, _ spelling: JSONSpelling
  ) -> FaceResponse {
    FaceResponse(
      status: status, contentType: contentType, requestID: requestID, body: JSONText.of(document, spelling))
  }
}

/// JSON as the face writes it.
enum JSONText {
  static func of<Document: Encodable>(_ document: Document, _ spelling: JSONSpelling) -> String {
    let encoder = JSONEncoder()
    if spelling == .capitals { encoder.keyEncodingStrategy = .custom { JSONSpelling.capital($0) } }
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    do {
      return String(decoding: try encoder.encode(document), as: UTF8.self)
    } catch {
      // Only floating-point numbers that are no numbers can't be encoded, and the documents here hold none.
      preconditionFailure("\(Document.self) can't be encoded: \(error)")
    }
  }
}

/// How a service spells the members of its structures; the keys of maps are what they are.
enum JSONSpelling: Sendable {
  /// `clusterName`: as they are called here.
  case small
  /// `FileSystemId`.
  case capitals

  static func capital(_ path: [any CodingKey]) -> any CodingKey {
    guard let name = path.last?.stringValue, let first = name.first else { return Spelled("") }
    return Spelled(first.uppercased() + name.dropFirst())
  }

  static func small(_ path: [any CodingKey]) -> any CodingKey {
    guard let name = path.last?.stringValue, let first = name.first else { return Spelled("") }
    return Spelled(first.lowercased() + name.dropFirst())
  }

  private struct Spelled: CodingKey {
    let stringValue: String
    var intValue: Int? { nil }

    init(_ text: String) { stringValue = text }
    init(stringValue: String) { self.stringValue = stringValue }
    init?(intValue: Int) { nil }
  }
}

/// An answer without members.
struct EmptyDocument: Encodable, Sendable {}

/// The input of a JSON operation.
protocol JSONInput: Decodable, Sendable {
  /// Members that the simulated cloud understands. Others are refused instead of being ignored.
  static var members: Set<String> { get }
  static var spelling: JSONSpelling { get }
}

/// The input of a service that spells its members with capitals; here they are called with a small letter.
protocol CapitalJSONInput: JSONInput {}

extension CapitalJSONInput {
  static var spelling: JSONSpelling { .capitals }
}

extension JSONInput {
  static var spelling: JSONSpelling { .small }

  /// - Throws: `SerializationException` for what is not JSON or of the wrong type, `UnknownParameter` for a
  ///   member that isn't modelled.
  static func read(_ body: [UInt8]) throws(CloudError) -> Self {
    let decoder = JSONDecoder()
    if spelling == .capitals { decoder.keyDecodingStrategy = .custom { JSONSpelling.small($0) } }
    let data = Data(body.isEmpty ? Array("{}".utf8) : body)
    do {
      let given = try decoder.decode([String: Anything].self, from: data)
      if let extra = given.keys.sorted().first(where: { !members.contains($0) }) {
        throw CloudError("UnknownParameter", "The member \(extra) is not recognized by the simulated cloud")
      }
      return try decoder.decode(Self.self, from: data)
    } catch let error as CloudError {
      throw error
    } catch {
      throw CloudError("SerializationException", "The request body is not as the operation expects: \(error)")
    }
  }
}

/// Any JSON value, not looked into.
private struct Anything: Decodable {
  init(from decoder: any Decoder) {}
}

/// `value`, or `InvalidParameterException` if the member is missing.
func required<Value>(_ value: Value?, _ member: String) throws(CloudError) -> Value {
  try required(value, or: .invalidContainerParameter("\(member) can not be blank."))
}

/// `value`, or the error if the member is missing.
func required<Value>(_ value: Value?, or error: CloudError) throws(CloudError) -> Value {
  guard let value else { throw error }
  return value
}

/// A point in time as the JSON protocols write it: seconds since the epoch, with a fraction.
struct JSONTime: Encodable, Sendable {
  let milliseconds: Int64

  func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(Double(milliseconds) / 1_000)
  }
}
