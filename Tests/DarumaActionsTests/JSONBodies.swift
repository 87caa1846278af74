import DarumaAWS
import DarumaCore
import Foundation
import Testing

extension HTTPResponse {
  /// The answer of a JSON service.
  static func json(_ document: Document) -> HTTPResponse {
    let body = try? JSONEncoder().encode(document)
    return HTTPResponse(
      status: 200, headers: [HTTPHeader("x-amzn-RequestId", "req-1")], body: Array(body ?? Data("unwritable".utf8)))
  }
}

extension HTTPRequest {
  /// The body of a request to a JSON service.
  var document: Document {
    get throws { try JSONDecoder().decode(Document.self, from: Data(body)) }
  }
}
