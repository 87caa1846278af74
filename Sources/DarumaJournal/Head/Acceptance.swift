package import DarumaCore
import Foundation
import Glibc

/// A person's word that a journal is to be gone on with although it is not what it was: `daruma journal accept`.
///
/// It lies beside the journal (`<journal>.accepted`, mode 0600) until the worker has journaled it.
package struct Acceptance: Codable, Hashable, Sendable {
  package var by: String
  package var comment: String?
  package var at: Instant
  /// What was wrong, in words.
  package var reason: String
  /// Whether users may have been moved by what is lost.
  package var usersMayHaveMoved: Bool
  /// Records up to here were looked at by the person: what is broken below it is accepted.
  package var throughRecord: Int64
  /// Journals of other workers, whose place this one takes.
  package var over: [RecordHash]?
  /// Whether the worker has told every application of it.
  package var isJournaled = false

  package static let remedy =
    "Nothing is done until a person has looked. Bring back the newest journal, or go on with this one: "
    + "daruma journal accept --by YOU"

  package init(
    by: String, comment: String?, at: Instant, reason: String, usersMayHaveMoved: Bool, throughRecord: Int64,
    over: [RecordHash] = []
  ) {
    self.over = over.isEmpty ? nil : over
    self.by = by
    self.comment = comment
    self.at = at
    self.reason = reason
    self.usersMayHaveMoved = usersMayHaveMoved
    self.throughRecord = throughRecord
  }

  /// Nil where nobody has said anything.
  package static func read(_ place: JournalPlace) throws(LogError) -> Acceptance? {
    guard FileManager.default.fileExists(atPath: place.acceptance) else { return nil }
    do {
      let data = try Data(contentsOf: URL(fileURLWithPath: place.acceptance))
      return try CanonicalJSON.decode(Acceptance.self, from: [UInt8](data))
    } catch {
      throw LogError(
        .inputOutput, "\(place.acceptance) can't be read: \(CanonicalJSON.explain(error))",
        remedy: "Remove it, and type again: daruma journal accept --by YOU")
    }
  }

  /// Whole or not at all, and durable.
  package func write(_ place: JournalPlace) throws(LogError) {
    let fresh = place.acceptance + ".new"
    do {
      let bytes = try CanonicalJSON.encode(self) + [UInt8(ascii: "\n")]
      let descriptor = open(fresh, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
      guard descriptor >= 0 else { throw CocoaError(.fileWriteUnknown) }
      let isWritten = Glibc.write(descriptor, bytes, bytes.count) == bytes.count && fsync(descriptor) == 0
      close(descriptor)
      guard isWritten, rename(fresh, place.acceptance) == 0 else { throw CocoaError(.fileWriteUnknown) }
    } catch {
      throw LogError(
        .inputOutput, "could not write \(place.acceptance): \(String(cString: strerror(errno)))",
        remedy: "Check that the folder exists, that the user may write in it, and that space is left")
    }
  }
}
