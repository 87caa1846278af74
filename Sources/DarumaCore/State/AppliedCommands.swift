/// The commands that were applied or rejected, so that each is done once. The oldest are forgotten beyond a limit; by
/// then their records are far behind the input positions, which travel in the same commits.
package struct AppliedCommands: Codable, Hashable, Sendable {
  private var ids: [SignalID] = []

  package static let mostRemembered = 1000

  package init() {}

  package func contains(_ id: SignalID) -> Bool { ids.contains(id) }

  mutating func remember(_ id: SignalID) {
    ids.append(id)
    if ids.count > Self.mostRemembered { ids.removeFirst(ids.count - Self.mostRemembered) }
  }
}
