/// The text of a command that its signature covers: the record's members but `signature`, as one JSON object without
/// blanks, in order of name (RFC 8785, of which texts are all that is needed). `jq -cjS 'del(.signature)'` gives the same.
package enum CommandText {
  /// The member that holds the signature.
  package static let signature = "signature"

  /// - Parameter members: As the record holds them; what is null counts as missing.
  package static func signed(_ members: [String: String]) -> String {
    let parts = members.filter { $0.key != signature }.sorted { $0.key < $1.key }
      .map { quoted($0.key) + ":" + quoted($0.value) }
    return "{" + parts.joined(separator: ",") + "}"
  }

  private static func quoted(_ text: String) -> String {
    var quoted = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": quoted += "\\\""
      case "\\": quoted += "\\\\"
      case "\n": quoted += "\\n"
      case "\r": quoted += "\\r"
      case "\t": quoted += "\\t"
      case "\u{8}": quoted += "\\b"
      case "\u{C}": quoted += "\\f"
      case ..<" ":
        let digits = String(scalar.value, radix: 16)
        quoted += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      default: quoted.unicodeScalars.append(scalar)
      }
    }
    return quoted + "\""
  }
}
