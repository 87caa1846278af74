/// The rules of CloudEvents 1.0 for attributes, whichever mode they come in.
enum CloudEventRules {
  static func version(_ version: String, at place: String) -> Problem {
    Problem(
      .cloudEventVersion, at: place.hasPrefix(".") ? String(place.dropFirst()) : place,
      "CloudEvents \(version) is not read", remedy: "specversion 1.0")
  }

  /// Names are lower-case letters and digits; values are text, booleans and whole numbers of 32 bits. `data`
  /// and `data_base64` are no attributes.
  static func checkAttribute(_ key: JSONValue, _ value: JSONValue) throws(Problem) {
    if key.equals("data") || key.equals("data_base64") { return }
    let name = key.text
    guard !name.isEmpty, name.utf8.allSatisfy({ (0x61...0x7A).contains($0) || (0x30...0x39).contains($0) })
    else {
      throw Problem(
        .cloudEventAttribute, at: key, "\(key.quoted) is no name of an attribute",
        remedy: "lower-case letters and digits")
    }
    switch value.kind {
    case .text, .boolean, .null: return
    case .number where Int32(value.text) != nil: return
    case .number, .array, .object:
      throw Problem(
        .cloudEventAttribute, at: value, "\(value.quoted) is no value of an attribute",
        remedy: "text, true, false, or a whole number of 32 bits")
    }
  }

  static func noData(_ event: JSONValue) throws(Problem) -> Problem {
    if let reference = try event.optionalText("dataref") {
      return Problem(
        .cloudEventData, at: event, "its data is elsewhere, at \(reference.debugDescription)",
        remedy: "send the data inside the event")
    }
    return Problem(.cloudEventData, at: event, "has no data", remedy: "the event belongs into data")
  }

  static func checkContentType(_ contentType: String?, at place: String) throws(Problem) {
    guard let contentType else { return }
    let kind = contentType.prefix { $0 != ";" }.filter { $0 != " " }.lowercased()
    guard kind == "application/json" || kind == "text/json" || kind.hasSuffix("+json") else {
      throw Problem(
        .cloudEventData, at: place, "data of type \(contentType.debugDescription) is not read",
        remedy: "application/json")
    }
  }
}
