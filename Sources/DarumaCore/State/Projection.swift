/// What signals say, joined: the same for every order and repetition of the same signals.
package struct Projection: Codable, Hashable, Sendable {
  package private(set) var protection = Protection()
  package private(set) var world = World()

  package init() {}

  package mutating func absorb(_ signal: Signal) {
    protection.absorb(signal)
    world.absorb(signal)
  }

  /// Whether `signal` says anything new.
  package func isChanged(by signal: Signal) -> Bool {
    !protection.update(by: signal).isEmpty || world.update(by: signal) != nil
  }
}
