/// One place where a journal is not what it was when it was written.
package struct VerificationFinding: Hashable, Sendable, Codable {
  package enum Kind: String, Hashable, Sendable, Codable, CaseIterable {
    /// The bytes of a record are not those that were stored.
    case changed
    /// Offsets are missing.
    case missing
    /// A commit does not extend the chain, and no worker could have written it so: one was dropped, moved or inserted.
    case chainBroken
    /// No record of any format.
    case unreadable
    /// Sound, but of a later version: its events could not be read.
    case notUnderstood
    /// A snapshot is not what a replay gives.
    case snapshotDiffers
    /// A snapshot proves commits that are gone.
    case commitsMissing
    /// The chain never went through a head that is expected in it.
    case headMissing
    /// The store itself can't be read any further.
    case storeDamaged
  }

  package let kind: Kind
  /// Where; nil if it is not about one record.
  package let offset: Int64?
  /// The commit that is, or should be, there; nil where it is a claim or the place can't be told.
  package let commit: Int64?
  package let expected: String
  package let found: String

  package init(_ kind: Kind, offset: Int64?, commit: Int64?, expected: String, found: String) {
    self.kind = kind
    self.offset = offset
    self.commit = commit
    self.expected = expected
    self.found = found
  }
}

extension VerificationFinding: CustomStringConvertible {
  package var description: String {
    let place = [commit.map { "commit \($0)" }, offset.map { "offset \($0)" }].compactMap(\.self)
    return "\(place.isEmpty ? "journal" : place.joined(separator: " at ")): \(kind.rawValue): "
      + "expected \(expected), found \(found)"
  }
}

/// A record that counts for nothing, as healthy logs have them.
package struct VoidRecord: Hashable, Sendable {
  package let offset: Int64
  /// The number it carries; nil where it has none.
  package let commit: Int64?
  package let reason: VoidReason
}
