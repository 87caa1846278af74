internal import Foundation

/// The secrets that a request carries, in its head, its address and its body: what an answer may quote.
enum RequestSecrets {
  static func of(_ request: HTTPRequest) -> [String] {
    request.headers.flatMap { inHeader($0) } + inForm(request.url.drop { $0 != "?" }.dropFirst()) + inBody(request)
  }

  private static func inHeader(_ header: HTTPHeader) -> [String] {
    switch header.name.lowercased() {
    case "x-amz-security-token", "x-amz-sso_bearer_token", "x-aws-ec2-metadata-token": [header.value]
    // `Scheme token`, or AWS's own with its parts, of which the signature alone is one.
    case "authorization":
      header.value.contains("Signature=")
        ? header.value.split { $0 == "," || $0 == " " }.filter { $0.hasPrefix("Signature=") }
          .map { String($0.dropFirst("Signature=".count)) }
        : [header.value.split(separator: " ").last.map { String($0) } ?? header.value]
    default: []
    }
  }

  private static func inBody(_ request: HTTPRequest) -> [String] {
    switch request.body.first {
    case nil: []
    case UInt8(ascii: "{"), UInt8(ascii: "["):
      (try? JSONSerialization.jsonObject(with: Data(request.body))).map { inJSON($0, isSecret: false) } ?? []
    case UInt8(ascii: "<"): []
    default: inForm(String(decoding: request.body, as: UTF8.self)[...])
    }
  }

  private static func inForm(_ form: Substring) -> [String] {
    form.split(separator: "&").flatMap { pair in
      let name = pair.prefix { $0 != "=" }
      let written = pair[name.endIndex...].dropFirst().replacing("+", with: " ")
      let value = written.removingPercentEncoding ?? String(written)
      return (isSecret(String(name)) ? [value] : []) + inAddress(value)
    }
  }

  /// Of a signed address that is handed on: the secrets in its query.
  private static func inAddress(_ text: String) -> [String] {
    guard text.hasPrefix("https://") || text.hasPrefix("http://"), let mark = text.firstIndex(of: "?") else {
      return []
    }
    return inForm(text[text.index(after: mark)...])
  }

  /// All texts in what is named as a secret.
  private static func inJSON(_ value: Any, isSecret: Bool) -> [String] {
    switch value {
    case let text as String: (isSecret ? [text] : []) + inAddress(text)
    case let object as [String: Any]: object.flatMap { inJSON($0.value, isSecret: isSecret || Self.isSecret($0.key)) }
    case let list as [Any]: list.flatMap { inJSON($0, isSecret: isSecret) }
    default: []
    }
  }

  /// `WebIdentityToken`, `SAMLAssertion`, `MasterUserPassword`, `SecretString` ... Marks of pages and repeats are none, nor is
  /// what only names a secret.
  private static func isSecret(_ name: String) -> Bool {
    let name = name.lowercased()
    return words.contains { name.contains($0) } && !harmless.contains { name.contains($0) }
      && !ends.contains { name.hasSuffix($0) }
  }

  private static let words = [
    "token", "assertion", "password", "secret", "credential", "privatekey", "apikey", "signature",
  ]
  private static let harmless = ["nexttoken", "client", "idempotency", "continuation", "pagination"]
  private static let ends = ["id", "arn", "name", "type"]
}
