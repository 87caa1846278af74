/// Takes secrets out of texts that come back from outside. AWS's own text of a signature that does not match quotes the
/// request as it was signed, with the session token in it; proxies quote headers.
package enum Secrecy {
  static let removed = "[removed]"

  /// A run of letters of base64 that is this long is a token, and nothing that a person reads.
  static let longestWord = 200

  /// No more of a text is looked at, or taken.
  static let longestText = 16 * 1024

  /// What follows these up to the next blank, quote or comma, whatever their case.
  private static let names = [
    "x-amz-security-token", "x-amz-signature", "signature", "x-amz-credential", "awssecretaccesskey", "secretaccesskey",
    "aws_secret_access_key", "aws_session_token", "sessiontoken", "securitytoken", "x-aws-ec2-metadata-token",
    "webidentitytoken", "accesstoken", "x-amz-sso_bearer_token", "authorization", "proxy-authorization", "password",
  ]

  /// The beginning of `text`, without what looks like a secret, and without pieces of `known`, which are secrets at hand.
  package static func cleaned(_ text: String, without known: [String] = []) -> String {
    let text = withoutCanonicalRequest(Legible.beginning(of: text, letters: longestText))
    return withoutLongWords(withoutNamedValues(SecretPieces(known).removed(from: text, mark: removed)))
  }

  /// What AWS says of a signature up to where it begins to quote the request.
  private static func withoutCanonicalRequest(_ text: String) -> String {
    for beginning in ["The Canonical String for this request", "The String-to-Sign should have been"] {
      guard let place = text.firstRange(of: beginning) else { continue }
      return text[..<place.lowerBound] + "[the request as AWS read it is left out]"
    }
    return text
  }

  /// `name: value`, `name=value`, `"name": "value"`, `<Name>value</Name>`.
  private static func withoutNamedValues(_ text: String) -> String {
    var cleaned = ""
    var word = ""
    var index = text.startIndex
    while index < text.endIndex {
      let letter = text[index]
      if letter.isLetter || letter.isNumber || letter == "-" || letter == "_" {
        word.append(letter)
        cleaned.append(letter)
        index = text.index(after: index)
        continue
      }
      if names.contains(word.lowercased()), let value = valueRange(in: text, after: index) {
        cleaned += text[index..<value.lowerBound] + removed
        index = value.upperBound
      } else {
        cleaned.append(letter)
        index = text.index(after: index)
      }
      word = ""
    }
    return cleaned
  }

  /// The value that stands behind a name that ends at `end`; nil where none does.
  private static func valueRange(in text: String, after end: String.Index) -> Range<String.Index>? {
    let separators: Set<Character> = [":", "=", ">", "\"", "'", " "]
    guard let start = text[end...].firstIndex(where: { !separators.contains($0) }),
      text[end..<start].contains(where: { [":", "=", ">"].contains($0) })
    else { return nil }
    // The name of a scheme, as in `Authorization: Bearer TOKEN`, is no secret, and what follows is.
    var stop = text[start...].firstIndex { ends.contains($0) || $0.isNewline } ?? text.endIndex
    if schemes.contains(text[start..<stop].lowercased()), stop < text.endIndex {
      let next = text.index(after: stop)
      stop = text[next...].firstIndex { ends.contains($0) || $0.isNewline } ?? text.endIndex
    }
    return start < stop ? start..<stop : nil
  }

  private static let shortestToken = 32
  private static let ends: Set<Character> = [" ", "\"", "'", ",", "<", ">", "&", ";", "}", ")"]
  private static let schemes: Set<String> = ["bearer", "basic", "aws4-hmac-sha256", "digest", "negotiate"]

  private static func withoutLongWords(_ text: String) -> String {
    var cleaned = ""
    var word = ""
    func flush() {
      // `eyJ` is how the JSON of a token begins in base64: `{"`.
      let isToken = word.hasPrefix("eyJ") && word.utf8.count >= shortestToken
      cleaned += isToken || word.utf8.count >= longestWord ? removed : word
      word = ""
    }
    for letter in text {
      if letter.isASCII, letter.isLetter || letter.isNumber || "+/=_-%.".contains(letter) {
        word.append(letter)
      } else {
        flush()
        cleaned.append(letter)
      }
    }
    flush()
    return cleaned
  }
}
