/// Operators' keys as they are written: the public half in an application file, the private half in a file of its owner's.
package enum OperatorKey {
  /// Names the algorithm in the public key's text.
  package static let prefix = "ed25519:"
  private static let pemHead = "-----BEGIN PRIVATE KEY-----"
  private static let pemEnd = "-----END PRIVATE KEY-----"

  /// `ed25519:` and the SubjectPublicKeyInfo in Base64.
  package static func text(_ key: Ed25519.PublicKey) -> String { prefix + Base64.encode(key.subjectPublicKeyInfo) }

  /// Nil where it is anything else.
  package static func publicKey(_ text: String) -> Ed25519.PublicKey? {
    guard text.hasPrefix(prefix), let der = Base64.decode(String(text.dropFirst(prefix.count))) else { return nil }
    return Ed25519.PublicKey(subjectPublicKeyInfo: der)
  }

  /// PEM of the PKCS #8 structure, as OpenSSL writes it.
  package static func pem(_ key: Ed25519.PrivateKey) -> String {
    "\(pemHead)\n\(Base64.encode(key.pkcs8))\n\(pemEnd)\n"
  }

  /// Nil where it is anything but one Ed25519 key that is not encrypted.
  package static func privateKey(pem: String) -> Ed25519.PrivateKey? {
    let lines = pem.split(whereSeparator: \.isNewline)
    guard lines.first == pemHead[...], lines.last == pemEnd[...], lines.count >= 3,
      let der = Base64.decode(lines.dropFirst().dropLast().joined())
    else { return nil }
    return Ed25519.PrivateKey(pkcs8: der)
  }

  /// Whether `signature` (Base64) is that of `text` by `key` (see ``text(_:)``).
  package static func isRight(_ signature: String, _ text: String, _ key: String) -> Bool {
    guard let publicKey = publicKey(key), let bytes = Base64.decode(signature) else { return false }
    return publicKey.isRight(bytes, of: Array(text.utf8))
  }
}
