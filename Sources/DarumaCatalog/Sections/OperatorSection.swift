import DarumaCore
import DarumaCrypto

struct OperatorDraft: Sendable {
  var name: Located<String>?
  var roles: [Located<Role>]
  var key: Located<String>?

  func `operator`() -> Operator? {
    guard let name, let key, !roles.isEmpty else { return nil }
    return Operator(name: name.value, roles: roles.map(\.value), key: key.value)
  }
}

enum OperatorSection {
  static let mostRoles = 20
  static let longestName = 100

  private static let name = Key.required(
    "name",
    Form<String>.notation(
      .badName, pattern: "^\\S(.{0,98}\\S)?$", what: "the name of a person",
      example: "at most \(longestName) characters, without blanks at the ends"
    ) { text in
      (1...longestName).contains(text.count) && text.first?.isWhitespace == false && text.last?.isWhitespace == false
        && !text.unicodeScalars.contains { $0.properties.generalCategory == .control }
    }.located, "Who it is, as `--by` names them.")
  private static let roles = Key.required(
    "roles",
    Form<[Located<Role>]>.list(of: Form<Role>.name("the name of a role").located, count: 1...mostRoles),
    "What they may do: approve where an approval asks for one of these roles, and overrule if any approval does.")
  private static let key = Key.required(
    "key",
    Form<String>.notation(
      .badOperatorKey, pattern: "^ed25519:MCowBQYDK2VwAyEA[A-Za-z0-9+/]{43}=$", what: "an operator's public key",
      example: "what `daruma operator new-key` prints: `ed25519:MCowBQYDK2VwAyEA...`"
    ) { OperatorKey.publicKey($0) != nil }.located, "The public half of their key, from `daruma operator new-key`.")

  static let form = Form<OperatorDraft>.mapping(KeyTable(title: "an operator", keys: [name, roles, key])) { fields in
    OperatorDraft(name: fields.value(name), roles: fields.value(roles) ?? [], key: fields.value(key))
  }
}
