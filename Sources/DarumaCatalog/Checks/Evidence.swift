import DarumaCore

extension Condition {
  /// Whether the condition can hold while of its leaves only those do that `isSeen` picks. That something is *not* so can
  /// hold at any time, so every `not` counts as true.
  func canHold(_ isSeen: (Leaf) -> Bool) -> Bool {
    switch self {
    case .all(let parts): parts.allSatisfy { $0.canHold(isSeen) }
    case .any(let parts): parts.contains { $0.canHold(isSeen) }
    case .atLeast(let least, let parts): parts.count { $0.canHold(isSeen) } >= least
    case .not: true
    case .leaf(let leaf): isSeen(leaf)
    }
  }

  /// Levels: 1 for a leaf.
  var depth: Int {
    switch self {
    case .all(let parts), .any(let parts), .atLeast(_, let parts): 1 + (parts.map(\.depth).max() ?? 0)
    case .not(let part): 1 + part.depth
    case .leaf: 1
    }
  }
}
