import DarumaCore

/// Reading members by type. What does not fit is thrown with its path: `detail.state: expected text, found
/// number`.
///
/// `optional…` gives nil where the member is missing or null; a member of another type is refused there as
/// well.
extension JSONValue {
  func optional(_ name: StaticString) -> JSONValue? {
    guard let member = member(name), !member.isNull else { return nil }
    return member
  }

  func required(_ name: StaticString) throws(Problem) -> JSONValue {
    guard let member = optional(name) else {
      let place = path
      throw Problem(
        .missing, at: place.isEmpty ? "\(name)" : "\(place).\(name)", "is missing",
        remedy: "the source always sends it; was the event shortened on the way?")
    }
    return member
  }

  func expect(_ kind: Kind) throws(Problem) {
    guard self.kind == kind else {
      throw Problem(
        .wrongType, at: self, "expected \(kind.rawValue), found \(self.kind.rawValue)",
        remedy: "the source writes \(kind.rawValue) here")
    }
  }

  func object(_ name: StaticString) throws(Problem) -> JSONValue {
    let member = try required(name)
    try member.expect(.object)
    return member
  }

  func optionalObject(_ name: StaticString) throws(Problem) -> JSONValue? {
    guard let member = optional(name) else { return nil }
    try member.expect(.object)
    return member
  }

  func array(_ name: StaticString) throws(Problem) -> JSONValue {
    let member = try required(name)
    try member.expect(.array)
    return member
  }

  func optionalArray(_ name: StaticString) throws(Problem) -> JSONValue? {
    guard let member = optional(name) else { return nil }
    try member.expect(.array)
    return member
  }

  /// Text that is not empty.
  func text(_ name: StaticString) throws(Problem) -> String {
    let member = try required(name)
    return try member.wholeText()
  }

  /// Nil also where the text is empty.
  func optionalText(_ name: StaticString) throws(Problem) -> String? {
    guard let member = optional(name) else { return nil }
    try member.expect(.text)
    let text = member.text
    return text.isEmpty ? nil : text
  }

  /// This value as text that is not empty.
  func wholeText() throws(Problem) -> String {
    try expect(.text)
    let text = text
    guard !text.isEmpty else {
      throw Problem(.invalidText, at: self, "is empty", remedy: "the source always writes something here")
    }
    return text
  }
}

extension JSONValue {
  func instant(
    _ name: StaticString, zoneless: TimeText.Zoneless = .refused
  ) throws(Problem) -> Instant {
    try required(name).wholeInstant(zoneless: zoneless)
  }

  func optionalInstant(_ name: StaticString) throws(Problem) -> Instant? {
    guard let member = optional(name) else { return nil }
    return try member.wholeInstant()
  }

  /// This value as a time in any of the forms of ``TimeText``.
  func wholeInstant(zoneless: TimeText.Zoneless = .refused) throws(Problem) -> Instant {
    try expect(.text)
    do throws(TimeText.Fault) {
      guard node.isEscaped else {
        return try withBytes { bytes throws(TimeText.Fault) in
          try TimeText.read(bytes, zoneless: zoneless)
        }
      }
      return try TimeText.read(text, zoneless: zoneless)
    } catch {
      throw Problem(
        error.code, at: self, "\(quoted) \(error.reason)", remedy: "write it as in 2026-11-24T03:42:00.000Z")
    }
  }

  /// March 1973. What is less counts seconds: until the year 5138 those are fewer.
  private static let leastMilliseconds: Int64 = 100_000_000_000

  /// A whole number of milliseconds since 1970, as metric streams write it.
  func epochMilliseconds(_ name: StaticString) throws(Problem) -> Instant {
    let member = try required(name)
    try member.expect(.number)
    guard let value = Int64(member.text), (Self.leastMilliseconds...TimeText.writable.upperBound).contains(value) else {
      throw Problem(
        .notATime, at: member, "\(member.text) is no time in milliseconds",
        remedy: "a whole number of milliseconds since 1970, and not of seconds")
    }
    return Instant(milliseconds: value)
  }

  /// A whole number, written as a number or as text: AWS Backup does both.
  func optionalCount(_ name: StaticString) throws(Problem) -> Int64? {
    guard let member = optional(name) else { return nil }
    guard member.kind == .number || member.kind == .text, let value = Int64(member.text), value >= 0 else {
      throw Problem(
        .invalidNumber, at: member, "\(member.quoted) is no count",
        remedy: "a whole number from 0 to \(Int64.max), as a number or as text")
    }
    return value
  }

  /// The same where it decides nothing: what can't be read is not known, and costs nothing.
  func looseCount(_ name: StaticString) -> Int64? { try? optionalCount(name) }

  /// True or false, written as such or as text in any case: `"false"`, `"TRUE"`.
  func optionalFlag(_ name: StaticString) throws(Problem) -> Bool? {
    guard let member = optional(name) else { return nil }
    switch member.node.kind {
    case .true: return true
    case .false: return false
    case .string where member.text.lowercased() == "true": return true
    case .string where member.text.lowercased() == "false": return false
    case .null, .string, .number, .array, .object:
      throw Problem(
        .wrongType, at: member, "\(member.quoted) is neither true nor false", remedy: "true or false")
    }
  }

  func arn(_ name: StaticString) throws(Problem) -> ARN { try required(name).wholeARN() }

  func optionalARN(_ name: StaticString) throws(Problem) -> ARN? {
    guard let member = optional(name), !member.equals("") else { return nil }
    return try member.wholeARN()
  }

  func wholeARN() throws(Problem) -> ARN {
    let text = try wholeText()
    guard let fields = ARNFields(text), !text.hasControls,
      fields.mayHoldAnyText || (!text.contains(" ") && !text.hidesSomething)
    else {
      throw Problem(
        .invalidARN, at: self, "\(quoted) is no ARN", remedy: "arn:partition:service:region:account:resource")
    }
    return ARN(text)
  }

  /// The name of a person: text without characters that nobody sees, which would make two of one.
  func nameOfPerson() throws(Problem) -> String {
    let text = try wholeText()
    guard !text.hidesSomething else {
      throw Problem(
        .invalidText, at: self, "\(quoted) holds characters that nobody sees", remedy: "the name as it is written")
    }
    return text
  }

  /// One of a few words.
  func choice<Value>(
    _ name: StaticString, _ choices: KeyValuePairs<StaticString, Value>
  ) throws(Problem) -> Value {
    let member = try required(name)
    try member.expect(.text)
    for (word, value) in choices where member.says(word) { return value }
    throw member.unknownValue(choices.map { "\($0.key)" })
  }

  func unknownValue(_ known: [String]) -> Problem {
    Problem(
      .unknownValue, at: self, "\(quoted) is not known here",
      remedy: "one of " + known.joined(separator: ", "))
  }

  /// The value for a sentence: short, in quotes where it is text.
  var quoted: String {
    switch kind {
    case .text:
      let text = text
      // As in source code, so that no control character reaches a terminal.
      return (text.count > 60 ? text.prefix(57) + "..." : text).debugDescription
    case .number: return text
    case .boolean: return node.kind == .true ? "true" : "false"
    case .null, .array, .object: return kind.rawValue
    }
  }
}
