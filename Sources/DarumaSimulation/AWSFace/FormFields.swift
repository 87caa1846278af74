/// The fields of a query string or of a form body.
enum FormFields {
  /// Most fields in one request.
  static let limit = 10_000

  /// - Throws: `MalformedQueryString` for a broken escape, a field given twice, or more fields than
  ///   ``limit``.
  static func parse(_ text: String) throws(CloudError) -> [String: String] {
    var fields: [String: String] = [:]
    for field in text.split(separator: "&") {
      let parts = field.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      guard let name = PercentEncoding.decoded(parts[0], plusIsSpace: true),
        let value = PercentEncoding.decoded(parts.count > 1 ? parts[1] : "", plusIsSpace: true)
      else { throw malformed("\(field) is not percent-encoded UTF-8") }
      guard fields.updateValue(value, forKey: name) == nil else { throw malformed("\(name) is given twice") }
      guard fields.count <= limit else { throw malformed("more than \(limit) fields") }
    }
    return fields
  }

  private static func malformed(_ reason: String) -> CloudError {
    CloudError("MalformedQueryString", "The query string contains a syntax error: \(reason)", status: 404)
  }
}
