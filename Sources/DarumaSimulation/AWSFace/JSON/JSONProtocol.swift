import FoundationEssentials

/// The JSON 1.1 protocol: the operation in `X-Amz-Target`, JSON in and out. Source: the AWS JSON protocols of
/// the Smithy specifications.
struct JSONProtocol: Sendable {
  static let contentType = "application/x-amz-json-1.1"

  /// What `X-Amz-Target` begins with, before the dot.
  let targetPrefix: String

  func success(_ document: some Encodable, _ requestID: String) -> FaceResponse {
    Self.response(document, status: 200, requestID)
  }

  func refusal(_ error: CloudError, _ requestID: String) -> FaceResponse {
    Self.response(ErrorBody(type: error.code, message: error.message), status: error.status, requestID)
  }

  private struct ErrorBody: Encodable {
    let type: String
    let message: String

    enum CodingKeys: String, CodingKey {
      case type = "__type"
      case message
    }
  }

  private static func response<Document: Encodable>(
    _ document: Document, status: Int, _ requestID: String
  ) -> FaceResponse {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    do {
      let body = String(decoding: try encoder.encode(document), as: UTF8.self)
      return FaceResponse(status: status, contentType: contentType, requestID: requestID, body: body)
    } catch {
      // Only floating-point numbers that are no numbers can't be encoded, and the documents here hold none.
      preconditionFailure("\(Document.self) can't be encoded: \(error)")
    }
  }
}

/// The input of a JSON operation.
protocol JSONInput: Decodable, Sendable {
  /// Members that the simulated cloud understands. Others are refused instead of being ignored.
  static var members: Set<String> { get }
}

extension JSONInput {
  /// - Throws: `SerializationException` for what is not JSON or of the wrong type, `UnknownParameter` for a
  ///   member that isn't modelled.
  static func read(_ body: [UInt8]) throws(CloudError) -> Self {
    let decoder = JSONDecoder()
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
  guard let value else { throw .invalidContainerParameter("\(member) can not be blank.") }
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
