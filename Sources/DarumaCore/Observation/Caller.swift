/// Whose credentials the worker has: what AWS's STS says of itself when it is asked by them.
package struct Caller: Codable, Hashable, Sendable {
  package enum Standing: String, Codable, Hashable, Sendable, CaseIterable {
    /// They are of ``account``.
    case known
    /// There are none, or AWS does not accept them.
    case unusable
    /// STS answers in no region: whose they are is not known.
    case unreachable
  }

  package var standing: Standing
  /// Set where it is ``Standing/known``.
  package var account: Account?
  package var arn: String?
  /// Why it is not known, for a person; never holds a secret.
  package var reason: String?

  package init(account: Account, arn: String) {
    standing = .known
    self.account = account
    self.arn = arn
  }

  package init(_ standing: Standing, reason: String) {
    self.standing = standing
    self.reason = reason
  }

  /// Whether it is no news after `other`: sessions of one role differ in their names, and reasons in their words.
  package func isAsGood(as other: Caller?) -> Bool { standing == other?.standing && account == other?.account }

  /// Why nothing may be asked or done in `wanted` with these credentials; nil where all may.
  package func fault(for wanted: Account) -> String? {
    switch standing {
    case .known where account == wanted: nil
    case .known:
      "the credentials are of account \(account?.rawValue ?? "?") (\(arn ?? "?")), and the application is of account "
        + "\(wanted)"
    case .unusable: "there are no credentials that AWS accepts. \(reason ?? "")"
    case .unreachable: "whose credentials these are can't be asked. \(reason ?? "")"
    }
  }

  /// In a few words.
  package var words: String {
    switch standing {
    case .known: "its credentials are of account \(account?.rawValue ?? "?")"
    case .unusable: "it has no credentials"
    case .unreachable: "whose credentials it has is not known"
    }
  }

  /// For log and journal.
  package var sentence: String {
    switch standing {
    case .known: "the credentials are of account \(account?.rawValue ?? "?"): \(arn ?? "?")"
    case .unusable: "there are no credentials that AWS accepts: \(reason ?? "")"
    case .unreachable: "whose credentials these are can't be asked: \(reason ?? "")"
    }
  }

  /// What a person can do about it; nil where nothing is wrong.
  package func remedy(for wanted: Account) -> String? {
    switch standing {
    case .known where account == wanted: nil
    case .known:
      "Give the worker credentials of account \(wanted), or correct `account` in the application file"
    case .unusable: "Give the worker credentials; it looks for new ones by itself"
    case .unreachable: "See that the STS endpoints of the application's regions are reachable from the worker"
    }
  }
}
