import DarumaCore

/// The kinds of evidence that a condition can rest on.
enum Evidence: String, CaseIterable, Hashable {
  case alarm
  case health
  /// A source that does not speak, or an alarm without data: raised by time itself.
  case silence
}

extension Condition {
  /// Whether the condition can hold while nothing is seen but evidence of these kinds. That something is
  /// *not* so can hold at any time, so every `not` counts as true.
  func canHold(with kinds: Set<Evidence>) -> Bool {
    switch self {
    case .all(let parts): parts.allSatisfy { $0.canHold(with: kinds) }
    case .any(let parts): parts.contains { $0.canHold(with: kinds) }
    case .atLeast(let least, let parts): parts.count { $0.canHold(with: kinds) } >= least
    case .not: true
    case .alarm(let test): kinds.contains(test.state == .insufficientData ? .silence : .alarm)
    case .health: kinds.contains(.health)
    case .silence: kinds.contains(.silence)
    }
  }

  /// Levels: 1 for a leaf.
  var depth: Int {
    switch self {
    case .all(let parts), .any(let parts), .atLeast(_, let parts): 1 + (parts.map(\.depth).max() ?? 0)
    case .not(let part): 1 + part.depth
    case .alarm, .health, .silence: 1
    }
  }

  var leafCount: Int {
    switch self {
    case .all(let parts), .any(let parts), .atLeast(_, let parts): parts.map(\.leafCount).reduce(0, +)
    case .not(let part): part.leafCount
    case .alarm, .health, .silence: 1
    }
  }
}
