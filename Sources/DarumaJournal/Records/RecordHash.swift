import DarumaCore
import DarumaCrypto

/// SHA-256 as 64 lowercase hexadecimal digits: of one record's stored bytes, or the head of the chain.
///
/// The chain, rule by rule (an auditor can follow it with `sha256sum`):
/// - before the first record the head is SHA-256 of the text `daruma.journal:<partition>`;
/// - after a valid commit it is the commit's own hash: SHA-256 of its bytes as stored, never of a re-encoding. The
///   commit names the head before it (`previous`), so it carries the whole past in it;
/// - after a claim it is SHA-256 of the text `<head before>:<hash of the claim's bytes>:<offset of the claim>`. A
///   claimant can't know the head its claim will meet, so the claim names none and is chained from outside;
/// - a void record leaves it as it is.
package struct RecordHash: Name {
  package let rawValue: String
  package init(rawValue: String) { self.rawValue = rawValue }

  /// The hash of one record's stored bytes.
  package static func of(_ bytes: [UInt8]) -> RecordHash { RecordHash(SHA256.hex(bytes)) }

  /// The head before the first record. It differs by partition, so that no record is valid in another one.
  package static func genesis(partition: Int32) -> RecordHash {
    RecordHash(SHA256.hex(utf8: "daruma.journal:\(partition)"))
  }

  /// The head after a claim at `offset` whose bytes hash to `claim`.
  package func afterClaim(_ claim: RecordHash, offset: Int64) -> RecordHash {
    RecordHash(SHA256.hex(utf8: "\(rawValue):\(claim.rawValue):\(offset)"))
  }
}
