import COpenSSL

/// SHA-256 (FIPS 180-4) of bytes that are all at hand. For bytes that arrive in pieces: ``SHA256Stream``.
package enum SHA256 {
  /// Length of a digest in bytes.
  package static let byteCount = 32

  /// The digest of `bytes`: 32 bytes.
  package static func hash(_ bytes: UnsafeRawBufferPointer) -> [UInt8] {
    [UInt8](unsafeUninitializedCapacity: byteCount) { digest, count in
      var length: UInt32 = 0
      let done = EVP_Digest(
        bytes.baseAddress, bytes.count, digest.baseAddress, &length, SHA256Algorithm.fetched, nil)
      guard done == 1, length == UInt32(byteCount) else { OpenSSLFailure.stop("EVP_Digest(SHA256)") }
      count = byteCount
    }
  }

  /// The digest of `bytes`: 32 bytes.
  package static func hash(_ bytes: [UInt8]) -> [UInt8] {
    bytes.withUnsafeBytes { hash($0) }
  }

  /// The digest of `bytes`: 32 bytes.
  package static func hash(_ bytes: ArraySlice<UInt8>) -> [UInt8] {
    bytes.withUnsafeBytes { hash($0) }
  }

  /// The digest of the UTF-8 bytes of `text`: 32 bytes.
  package static func hash(utf8 text: String) -> [UInt8] {
    var text = text
    return text.withUTF8 { hash(UnsafeRawBufferPointer($0)) }
  }

  /// The digest of `bytes` as 64 lowercase hexadecimal digits.
  package static func hex(_ bytes: UnsafeRawBufferPointer) -> String { Hex.encode(hash(bytes)) }

  /// The digest of `bytes` as 64 lowercase hexadecimal digits.
  package static func hex(_ bytes: [UInt8]) -> String { Hex.encode(hash(bytes)) }

  /// The digest of `bytes` as 64 lowercase hexadecimal digits.
  package static func hex(_ bytes: ArraySlice<UInt8>) -> String { Hex.encode(hash(bytes)) }

  /// The digest of the UTF-8 bytes of `text` as 64 lowercase hexadecimal digits.
  package static func hex(utf8 text: String) -> String { Hex.encode(hash(utf8: text)) }
}
