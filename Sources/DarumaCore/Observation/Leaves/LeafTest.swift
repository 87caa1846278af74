/// A leaf of a condition: one kind of thing that can be asked of the world. Everything about a kind stands in its file;
/// besides it only ``Leaf``, the registry, and its section in DarumaCatalog know it.
package protocol LeafTest: Codable, Hashable, Sendable {
  /// What it needs to be told.
  var interests: Interests { get }
  /// How old the last word may be that it rests on; nil: as old as it likes.
  var ageLimit: Span? { get }
  /// The most that it can weigh in an application of these regions; nil: in any.
  func weight(in regions: Regions?) -> Weight
  /// The leaf in words: `alarm kaigo-prod-region-* is ALARM`.
  var statement: String { get }
  /// What it reads at `now`. A function of its arguments: the same for as long as nothing happens and
  /// ``LeafReading/changesAt`` has not come.
  func reading(_ observed: Observed, at now: Instant) -> LeafReading
}

extension LeafTest {
  package var ageLimit: Span? { nil }
}
