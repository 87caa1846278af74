/// What is known of a statement (the three-valued logic of Kleene): what nobody knows is neither so nor not so.
package enum Truth: String, Codable, Hashable, Sendable, CaseIterable {
  case holds, not, unknown

  package init(_ holds: Bool) { self = holds ? .holds : .not }

  package var negated: Truth {
    switch self {
    case .holds: .not
    case .not: .holds
    case .unknown: .unknown
    }
  }

  /// Whether all of them hold: one that does not decides.
  package static func all(_ truths: some Sequence<Truth>) -> Truth {
    var result = Truth.holds
    for truth in truths {
      switch truth {
      case .not: return .not
      case .unknown: result = .unknown
      case .holds: continue
      }
    }
    return result
  }

  /// Whether so many hold: what certainly holds is counted, and what is unknown could.
  package static func atLeast(_ count: Int, of truths: some Sequence<Truth>) -> Truth {
    var (certain, possible) = (0, 0)
    for truth in truths {
      switch truth {
      case .holds: (certain, possible) = (certain + 1, possible + 1)
      case .unknown: possible += 1
      case .not: continue
      }
    }
    if certain >= count { return .holds }
    return possible >= count ? .unknown : .not
  }
}
