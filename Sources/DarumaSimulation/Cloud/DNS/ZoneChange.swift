/// A change to a hosted zone on its way to all name servers.
///
/// | state | time passes |
/// |---|---|
/// | pending | inSync |
/// | inSync | - |
package struct ZoneChange: Sendable {
  private enum State: Sendable {
    case pending(until: Int64)
    case inSync
  }

  /// `C` and 20 capitals and digits.
  package let id: String
  /// Milliseconds since the epoch.
  package let submittedAt: Int64
  package let comment: String?

  private var state: State

  init(id: String, submittedAt: Int64, comment: String?, propagation: Int64) {
    self.id = id
    self.submittedAt = submittedAt
    self.comment = comment
    state = .pending(until: submittedAt + propagation)
  }

  /// As Route 53 spells it.
  package var status: String {
    switch state {
    case .pending: "PENDING"
    case .inSync: "INSYNC"
    }
  }

  mutating func advance(to now: Int64) {
    switch state {
    case .pending(let until) where until <= now: state = .inSync
    case .pending, .inSync: break
    }
  }
}
