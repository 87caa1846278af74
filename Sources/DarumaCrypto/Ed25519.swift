import COpenSSL

/// Ed25519 signatures (RFC 8032) and keys in the forms in which OpenSSL writes them.
package enum Ed25519 {
  /// Bytes of a private key (the seed), and of a public key.
  package static let keyByteCount = 32
  package static let signatureByteCount = 64

  /// What stands before the 32 bytes in a PKCS #8 structure and in a SubjectPublicKeyInfo (RFC 8410).
  private static let privatePrefix: [UInt8] = [
    0x30, 0x2E, 0x02, 0x01, 0x00, 0x30, 0x05, 0x06, 0x03, 0x2B, 0x65, 0x70, 0x04, 0x22, 0x04, 0x20,
  ]
  private static let publicPrefix: [UInt8] = [0x30, 0x2A, 0x30, 0x05, 0x06, 0x03, 0x2B, 0x65, 0x70, 0x03, 0x21, 0x00]

  /// Verifies. Holds 32 bytes that may be no point of the curve: then no signature is right.
  package struct PublicKey: Hashable, Sendable {
    package let bytes: [UInt8]

    /// - Parameter bytes: The 32 bytes of RFC 8032; nil where there are more or fewer.
    package init?(bytes: [UInt8]) {
      guard bytes.count == keyByteCount else { return nil }
      self.bytes = bytes
    }

    /// - Parameter subjectPublicKeyInfo: DER, 44 bytes; nil where it holds another kind of key.
    package init?(subjectPublicKeyInfo der: [UInt8]) {
      guard der.starts(with: publicPrefix) else { return nil }
      self.init(bytes: Array(der.dropFirst(publicPrefix.count)))
    }

    /// DER, 44 bytes.
    package var subjectPublicKeyInfo: [UInt8] { publicPrefix + bytes }

    package func isRight(_ signature: [UInt8], of message: [UInt8]) -> Bool {
      guard signature.count == signatureByteCount,
        let key = EVP_PKEY_new_raw_public_key_ex(nil, "ED25519", nil, bytes, bytes.count)
      else { return false }
      defer { EVP_PKEY_free(key) }
      guard let context = EVP_MD_CTX_new() else { OpenSSLFailure.stop("EVP_MD_CTX_new") }
      defer { EVP_MD_CTX_free(context) }
      guard EVP_DigestVerifyInit(context, nil, nil, nil, key) == 1 else { return false }
      return EVP_DigestVerify(context, signature, signature.count, message, message.count) == 1
    }
  }

  /// Signs. Whoever holds it can: it is printed nowhere.
  package struct PrivateKey: Sendable {
    private let seed: [UInt8]
    package let publicKey: PublicKey

    /// A new one.
    package init() {
      guard let key = PrivateKey(seed: RandomID.bytes(keyByteCount)) else { OpenSSLFailure.stop("Ed25519 key") }
      self = key
    }

    /// - Parameter seed: The 32 bytes of RFC 8032; nil where there are more or fewer.
    package init?(seed: [UInt8]) {
      guard seed.count == keyByteCount, let key = EVP_PKEY_new_raw_private_key_ex(nil, "ED25519", nil, seed, seed.count)
      else { return nil }
      defer { EVP_PKEY_free(key) }
      var bytes = [UInt8](repeating: 0, count: keyByteCount)
      var length = keyByteCount
      guard EVP_PKEY_get_raw_public_key(key, &bytes, &length) == 1, let publicKey = PublicKey(bytes: bytes) else {
        return nil
      }
      self.seed = seed
      self.publicKey = publicKey
    }

    /// - Parameter pkcs8: DER, 48 bytes, as `openssl genpkey -algorithm ed25519 -outform DER` writes it; nil where it holds
    ///   another kind of key, or an encrypted one.
    package init?(pkcs8 der: [UInt8]) {
      guard der.starts(with: privatePrefix) else { return nil }
      self.init(seed: Array(der.dropFirst(privatePrefix.count)))
    }

    /// DER, 48 bytes.
    package var pkcs8: [UInt8] { privatePrefix + seed }

    /// The 64 bytes of the signature: the same for the same message.
    package func signature(of message: [UInt8]) -> [UInt8] {
      guard let key = EVP_PKEY_new_raw_private_key_ex(nil, "ED25519", nil, seed, seed.count) else {
        OpenSSLFailure.stop("EVP_PKEY_new_raw_private_key_ex")
      }
      defer { EVP_PKEY_free(key) }
      guard let context = EVP_MD_CTX_new() else { OpenSSLFailure.stop("EVP_MD_CTX_new") }
      defer { EVP_MD_CTX_free(context) }
      var signature = [UInt8](repeating: 0, count: signatureByteCount)
      var length = signatureByteCount
      guard EVP_DigestSignInit(context, nil, nil, nil, key) == 1,
        EVP_DigestSign(context, &signature, &length, message, message.count) == 1, length == signatureByteCount
      else { OpenSSLFailure.stop("EVP_DigestSign(Ed25519)") }
      return signature
    }
  }
}
