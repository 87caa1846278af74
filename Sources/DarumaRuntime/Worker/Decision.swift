package import DarumaCore
package import DarumaJournal

/// What one input leads to.
package struct Decision: Sendable {
  /// Each belongs to one application.
  package internal(set) var entries: [CommitEntry] = []
  package internal(set) var deadLetters: [DeadLetter] = []
  /// What was recognised and passed over, and how often, by reason.
  package internal(set) var ignored: [String: Int] = [:]
  /// What can't be journaled and is no record that could go to the dead letters.
  package internal(set) var leftOut: [LeftOut] = []
  /// Applications whose file is gone while an execution is under way: they are withdrawn once that has ended.
  package internal(set) var withdrawnLater: [ApplicationName] = []
  /// Commands of which nothing is journaled: to an application that nobody declared.
  package internal(set) var refusedCommands: [RefusedCommand] = []
  /// Where each entry comes from.
  var sources: [DecisionSource] = []

  package struct RefusedCommand: Sendable, Hashable {
    package var signal: SignalID
    package var command: CommandGiven
    package var reason: String
    package var at: Instant
  }

  package struct LeftOut: Sendable, Hashable {
    /// In words.
    package var what: String
    package var reason: JournalError
  }
}

/// The part of an input that stands or falls together.
enum DecisionSource: Hashable, Sendable {
  /// By its place in the batch.
  case record(Int)
  /// By its place among the losses.
  case loss(Int)
  /// By their places in the listing.
  case listed(Range<Int>)
  /// What concerns this application of what concerns all.
  case application(ApplicationName)
}
