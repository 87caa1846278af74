/// What signals say, joined: the same for every order and repetition of the same signals.
package struct Projection: Codable, Hashable, Sendable {
  package private(set) var protection = Protection()
  package private(set) var world = World()

  package init() {}

  /// - Parameter now: When it is taken in; see ``World/absorb(_:at:)``.
  package mutating func absorb(_ signal: Signal, at now: Instant? = nil) {
    protection.absorb(signal)
    world.absorb(signal, at: now)
  }

  /// What the application file says of the words and measures of sources.
  mutating func accept(_ application: Application) {
    protection.accept(messagesOf: application)
    protection.accept(limitsOf: application)
  }

  mutating func forget(before instant: Instant) {
    protection.forget(before: instant)
    world.forgetPoints(before: instant)
  }

  mutating func bind(_ binding: PointBinding) {
    protection.apply(protection.update(by: binding))
    world.absorb(binding)
  }

  mutating func forgetFuture(after instant: Instant) {
    protection.forgetFuture(after: instant)
    world.forgetFuture(after: instant)
  }

  /// A person looked into a suspected compromise: it holds nothing back any more, as far as it was known then.
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
  package func isChanged(by signal: Signal, at now: Instant? = nil) -> Bool {
    !protection.update(by: signal).isEmpty || world.update(by: signal, at: now) != nil
  }
}
