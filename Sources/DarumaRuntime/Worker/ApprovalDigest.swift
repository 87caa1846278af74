package import DarumaCore
import DarumaCrypto
import DarumaJournal

/// What binds an approval: SHA-256 of the canonical JSON of its terms, in hex.
package enum ApprovalDigest {
  package static func of(_ terms: ApprovalTerms) -> String {
    do {
      return SHA256.hex(try CanonicalJSON.encode(terms))
    } catch {
      preconditionFailure(
        "the terms of \(terms.execution) are text, numbers and times, yet can't be written: \(error)")
    }
  }
}
