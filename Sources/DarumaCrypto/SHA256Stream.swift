import COpenSSL

/// SHA-256 (FIPS 180-4) of bytes that arrive in pieces.
///
/// Not copyable, and ended by ``finish()``: an OpenSSL context is in one place at a time and can't be used
/// twice.
package struct SHA256Stream: ~Copyable {
  private let context: OpaquePointer

  package init() {
    guard let context = EVP_MD_CTX_new() else { OpenSSLFailure.stop("EVP_MD_CTX_new") }
    guard EVP_DigestInit_ex2(context, SHA256Algorithm.fetched, nil) == 1 else {
      OpenSSLFailure.stop("EVP_DigestInit_ex2")
    }
    self.context = context
  }

  deinit {
    EVP_MD_CTX_free(context)
  }

  /// Adds the next bytes.
  package mutating func update(_ bytes: UnsafeRawBufferPointer) {
    guard EVP_DigestUpdate(context, bytes.baseAddress, bytes.count) == 1 else {
      OpenSSLFailure.stop("EVP_DigestUpdate")
    }
  }

  /// Adds the next bytes.
  package mutating func update(_ bytes: [UInt8]) {
    bytes.withUnsafeBytes { update($0) }
  }

  /// Adds the next bytes.
  package mutating func update(_ bytes: ArraySlice<UInt8>) {
    bytes.withUnsafeBytes { update($0) }
  }

  /// The digest of all bytes added: 32 bytes.
  package consuming func finish() -> [UInt8] {
    [UInt8](unsafeUninitializedCapacity: SHA256.byteCount) { digest, count in
      var length: UInt32 = 0
      guard EVP_DigestFinal_ex(context, digest.baseAddress, &length) == 1,
        length == UInt32(SHA256.byteCount)
      else { OpenSSLFailure.stop("EVP_DigestFinal_ex") }
      count = SHA256.byteCount
    }
  }
}
