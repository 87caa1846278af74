package import DarumaCore

/// What one input leads to for one application, and the input's position. Where it is too large for one commit it becomes
/// several; the positions then stand in the last of them, so that after a crash in between the input is read again.
/// Without events it only moves the positions on.
package struct CommitEntry: Hashable, Sendable {
  package let events: [Event]
  package let inputs: [InputPosition]

  package init(events: [Event], inputs: [InputPosition] = []) {
    self.events = events
    self.inputs = inputs
  }
}
