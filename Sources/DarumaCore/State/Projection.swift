/// What signals say, joined: the same for every order and repetition of the same signals.
package struct Projection: Codable, Hashable, Sendable {
  package private(set) var protection = Protection()
  package private(set) var world = World()

  package init() {}

  package mutating func absorb(_ signal: Signal) {
    protection.absorb(signal)
    world.absorb(signal)
  }

  /// What is known besides recovery points is kept of these resources only.
  mutating func keep(only resources: Set<ARN>) { protection.keep(only: resources) }

  mutating func forget(before instant: Instant) { protection.forget(before: instant) }

  mutating func forgetFuture(after instant: Instant) {
    protection.forgetFuture(after: instant)
    world.forgetFuture(after: instant)
  }

  /// A person looked into a suspected compromise.
  mutating func clear(finding: String, by person: String) { protection.clear(finding: finding, by: person) }

  /// An execution of ours restored `point`, or found that what was restored from it works.
  mutating func prove(_ point: RecoveryPointID, as level: Usability, at instant: Instant) {
    protection.prove(point, as: level, at: instant)
  }

  /// Without what time alone changed in it: the same for every order of the same signals.
  var joined: Projection {
    var joined = self
    joined.protection.horizon = nil
    return joined
  }

  /// Whether `signal` says anything new.
  package func isChanged(by signal: Signal) -> Bool {
    !protection.update(by: signal).isEmpty || world.update(by: signal) != nil
  }
}
