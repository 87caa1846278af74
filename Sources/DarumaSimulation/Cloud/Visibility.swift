/// Which resources the describe operations do not show for the moment, although they exist: AWS is eventually
/// consistent, and what was just created may be missing from the next answers.
package struct Visibility: Sendable {
  private var hiddenUntil: [String: Int64] = [:]

  package init() {}

  /// Leaves `arn` out of describe answers until `time` (milliseconds since the epoch).
  package mutating func hide(_ arn: String, until time: Int64) {
    hiddenUntil[arn] = max(time, hiddenUntil[arn] ?? time)
  }

  package func shows(_ arn: String) -> Bool {
    hiddenUntil[arn] == nil
  }

  mutating func advance(to now: Int64) {
    guard !hiddenUntil.isEmpty else { return }
    hiddenUntil = hiddenUntil.filter { $0.value > now }
  }
}
