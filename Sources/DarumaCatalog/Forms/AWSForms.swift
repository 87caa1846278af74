package import DarumaCore

extension Form where Value == Region {
  /// The code of a region. Only the notation is checked: AWS opens regions more often than a list here would
  /// change.
  package static var region: Form<Region> {
    Form<String>.notation(
      .badRegion, pattern: "^[a-z]{2,4}(-[a-z]+)+-[0-9]{1,2}$", what: "the code of a region",
      example: "a code such as `us-west-2`"
    ) { text in
      let parts = text.split(separator: "-", omittingEmptySubsequences: false).map(\.utf8)
      guard parts.count >= 3, let number = parts.last else { return false }
      return (2...4).contains(parts[0].count) && (1...2).contains(number.count)
        && number.allSatisfy(\.isASCIIDigit)
        && parts.dropLast().allSatisfy { !$0.isEmpty && $0.allSatisfy(\.isASCIILowercase) }
    }.map { Region($0) }.noted { $0.note($1, at: $2) }
  }
}

extension Form where Value == Account {
  /// Twelve digits in quotes: without them a reader of YAML makes a number of it, and drops leading zeros or
  /// takes them for octal.
  package static var account: Form<Account> {
    .scalar(schema: ["type": "string", "pattern": "^[0-9]{12}$"], wanted: "an account number in quotes") {
      written, findings in
      let digits = written.text.utf8
      guard digits.count == 12, digits.allSatisfy(\.isASCIIDigit) else {
        findings.report(
          .badAccount, at: written.place, "\(quoted(written.text)) is not the number of an AWS account",
          remedy: "write its twelve digits in quotes, such as \"012345678901\"")
        return nil
      }
      guard !written.isPlain else {
        findings.report(
          .badAccount, at: written.place, "the account number stands without quotes, so YAML reads a number",
          remedy: "write \"\(written.text)\", with the quotes")
        return nil
      }
      return Account(written.text)
    }
  }
}

extension Form where Value == ARN {
  package static var arn: Form<ARN> {
    Form<String>.notation(
      .badARN, pattern: "^arn:[^:\\s]+:[^:\\s]+:[^:\\s]*:[^:\\s]*:\\S+$", what: "an ARN",
      example: "`arn:aws:SERVICE:REGION:ACCOUNT:RESOURCE`"
    ) { ARN($0).isWellFormed && !$0.contains(where: \.isWhitespace) }.map { ARN($0) }.noted { $0.note($1, at: $2) }
  }

  /// An ARN of one of these kinds of resource.
  ///
  /// - Parameter what: `the ARN of a snapshot of RDS`.
  package static func arn(of service: String, _ types: [String], _ what: String) -> Form<ARN> {
    Form<String>.notation(
      .badARN, pattern: "^arn:[^:\\s]+:\(service):[^:\\s]+:[0-9]{12}:(\(types.joined(separator: "|"))):[^\\s]+$",
      what: what,
      example: alternatives(types.map { "arn:aws:\(service):REGION:ACCOUNT:\($0):NAME" })
    ) { text in
      let arn = ARN(text)
      return arn.isWellFormed && arn.service == service && types.contains(arn.resourceType)
        && !arn.region.rawValue.isEmpty && !arn.resourceName.isEmpty && !text.contains(where: \.isWhitespace)
        && arn.account.rawValue.utf8.count == 12 && arn.account.rawValue.utf8.allSatisfy(\.isASCIIDigit)
    }.map { ARN($0) }.noted { $0.note($1, at: $2) }
  }

  package static var topic: Form<ARN> {
    Form<String>.notation(
      .badARN, pattern: "^arn:[^:\\s]+:sns:[^:\\s]+:[0-9]{12}:[A-Za-z0-9_-]+(\\.fifo)?$",
      what: "the ARN of an SNS topic", example: "`arn:aws:sns:REGION:ACCOUNT:TOPIC`"
    ) { text in
      let arn = ARN(text)
      let name = arn.resource.hasSuffix(".fifo") ? arn.resource.dropLast(5) : arn.resource[...]
      return arn.isWellFormed && arn.service == "sns" && !arn.region.rawValue.isEmpty
        && !text.contains(where: \.isWhitespace)
        && arn.account.rawValue.utf8.count == 12 && arn.account.rawValue.utf8.allSatisfy(\.isASCIIDigit)
        && !name.isEmpty && name.utf8.allSatisfy { $0.isASCIIAlphanumeric || "-_".utf8.contains($0) }
    }.map { ARN($0) }.noted { $0.note($1, at: $2) }
  }
}

extension Form where Value == String {
  /// An identifier of AWS that is made of letters, digits and a few marks, after a fixed beginning.
  package static func awsIdentifier(
    _ what: String, prefix: String = "", marks: String = "-_", longest: Int = 255, example: String
  ) -> Form {
    let escaped = marks.map { $0 == "-" ? "\\-" : String($0) }.joined()
    return .notation(
      .badAWSIdentifier, pattern: "^\(prefix.patternEscaped)[A-Za-z0-9\(escaped)]{1,\(longest)}$", what: what,
      example: example
    ) { text in
      guard text.hasPrefix(prefix) else { return false }
      let rest = text.utf8.dropFirst(prefix.utf8.count)
      return (1...longest).contains(rest.count)
        && rest.allSatisfy { $0.isASCIIAlphanumeric || marks.utf8.contains($0) }
    }
  }

  /// An action of IAM: `rds:StartDBInstance`. (IAM JSON policy reference, "Action".)
  ///
  /// - Parameter isPattern: Whether `*` may stand for any part of its name, and alone for all of all services.
  package static func iamAction(isPattern: Bool, example: String) -> Form {
    let longest = 128
    return .notation(
      .badAWSIdentifier,
      pattern: isPattern ? #"^(\*|[a-z0-9\-]+:[A-Za-z0-9*]+)$"# : #"^[a-z0-9\-]+:[A-Za-z0-9]+$"#,
      what: "an action of IAM", example: example
    ) { text in
      if isPattern, text == "*" { return true }
      let parts = text.split(separator: ":", omittingEmptySubsequences: false).map(\.utf8)
      guard parts.count == 2, text.utf8.count <= longest, !parts[0].isEmpty, !parts[1].isEmpty else { return false }
      return parts[0].allSatisfy { $0.isASCIIAlphanumeric || $0 == UInt8(ascii: "-") }
        && parts[1].allSatisfy { $0.isASCIIAlphanumeric || isPattern && $0 == UInt8(ascii: "*") }
    }
  }
}

extension String {
  /// For use in a regular expression.
  fileprivate var patternEscaped: String {
    map { ".-+*?()[]{}^$|\\".contains($0) ? "\\\($0)" : String($0) }.joined()
  }
}
