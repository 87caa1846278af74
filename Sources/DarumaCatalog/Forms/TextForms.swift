extension Form where Value == String {
  /// Any text of a reasonable length. What YAML readers would take for a number, a boolean or a date must be
  /// quoted.
  package static func text(atMost longest: Int = 1024) -> Form {
    .scalar(
      schema: ["type": "string", "minLength": 1, "maxLength": .integer(Int64(longest))], wanted: "text"
    ) { written, findings in
      guard isUnmistakable(written, findings) else { return nil }
      guard !written.text.isEmpty else {
        findings.report(.missingValue, at: written.place, "the text is empty", remedy: "write something")
        return nil
      }
      guard written.text.unicodeScalars.count <= longest else {
        findings.report(
          .tooLong, at: written.place, "the text has more than \(longest) characters", remedy: "shorten it")
        return nil
      }
      return written.text
    }
  }

  /// Text of a fixed notation. `pattern` is for the schema and `isValid` for the reader: the tests hold them
  /// against each other.
  package static func notation(
    _ code: DiagnosticCode, pattern: String, what: String, example: String,
    isValid: @escaping @Sendable (String) -> Bool
  ) -> Form {
    .scalar(schema: ["type": "string", "pattern": .string(pattern)], wanted: what) { written, findings in
      guard isUnmistakable(written, findings) else { return nil }
      guard isValid(written.text) else {
        findings.report(
          code, at: written.place, "\(quoted(written.text)) is not \(what)", remedy: "write \(example)")
        return nil
      }
      return written.text
    }
  }
}

/// Whether every reader of YAML takes this for text; reports where not.
private func isUnmistakable(_ written: WrittenText, _ findings: Findings) -> Bool {
  guard let meaning = written.otherMeaning else { return true }
  findings.report(
    .unquoted, at: written.place, "\(quoted(written.text)) without quotes is \(meaning) to YAML, not text",
    remedy: "write \"\(written.text)\", with the quotes")
  return false
}

extension Form {
  /// One of a few words.
  package static func choice(_ choices: [(word: String, value: Value)]) -> Form where Value: Sendable {
    let words = choices.map(\.word)
    return .scalar(schema: ["enum": .strings(words)], wanted: alternatives(words)) { written, findings in
      if let choice = choices.first(where: { $0.word == written.text }) { return choice.value }
      findings.report(
        .notAChoice, at: written.place, "\(quoted(written.text)) can't stand here",
        remedy: NearMiss.of(written.text, among: words).map { "did you mean \(quoted($0))?" }
          ?? "write \(alternatives(words))")
      return nil
    }
  }

  /// One of the cases, by its raw value.
  package static func choice() -> Form where Value: CaseIterable & RawRepresentable<String> & Sendable {
    .choice(Value.allCases.map { ($0.rawValue, $0) })
  }
}

extension Form {
  /// What this form reads, or one word that stands for `value`.
  package func or(_ word: String, _ value: Value) -> Form where Value: Sendable {
    let read = self.read
    return Form(schema: ["anyOf": [["enum": .strings([word])], schema]]) { written, findings in
      if case .text(let text) = written, text.text == word { return value }
      return read(written, findings)
    }
  }
}

extension UInt8 {
  package var isASCIIDigit: Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(self) }
  package var isASCIILowercase: Bool { (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(self) }
  package var isASCIIUppercase: Bool { (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(self) }
  package var isASCIIAlphanumeric: Bool { isASCIIDigit || isASCIILowercase || isASCIIUppercase }
}
