/// A person who may command, with roles and a public key. Where an application file lists some, nobody else may.
package struct Operator: Codable, Hashable, Sendable {
  package var name: String
  package var roles: [Role]
  /// `ed25519:` and the public key as SubjectPublicKeyInfo (RFC 8410), in Base64.
  package var key: String

  package init(name: String, roles: [Role], key: String) {
    self.name = name
    self.roles = roles
    self.key = key
  }
}

extension CommandGiven {
  /// Whether it is of the kind that overrules what is recorded or looked after: it needs a role of those who decide.
  package var overrules: Bool {
    switch command {
    case .skip, .override, .rearm: true
    case .acknowledge: finding != nil
    case .failover, .approve, .deny, .abort, .pause, .resume, .retry, .reconcile, .say, .done, .restore: false
    }
  }
}

extension Application {
  /// The roles that may overrule: those that may approve, where any are named.
  package var decidingRoles: [Role] {
    var roles: [Role] = []
    let policies = triggers.compactMap(\.approval) + plans.compactMap(\.approval)
    for role in policies.flatMap(\.from) where !roles.contains(role) { roles.append(role) }
    return roles
  }
}
