package import DarumaCore
import DarumaCrypto
import DarumaJournal

/// What binds an approval: SHA-256 of the canonical JSON of what its terms bind, in hex.
package enum ApprovalDigest {
  package static func of(_ binding: ApprovalBinding) -> String {
    do {
      return SHA256.hex(try CanonicalJSON.encode(binding))
    } catch {
      preconditionFailure(
        "what an approval binds is text, numbers and times, yet can't be written: \(error)")
    }
  }
}
