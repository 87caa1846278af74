/// The commands that were applied or rejected, so that each is done once. The oldest are forgotten beyond a limit; by
/// then their records are far behind the input positions, which travel in the same commits.
package struct AppliedCommands: Codable, Hashable, Sendable {
  private var ids: [SignalID] = []
  /// One that is admitted and not yet carried out: there is one at the most, and it comes before anything else.
  package private(set) var pending: Pending?

  package struct Pending: Codable, Hashable, Sendable {
    package var signal: SignalID
    package var command: CommandGiven
  }

  package static let mostRemembered = 1000

  package init() {}

  package func contains(_ id: SignalID) -> Bool { ids.contains(id) }

  mutating func take(_ id: SignalID, _ command: CommandGiven) { pending = Pending(signal: id, command: command) }

  mutating func remember(_ id: SignalID) {
    pending = nil
    ids.append(id)
    if ids.count > Self.mostRemembered { ids.removeFirst(ids.count - Self.mostRemembered) }
  }
}
