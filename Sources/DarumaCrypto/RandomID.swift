import COpenSSL

/// Identifiers nobody can guess, from OpenSSL's random generator.
///
/// Only for what is new by nature (a worker, a session). Whatever must be the same after a restart is derived
/// with ``SHA256`` instead.
package enum RandomID {
  /// Length of a hexadecimal id in random bytes where the caller has no better number: 128 bits don't
  /// collide.
  package static let defaultByteCount = 16

  /// `count` random bytes.
  package static func bytes(_ count: Int) -> [UInt8] {
    precondition(count >= 0 && count <= Int(Int32.max), "RandomID.bytes: \(count) is no byte count")
    return [UInt8](unsafeUninitializedCapacity: count) { bytes, written in
      // Going on with predictable ids would be worse than to stop.
      guard RAND_bytes(bytes.baseAddress, Int32(count)) == 1 else { OpenSSLFailure.stop("RAND_bytes") }
      written = count
    }
  }

  /// `byteCount` random bytes as lowercase hexadecimal: 32 digits by default.
  package static func hex(byteCount: Int = defaultByteCount) -> String {
    Hex.encode(bytes(byteCount))
  }
}
