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

  /// Longest text taken over into a message, in letters as ``Legible`` counts them.
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
      if let id = response.header(field).flatMap(ErrorBody.plainWord) { return id }
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
      message: Legible.line(text, letters: Self.maximumMessageLetters),
      requestID: id ?? said.requestID,
      hasServiceForm: said.hasServiceForm || id != nil)
  }

  /// The text of a page without its tags.
  private static func excerpt(of body: [UInt8]) -> String {
    let page = String(decoding: body.prefix(8 * maximumMessageLetters), as: UTF8.self).unicodeScalars
    var text = String.UnicodeScalarView()
    var index = page.startIndex
    while index < page.endIndex {
      switch page[index] {
      case "<":
        // What is cut off in a tag is one as well.
        index = page[index...].firstIndex(of: ">") ?? page.index(before: page.endIndex)
        text.append(" ")
      case "&":
        if let end = page[index...].prefix(longestReference).firstIndex(of: ";"),
          let byte = HTMLReference.byte(String(page[page.index(after: index)..<end]))
        {
          text.append(Unicode.Scalar(byte))
          index = end
        } else {
          text.append("&")
        }
      case let scalar: text.append(scalar)
      }
      index = page.index(after: index)
    }
    return String(text)
  }

  private static let longestReference = 12
}
