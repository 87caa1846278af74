package import DarumaCore

extension Form where Value == String {
  /// Where a webhook is: by name, since its address is a secret in most chat systems, or in the clear with a warning.
  package static var webhook: Form {
    .scalar(
      schema: [
        "type": "string",
        "pattern": "^(env:[A-Za-z_][A-Za-z0-9_]*|file:/[!-~]+|https?://[A-Za-z0-9.\\-]+(:[0-9]{1,5})?([/?][!-~]*)?)$",
        "maxLength": 2048,
      ],
      wanted: "`env:NAME` or `file:/PATH`"
    ) { written, findings in
      let text = written.text
      if isNameOfVariable(text) || isPathOfFile(text) { return text }
      guard WebAddress(text) != nil else {
        // Not quoted: it may hold a secret all the same.
        findings.report(
          .badURL, at: written.place, "this is no place of a webhook",
          remedy: "write `env:NAME` or `file:/PATH`, where the URL of a web server is found")
        return nil
      }
      findings.report(
        .addressInClear, at: written.place, "the address of a webhook stands here in the clear, and is often a secret",
        remedy: "put it into a variable or a file of the worker's, and write `env:NAME` or `file:/PATH`")
      return text
    }
  }

  /// What a check asks: a URL, or where one is found that holds a secret. One with a query is doubted.
  package static var checkedAddress: Form {
    .scalar(
      schema: [
        "type": "string",
        "pattern": "^(env:[A-Za-z_][A-Za-z0-9_]*|file:/[!-~]+|https?://[A-Za-z0-9.\\-]+(:[0-9]{1,5})?([/?][!-~]*)?)$",
        "maxLength": 2048,
      ],
      wanted: "a URL, `env:NAME` or `file:/PATH`"
    ) { written, findings in
      let text = written.text
      if isNameOfVariable(text) || isPathOfFile(text) { return text }
      guard WebAddress(text) != nil else {
        let mayHoldSecret = text.contains("@") || text.contains("?")
        findings.report(
          .badURL, at: written.place,
          "\(mayHoldSecret ? "this" : quoted(text)) is not the URL of a web server",
          remedy: "write `https://host/path`, without blanks, user name or password")
        return nil
      }
      if text.contains("?") {
        findings.report(
          .checkInClear, at: written.place,
          "this URL has a query, which is often a secret, and stands here in the clear",
          remedy: "put it into a variable or a file of the worker's, and write `env:NAME` or `file:/PATH`")
      }
      return text
    }
  }

  private static func isNameOfVariable(_ text: String) -> Bool {
    guard text.hasPrefix("env:"), let first = text.utf8.dropFirst(4).first, !first.isASCIIDigit else { return false }
    return text.utf8.dropFirst(4).allSatisfy { $0.isASCIIAlphanumeric || $0 == UInt8(ascii: "_") }
  }

  private static func isPathOfFile(_ text: String) -> Bool {
    text.hasPrefix("file:/") && text.utf8.count <= WebAddress.longest
      && text.utf8.dropFirst(5).allSatisfy { (0x21...0x7E).contains($0) }
  }
}

/// A URL of the schemes `http` and `https`, with a host name or IPv4 address.
package struct WebAddress: Hashable, Sendable {
  package static let longest = 2048

  package let url: String
  /// In lower case.
  package let host: String

  package init?(_ text: String) {
    let scheme = ["https://", "http://"].first { text.hasPrefix($0) }
    guard let scheme, text.utf8.count <= Self.longest, text.utf8.allSatisfy({ (0x21...0x7E).contains($0) })
    else {
      return nil
    }
    let authority = text.dropFirst(scheme.count).prefix { $0 != "/" && $0 != "?" }
    let parts = authority.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
    guard let host = parts.first, !host.isEmpty,
      host.utf8.allSatisfy({ $0.isASCIIAlphanumeric || $0 == UInt8(ascii: ".") || $0 == UInt8(ascii: "-") })
    else { return nil }
    if parts.count == 2 {
      guard (1...5).contains(parts[1].utf8.count), parts[1].utf8.allSatisfy(\.isASCIIDigit) else {
        return nil
      }
    }
    url = text
    self.host = host.lowercased()
  }
}

extension String {
  /// Whether this host name says by one of its labels that it lives in the region, as those of AWS do:
  /// `name-1.us-east-1.elb.amazonaws.com`.
  package func isHost(in region: Region) -> Bool {
    lowercased().split(separator: ".").contains { $0 == region.rawValue }
  }

  /// Four numbers from 0 to 255.
  package var isIPv4Address: Bool {
    let parts = split(separator: ".", omittingEmptySubsequences: false)
    return parts.count == 4
      && parts.allSatisfy { part in
        (1...3).contains(part.utf8.count) && part.utf8.allSatisfy(\.isASCIIDigit) && (Int(part) ?? 256) < 256
          && (part.utf8.count == 1 || part.utf8.first != UInt8(ascii: "0"))
      }
  }

  /// Two labels or more, of letters, digits, `-` and `_`; the first may be `*`; a dot may stand at the end.
  package var isDNSName: Bool {
    let name = hasSuffix(".") ? dropLast() : self[...]
    var labels = name.split(separator: ".", omittingEmptySubsequences: false)
    guard name.utf8.count <= 253, labels.count >= 2 else { return false }
    if labels[0] == "*" { labels.removeFirst() }
    return labels.allSatisfy { label in
      (1...63).contains(label.utf8.count)
        && label.utf8.allSatisfy {
          $0.isASCIIAlphanumeric || $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: "_")
        }
    }
  }
}

extension Form where Value == String {
  package static var dnsName: Form {
    .notation(
      .badDNSName,
      pattern: "^(\\*|[A-Za-z0-9_-]{1,63})(\\.[A-Za-z0-9_-]{1,63})+\\.?$", what: "a DNS name",
      example: "a full name such as `app.example.com`"
    ) { $0.isDNSName }
  }
}
