package import DarumaCore

/// What puts an action's effect back as it was. Daruma does none of it by itself: a plan says it, and a person decides.
package enum Undo: Sendable, Hashable {
  /// It only looks, or only tells.
  case notNeeded
  /// The same action with what was before: `with the number of tasks that it had`.
  case same(String)
  /// Another action of Daruma.
  case action(ActionName)
  /// What a person does: `delete the instance once nothing uses it`.
  case byHand(String)
  /// Nothing, and why: `an instance of its own never becomes a replica again`.
  case impossible(String)
}
