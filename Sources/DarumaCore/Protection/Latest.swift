/// A value and the time at which it was said. Of two, the later one counts; of two of the same time, the greater: so
/// joining gives the same result in any order and any number of times.
package struct Latest<Value: Comparable & Codable & Hashable & Sendable>: Codable, Hashable, Sendable {
  package private(set) var at: Instant
  package private(set) var value: Value

  package init(_ value: Value, at: Instant) {
    self.value = value
    self.at = at
  }

  package mutating func join(_ other: Latest) {
    if (other.at, other.value) > (at, value) { self = other }
  }
}

extension Optional {
  /// Joins with a value that may be the first.
  mutating func join<Value>(_ value: Value, at: Instant) where Wrapped == Latest<Value> {
    join(Latest(value, at: at))
  }

  mutating func join<Value>(_ other: Latest<Value>?) where Wrapped == Latest<Value> {
    guard let other else { return }
    join(other)
  }

  mutating func join<Value>(_ other: Latest<Value>) where Wrapped == Latest<Value> {
    if self == nil { self = other } else { self?.join(other) }
  }
}

extension Optional where Wrapped: Comparable {
  /// Keeps the smaller of the values that are known.
  mutating func joinSmallest(_ other: Wrapped?) {
    guard let other else { return }
    self = self.map { Swift.min($0, other) } ?? other
  }

  /// Keeps the greater of the values that are known.
  mutating func joinGreatest(_ other: Wrapped?) {
    guard let other else { return }
    self = self.map { Swift.max($0, other) } ?? other
  }
}
