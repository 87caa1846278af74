/// An HTTP request as the face received it: nothing decoded, so that a signature can be checked over it.
package struct FaceRequest: Sendable {
  package let method: String
  /// Path and query as they were on the request line.
  package let target: String
  /// In the order received; names in any case.
  package let headers: [(name: String, value: String)]
  package let body: [UInt8]

  package init(method: String, target: String, headers: [(name: String, value: String)], body: [UInt8]) {
    self.method = method
    self.target = target
    self.headers = headers
    self.body = body
  }

  /// The path before any `?`, still percent-encoded.
  package var path: String {
    String(target.prefix { $0 != "?" })
  }

  /// What follows the first `?`, still percent-encoded; empty without one.
  package var query: String {
    guard let mark = target.firstIndex(of: "?") else { return "" }
    return String(target[target.index(after: mark)...])
  }

  /// The first header field of this name, in whatever case.
  package func header(_ name: String) -> String? {
    let wanted = name.lowercased()
    return headers.first { $0.name.lowercased() == wanted }?.value
  }

  /// The media type of the body without its parameters, in lower case.
  package var mediaType: String? {
    header("content-type").map { value in
      value.prefix { $0 != ";" }.lowercased().trimmingSpaces()
    }
  }
}
