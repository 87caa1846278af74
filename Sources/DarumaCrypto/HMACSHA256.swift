import COpenSSL

/// HMAC (RFC 2104) with SHA-256.
package enum HMACSHA256 {
  /// The authentication code of `message` under `key` (of any length, also none): 32 bytes.
  package static func code(key: [UInt8], message: [UInt8]) -> [UInt8] {
    // OpenSSL takes a null key for "keep the key set before" and then fails: an empty array needs a real
    // address.
    let keyBytes = key.isEmpty ? [0] : key
    return [UInt8](unsafeUninitializedCapacity: SHA256.byteCount) { code, count in
      var length = 0
      let written = EVP_Q_mac(
        nil, "HMAC", nil, "SHA256", nil, keyBytes, key.count, message, message.count,
        code.baseAddress, SHA256.byteCount, &length)
      guard written != nil, length == SHA256.byteCount else { OpenSSLFailure.stop("EVP_Q_mac(HMAC)") }
      count = SHA256.byteCount
    }
  }

  /// The authentication code of the UTF-8 bytes of `message` under `key`: 32 bytes.
  package static func code(key: [UInt8], message: String) -> [UInt8] {
    code(key: key, message: Array(message.utf8))
  }

  /// The authentication code of the UTF-8 bytes of `message` under `key` as 64 lowercase hexadecimal digits.
  package static func hex(key: [UInt8], message: String) -> String {
    Hex.encode(code(key: key, message: message))
  }
}
