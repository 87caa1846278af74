/// An error answer, read whatever protocol it speaks: services and what stands before them (proxies, load
/// balancers, test servers) also answer in other forms than their own.
package struct ServiceError: Sendable, Equatable {
  /// HTTP status.
  package var status: Int
  /// The service's own code, such as `DBSnapshotNotFound`; `HTTP502` where the answer is not in a form of
  /// AWS.
  package var code: String
  /// What the service says; where the answer is not in a form of AWS, the beginning of its text.
  package var message: String
  /// Nil where the answer names none.
  package var requestID: String?
  /// Whether it has the form of an AWS error: a document of its protocol, or the id of a request.
  package var hasServiceForm: Bool

  /// Longest text taken over into a message.
  package static let maximumMessageLetters = 600

  package init(
    status: Int, code: String, message: String, requestID: String? = nil, hasServiceForm: Bool = true
  ) {
    self.status = status
    self.code = code
    self.message = message
    self.requestID = requestID
    self.hasServiceForm = hasServiceForm
  }
}

extension ServiceError {
  /// The fields in which services send the id of a request.
  private static let requestIDFields = ["x-amzn-RequestId", "x-amz-request-id", "x-amz-id"]

  /// The id of the request that was answered: what AWS's support asks for.
  package static func requestID(of response: HTTPResponse) -> String? {
    for field in requestIDFields {
      if let id = response.header(field), !id.isEmpty { return id }
    }
    return nil
  }

  /// Reads an answer with an error status.
  ///
  /// - Parameter secrets: What must not be taken over into the message, besides what looks like a secret.
  package init(_ response: HTTPResponse, secrets: [String] = []) {
    let said = ErrorBody(response)
    let text = Secrecy.cleaned(
      said.code == nil ? Self.excerpt(of: response.body) : said.message ?? "", without: secrets)
    let id = Self.requestID(of: response)
    self.init(
      status: response.status,
      code: said.code ?? "HTTP\(response.status)",
      message: Self.legible(text),
      requestID: id ?? said.requestID,
      hasServiceForm: said.hasServiceForm || id != nil)
  }

  /// One line without control characters, cut at ``maximumMessageLetters``.
  private static func legible(_ text: String) -> String {
    let words = text.split { $0.isWhitespace || $0.unicodeScalars.contains { $0.value < 0x20 } }
    let line = words.joined(separator: " ")
    return line.count <= maximumMessageLetters ? line : line.prefix(maximumMessageLetters) + "..."
  }

  /// The text of a page without its tags.
  private static func excerpt(of body: [UInt8]) -> String {
    let page = String(decoding: body.prefix(8 * maximumMessageLetters), as: UTF8.self)
    var text = ""
    var insideTag = false
    for letter in page {
      switch letter {
      case "<": insideTag = true
      case ">" where insideTag:
        insideTag = false
        text += " "
      default: if !insideTag { text.append(letter) }
      }
    }
    return text
  }
}
