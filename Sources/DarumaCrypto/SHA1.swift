import COpenSSL

/// SHA-1, where a format of others names files by it. Proves nothing: never for signatures or digests of our own.
package enum SHA1 {
  /// The digest of the UTF-8 bytes of `text` as 40 lowercase hexadecimal digits; nil where OpenSSL is set up without it.
  package static func hex(utf8 text: String) -> String? {
    var digest = [UInt8](repeating: 0, count: 20)
    var length: UInt32 = 0
    let bytes = Array(text.utf8)
    guard EVP_Digest(bytes, bytes.count, &digest, &length, EVP_sha1(), nil) == 1, length == 20 else { return nil }
    return Hex.encode(digest)
  }
}
