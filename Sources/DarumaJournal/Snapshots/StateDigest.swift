import DarumaCore
import DarumaCrypto

/// SHA-256 of a state's canonical JSON: two states are the same if their digests are, in whatever process.
package struct StateDigest: Name {
  package let rawValue: String
  package init(rawValue: String) { self.rawValue = rawValue }

  package static func of(_ state: some Encodable) throws(JournalError) -> StateDigest {
    StateDigest(ofCanonical: try canonical(state))
  }

  init(ofCanonical bytes: [UInt8]) { self.init(SHA256.hex(bytes)) }

  static func canonical(_ state: some Encodable) throws(JournalError) -> [UInt8] {
    do { return try CanonicalJSON.encode(state) } catch { throw .unwritable(CanonicalJSON.explain(error)) }
  }
}
