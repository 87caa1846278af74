/// How far a recovery point is proved. Each level includes those below it.
package enum Usability: Int, Codable, Hashable, Sendable, Comparable, CaseIterable {
  case taken, copied, decryptable, scanned, restored, validated

  package static func < (left: Usability, right: Usability) -> Bool { left.rawValue < right.rawValue }
}
