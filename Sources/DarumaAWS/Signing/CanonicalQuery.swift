/// The query of a canonical request: each name and value encoded, in the order of the encoded bytes.
struct CanonicalQuery: Equatable {
  private var pairs: [Pair] = []

  private struct Pair: Comparable {
    var name: String
    var value: String

    static func < (left: Pair, right: Pair) -> Bool {
      // By bytes: Swift orders texts by Unicode's rules, but these are ASCII, where both agree.
      left.name == right.name ? left.value < right.value : left.name < right.name
    }
  }

  /// - Parameter query: as it is sent; nil where the URL has none.
  /// - Throws: ``SigningError`` with code `invalidURL` for an escape that is none, and for a bare `+`, which
  ///   some services read as a space and others as a plus.
  init(_ query: String?) throws(SigningError) {
    for part in (query ?? "").split(separator: "&") {
      guard !part.utf8.contains(UInt8(ascii: "+")) else {
        throw SigningError(.invalidURL, "The query part '\(part)' holds a bare +: write %20 or %2B.")
      }
      let name = part.prefix { $0 != "=" }
      guard let nameBytes = CanonicalText.decode(name),
        let valueBytes = CanonicalText.decode(part[name.endIndex...].dropFirst())
      else {
        throw SigningError(.invalidURL, "The query part '\(part)' holds a % without two hexadecimal digits.")
      }
      pairs.append(Pair(name: CanonicalText.encode(nameBytes), value: CanonicalText.encode(valueBytes)))
    }
  }

  /// Adds a parameter that is not encoded yet.
  mutating func add(_ name: String, _ value: String) {
    pairs.append(Pair(name: CanonicalText.encode(name.utf8), value: CanonicalText.encode(value.utf8)))
  }

  /// `k` becomes `k=`.
  var text: String {
    pairs.sorted().map { "\($0.name)=\($0.value)" }.joined(separator: "&")
  }
}
