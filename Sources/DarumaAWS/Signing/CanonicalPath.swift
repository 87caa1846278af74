/// The path of a canonical request.
enum CanonicalPath {
  /// - Parameter path: as it is sent.
  /// - Throws: ``SigningError`` with code `invalidURL` for an escape that is none.
  static func of(_ path: String, _ rule: SigningRules.PathRule) throws(SigningError) -> String {
    switch rule {
    case .encodedAgain(let normalized):
      return CanonicalText.encode((normalized ? self.normalized(path) : path).utf8, keepingSlashes: true)
    case .asSent:
      // Once decoded and encoded, a letter that could stay bare (`+`, `=`, `@`) has the form that S3 gives
      // it.
      guard let bytes = CanonicalText.decode(path) else {
        throw SigningError(.invalidURL, "The path '\(path)' holds a % without two hexadecimal digits.")
      }
      return CanonicalText.encode(bytes, keepingSlashes: true)
    }
  }

  /// Without `.`, `..` and doubled slashes; a slash at the end stays.
  static func normalized(_ path: String) -> String {
    var segments: [Substring] = []
    for segment in path.split(separator: "/") where segment != "." {
      if segment == ".." { _ = segments.popLast() } else { segments.append(segment) }
    }
    let end = path.utf8.last == UInt8(ascii: "/") && !segments.isEmpty ? "/" : ""
    return "/" + segments.joined(separator: "/") + end
  }
}
