/// The commands that were carried out or rejected, so that each is done once. The oldest are forgotten; what came into the
/// topic no later than one of those is refused, since nobody can tell any more whether it was done.
package struct AppliedCommands: Codable, Hashable, Sendable {
  /// In the order in which they were decided.
  private var ids: [SignalID] = []
  private var known: [SignalID: Applied] = [:]
  /// Of what was decided up to then, some is forgotten; nil while nothing is.
  package private(set) var forgottenUpTo: Instant?
  /// One that is admitted and not yet carried out: there is one at the most, and it comes before anything else.
  package private(set) var pending: Pending?

  package struct Pending: Codable, Hashable, Sendable {
    package var signal: SignalID
    package var command: CommandGiven
  }

  private struct Applied: Codable, Hashable, Sendable {
    var at: Instant
    /// Of the texts that came under the id: more than one where it was used again.
    var texts: [String]
  }

  package static let mostRemembered = 10_000
  /// Far beyond the time for which a command counts (``CommandValidity/longest``).
  package static let longestRemembered = Span.days(1)
  /// Of one id.
  private static let mostTexts = 10

  package init() {}

  /// Whether something came under this id.
  package func contains(_ id: SignalID) -> Bool { known[id] != nil }

  /// Whether this very command came under this id, or so many others that one more says nothing new.
  func contains(_ id: SignalID, _ command: CommandGiven) -> Bool {
    guard let applied = known[id] else { return false }
    return applied.texts.count >= Self.mostTexts || applied.texts.contains(Self.mark(command))
  }

  mutating func take(_ id: SignalID, _ command: CommandGiven) { pending = Pending(signal: id, command: command) }

  mutating func remember(_ id: SignalID, _ command: CommandGiven, at now: Instant) {
    if pending?.signal == id { pending = nil }
    let mark = Self.mark(command)
    if known[id] == nil {
      known[id] = Applied(at: now, texts: [mark])
      ids.append(id)
    } else if known[id]?.texts.contains(mark) == false {
      known[id]?.texts.append(mark)
    }
    forget(at: now)
  }

  private mutating func forget(at now: Instant) {
    var count = 0
    while let oldest = ids.dropFirst(count).first, let applied = known[oldest],
      ids.count - count > Self.mostRemembered || applied.at < now - Self.longestRemembered
    {
      known[oldest] = nil
      forgottenUpTo = max(forgottenUpTo ?? applied.at, applied.at)
      count += 1
    }
    ids.removeFirst(count)
  }

  /// The record as it was; in journals of before, of which the text is not known, the command alone.
  private static func mark(_ command: CommandGiven) -> String {
    Fingerprint.short(command.text ?? command.command.rawValue)
  }
}
