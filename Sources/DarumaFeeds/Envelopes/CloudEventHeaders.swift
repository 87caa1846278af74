/// CloudEvents 1.0 in binary mode: the attributes are headers, `ce_type` on Kafka and `ce-type` where a
/// bridge kept the names of HTTP, and the record's value is the data.
struct CloudEventHeaders {
  private let attributes: [(name: String, value: String)]
  private let contentType: String?

  /// Nil where the record is no CloudEvent in binary mode.
  init?(_ headers: [(name: String, value: [UInt8])]) throws(Problem) {
    guard !headers.isEmpty else { return nil }
    var attributes: [(String, String)] = []
    var contentType: String?
    for (name, value) in headers {
      let name = name.lowercased()
      let isAttribute = name.hasPrefix("ce_") || name.hasPrefix("ce-")
      guard isAttribute || name == "content-type" else { continue }
      guard let text = String(validating: value, as: UTF8.self) else {
        throw Problem(
          .cloudEventAttribute, at: "header \(name)", "is not UTF-8",
          remedy: "headers of CloudEvents are UTF-8")
      }
      if isAttribute { attributes.append((String(name.dropFirst(3)), text)) } else { contentType = text }
    }
    guard attributes.contains(where: { $0.0 == "specversion" }) else { return nil }
    self.attributes = attributes
    self.contentType = contentType
  }

  func check() throws(Problem) {
    for name in ["specversion", "id", "source", "type"] {
      guard let value = attributes.first(where: { $0.name == name })?.value, !value.isEmpty else {
        throw Problem(
          .cloudEventAttribute, at: "header ce_\(name)", "is missing or empty",
          remedy: "CloudEvents 1.0 requires it")
      }
      if name == "specversion", value != "1.0" {
        throw CloudEventRules.version(value, at: "header ce_specversion")
      }
    }
    try CloudEventRules.checkContentType(contentType, at: "header content-type")
  }
}
