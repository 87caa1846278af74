/// CloudEvents 1.0 in the structured mode of its JSON format. The event is opened by its data alone: AWS
/// events keep their own shape in there, and `type` says nothing that the data does not.
extension Unwrapper {
  func openCloudEvent(_ event: JSONValue, _ level: Level, into findings: inout Findings) throws(Problem) {
    let version = try event.text("specversion")
    guard version == "1.0" else { throw CloudEventRules.version(version, at: "\(event.path).specversion") }
    for name: StaticString in ["id", "source", "type"] { _ = try event.text(name) }
    for (key, value) in event.members { try CloudEventRules.checkAttribute(key, value) }
    let data = event.optional("data")
    let encoded = event.optional("data_base64")
    guard data == nil || encoded == nil else {
      throw Problem(
        .cloudEventData, at: event, "has both data and data_base64",
        remedy: "one of them, as CloudEvents says")
    }
    let contentType = try event.optionalText("datacontenttype")
    guard data != nil || encoded != nil else { throw try CloudEventRules.noData(event) }
    try CloudEventRules.checkContentType(contentType, at: event.path)
    if let encoded {
      try openBase64(encoded, level, into: &findings)
    } else if let data {
      open(data, level.inner, into: &findings)
    }
  }
}
