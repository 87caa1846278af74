package import DarumaCore

/// What one record said: several facts give several signals, and one bad element loses none of the others.
package struct Decoded: Hashable, Sendable {
  package internal(set) var signals: [Signal] = []
  /// The rule by which each signal was read, in the order of ``signals``.
  package internal(set) var rules: [Rule] = []
  package internal(set) var problems: [Problem] = []
  package internal(set) var ignored: [Ignored] = []
}

/// Which rule of which feed made a signal of an event, as a sentence for `daruma decode --explain`.
package struct Rule: Hashable, Sendable {
  package let feed: Feed
  /// `AWS Backup, backup job COMPLETED: the recovery point in resources[0] exists, as old as the start of the
  /// job`.
  package let sentence: String

  init(_ feed: Feed, _ sentence: String) {
    self.feed = feed
    self.sentence = sentence
  }
}

/// Something that was recognised and says nothing about recovery.
package struct Ignored: Hashable, Sendable {
  /// Nil where the envelope itself says nothing, as an empty batch does.
  package let feed: Feed?
  package let reason: String
  /// How many elements of the record, one after the other, were ignored for this reason.
  package internal(set) var count = 1

  init(_ feed: Feed?, _ reason: String) {
    self.feed = feed
    self.reason = reason
  }
}
