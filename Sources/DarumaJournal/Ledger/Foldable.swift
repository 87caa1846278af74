package import DarumaCore

/// A state that is the fold of events and nothing else.
package protocol Foldable: Codable, Equatable, Sendable {
  /// To be raised when ``apply(_:)`` or the coded form changes: snapshots of another version are not used, and the
  /// state is rebuilt from the commits.
  static var stateVersion: Int { get }

  init()
  mutating func apply(_ event: Event)
}

extension State: Foldable {
  package static var stateVersion: Int { 7 }
}
