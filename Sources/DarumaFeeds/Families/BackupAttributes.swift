import DarumaCore

/// The message attributes of an SNS message: `{"State": {"Type": "String", "Value": "COMPLETED"}}`. In one
/// published sample they are the text `"{}"`; that has no attributes either.
struct BackupAttributes {
  private let object: JSONValue?

  init(_ attributes: JSONValue?) { object = attributes?.kind == .object ? attributes : nil }

  func text(_ name: StaticString, or other: StaticString) -> String? {
    let attribute = object?.optional(name) ?? object?.optional(other)
    guard let value = attribute?.optional("Value"), value.kind == .text else { return nil }
    let text = value.text
    return text.isEmpty ? nil : text
  }

  func required(
    _ name: StaticString, or other: StaticString? = nil, for message: JSONValue
  ) throws(Problem) -> String {
    guard let text = text(name, or: other ?? name) else {
      throw Problem(
        .missing, at: object ?? message, "has no message attribute \(name)",
        remedy: "subscribe without raw message delivery, which drops the attributes")
    }
    return text
  }

  func instant(_ name: StaticString, for message: JSONValue) throws(Problem) -> Instant {
    guard let value = object?.optional(name)?.optional("Value") else {
      throw Problem(
        .missing, at: object ?? message, "has no message attribute \(name)",
        remedy: "AWS Backup always sends it")
    }
    return try value.wholeInstant()
  }
}
