/// Keeps the newest elements up to a limit and counts those it had to let go.
package struct BoundedHistory<Element: Sendable>: Sendable {
  /// Most elements kept.
  package let limit: Int
  /// How many elements the limit has pushed out.
  package private(set) var dropped = 0

  private var storage: [Element] = []
  /// Where the oldest element is once the ring is full.
  private var start = 0

  package init(limit: Int) {
    precondition(limit > 0, "a history needs room for one element at least")
    self.limit = limit
  }

  package mutating func append(_ element: Element) {
    guard storage.count == limit else {
      storage.append(element)
      return
    }
    storage[start] = element
    start = (start + 1) % limit
    dropped += 1
  }

  package var count: Int { storage.count }

  /// The elements kept, oldest first.
  package var elements: [Element] {
    Array(storage[start...] + storage[..<start])
  }
}
