internal import Foundation

/// What the body of an error answer says. The form is known by the first letter, not by the service's
/// protocol: a proxy may answer a JSON service in XML. All nil where it is in no form of AWS.
struct ErrorBody: Equatable {
  var code: String?
  var message: String?
  var requestID: String?
  /// Whether only AWS writes it so. A bare `code` in JSON is anyone's.
  var hasServiceForm = false

  init(_ response: HTTPResponse) {
    switch response.body.first(where: { !Self.blanks.contains($0) }) {
    case UInt8(ascii: "<"): readXML(response.body)
    case UInt8(ascii: "{"): readJSON(response.body)
    default: break
    }
    // The JSON protocols may send the code in a field instead of the body.
    if let type = response.header("x-amzn-ErrorType"), !type.isEmpty {
      code = Self.bareCode(type)
      hasServiceForm = code != nil
    }
  }

  private static let blanks = Array(" \t\r\n".utf8) + [0xEF, 0xBB, 0xBF]

  /// The code of `com.amazonaws.ecs#ServiceNotFoundException` or `ServiceNotFoundException:http://...`.
  private static func bareCode(_ type: String) -> String? {
    let name = type.prefix { $0 != ":" }.split(separator: "#").last.map { String($0) }
    return name.flatMap(plainWord)
  }

  /// Codes and ids are short words of plain letters; what is not is nothing that AWS wrote.
  static func plainWord(_ text: String) -> String? {
    let isPlain = (1...longestWord).contains(text.utf8.count) && text.utf8.allSatisfy { (0x21...0x7E).contains($0) }
    return isPlain ? text : nil
  }

  private static let longestWord = 128
}

extension ErrorBody {
  /// - `<ErrorResponse><Error><Code/><Message/></Error><RequestId/></ErrorResponse>` (query, REST-XML)
  /// - `<Response><Errors><Error>...</Error></Errors><RequestID/></Response>` (EC2)
  /// - `<Error><Code/><Message/><RequestId/></Error>` (S3)
  /// - `<InvalidChangeBatch><Messages><Message/></Messages></InvalidChangeBatch>` (Route 53)
  private mutating func readXML(_ body: [UInt8]) {
    guard let root = try? XMLTree(parsing: body) else { return }
    let error = root["Error"] ?? root["Errors"]?["Error"] ?? (root.name == "Error" ? root : nil)
    requestID =
      (root.text("RequestId") ?? root.text("RequestID") ?? error?.text("RequestId") ?? error?.text("RequestID"))
      .flatMap(Self.plainWord)
    if let error {
      code = error.text("Code").flatMap(Self.plainWord)
      message = error.text("Message")
    } else if root["Messages"] != nil {
      code = root.name
      message = root.list("Messages", of: "Message").map(\.text).joined(separator: " ")
    }
    hasServiceForm = code != nil
  }

  private mutating func readJSON(_ body: [UInt8]) {
    guard let said = try? JSONDecoder().decode(JSONErrorBody.self, from: Data(body)) else { return }
    code = said.code.flatMap(Self.bareCode)
    message = said.message
    hasServiceForm = said.isTyped && code != nil
  }
}

/// Each member under any of the spellings in use. A member of an unexpected type counts as missing, so that
/// it can't hide the others.
private struct JSONErrorBody: Decodable {
  var code: String?
  var message: String?
  /// Whether the code stands in `__type`.
  var isTyped: Bool

  private enum CodingKeys: String, CodingKey {
    case type = "__type"
    case code, message, errorMessage
    case capitalCode = "Code"
    case capitalMessage = "Message"
  }

  init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    func text(_ keys: CodingKeys...) -> String? {
      for key in keys {
        if let text = try? container.decode(String.self, forKey: key), !text.isEmpty { return text }
      }
      return nil
    }
    isTyped = text(.type) != nil
    code = text(.type, .code, .capitalCode)
    message = text(.message, .capitalMessage, .errorMessage)
  }
}
