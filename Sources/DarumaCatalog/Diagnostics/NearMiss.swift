/// Finds what a misspelt word was meant to be.
package enum NearMiss {
  /// Longer words are not compared: the effort grows with the square of the length.
  private static let longest = 64

  /// The candidate that is nearest to `word`, if one is near enough to be meant: a third of its letters
  /// wrong, at the most. Upper and lower case, and the marks between words, count for nothing.
  package static func of(_ word: String, among candidates: some Sequence<String>) -> String? {
    let letters = folded(word)
    guard !letters.isEmpty, letters.count <= longest else { return nil }
    var best: (distance: Int, candidate: String)?
    for candidate in candidates {
      let other = folded(candidate)
      let allowed = max(1, min(letters.count, other.count) / 3)
      guard other.count <= longest, abs(letters.count - other.count) <= allowed else { continue }
      let distance = distance(letters, other)
      if distance <= allowed, best.map({ distance < $0.distance }) ?? true { best = (distance, candidate) }
    }
    return best?.candidate
  }

  /// `did you mean X?` where a candidate is near, else what there is.
  package static func remedy(_ word: String, among candidates: [String], whatIsKnown: String) -> String {
    if let near = of(word, among: candidates) { return "did you mean \(quoted(near))?" }
    return candidates.isEmpty ? "there is no \(whatIsKnown)" : "there is \(listing(candidates))"
  }

  private static func folded(_ word: String) -> [UInt8] {
    word.lowercased().utf8.filter {
      $0 != UInt8(ascii: "-") && $0 != UInt8(ascii: "_") && $0 != UInt8(ascii: " ")
    }
  }

  /// Letters to change, add, drop or swap with their neighbour: the Damerau-Levenshtein distance in its
  /// simple form (optimal string alignment).
  private static func distance(_ left: [UInt8], _ right: [UInt8]) -> Int {
    var beforeLast: [Int] = []
    var last = Array(0...right.count)
    for row in left.indices {
      var current = [row + 1]
      for column in right.indices {
        let change = left[row] == right[column] ? 0 : 1
        var cost = min(last[column + 1] + 1, current[column] + 1, last[column] + change)
        if row > 0, column > 0, left[row] == right[column - 1], left[row - 1] == right[column] {
          cost = min(cost, beforeLast[column - 1] + 1)
        }
        current.append(cost)
      }
      beforeLast = last
      last = current
    }
    return last[right.count]
  }
}
