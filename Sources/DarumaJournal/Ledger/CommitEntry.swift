package import DarumaCore

/// What became true together, and the inputs that caused it: part of a commit that can't be split. Without events it
/// only moves the positions on.
package struct CommitEntry: Hashable, Sendable {
  package let events: [Event]
  package let inputs: [InputPosition]

  package init(events: [Event], inputs: [InputPosition] = []) {
    self.events = events
    self.inputs = inputs
  }
}
