extension Unwrapper {
  /// `records` of Firehose over HTTP (`[{"data": base64}]`), or of Kafka in front of Lambda
  /// (`{"topic-0": [{"value": base64}]}`).
  func openStreamRecords(_ batch: JSONValue, _ level: Level, into findings: inout Findings) throws(Problem) {
    let records = try batch.required("records")
    switch records.kind {
    case .array: openEncoded(records, "data", level, into: &findings)
    case .object:
      for (_, partition) in records.members where !findings.isFull {
        do throws(Problem) {
          try partition.expect(.array)
          openEncoded(partition, "value", level, into: &findings)
        } catch {
          findings.refuse(error)
        }
      }
    case .null, .boolean, .number, .text:
      throw Problem(
        .wrongType, at: records, "expected array or object, found \(records.kind.rawValue)",
        remedy: "an array of objects with base64 in data, as Firehose sends it")
    }
  }

  private func openEncoded(
    _ records: JSONValue, _ member: StaticString, _ level: Level, into findings: inout Findings
  ) {
    guard records.firstElement != nil else { return findings.ignore("an empty batch") }
    for record in records.elements where !findings.isFull {
      do throws(Problem) {
        let data = try record.required(member)
        try openBase64(data, level, into: &findings)
      } catch {
        findings.refuse(error)
      }
    }
  }

  func openBase64(_ data: JSONValue, _ level: Level, into findings: inout Findings) throws(Problem) {
    try data.expect(.text)
    guard let bytes = Base64.decode(data.textBytes()) else {
      throw Problem(.invalidBase64, at: data, "is no base64", remedy: "base64 of RFC 4648, with padding")
    }
    guard level.depth < limits.envelopes else {
      throw Problem(
        .wrappedTooDeep, at: data, "more than \(limits.envelopes) envelopes inside one another",
        remedy: "send the event with fewer envelopes around it")
    }
    open(bytes: bytes[...], at: JSONDocument.Place(container: data), level.inner, into: &findings)
  }

  /// What the JSON converter of Kafka Connect wraps: bytes come as base64, which the schema says.
  func openConnect(_ record: JSONValue, _ level: Level, into findings: inout Findings) throws(Problem) {
    let payload = try record.required("payload")
    if let schema = record.optional("schema"), schema.kind == .object, let type = schema.optional("type"),
      type.equals("bytes")
    {
      try openBase64(payload, level, into: &findings)
    } else {
      open(payload, level.inner, into: &findings)
    }
  }
}
