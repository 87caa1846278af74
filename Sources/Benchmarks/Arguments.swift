/// What the command line asks for.
struct Arguments {
  var fleet = Fleet()
  var isJSON = false

  /// - Throws: ``ArgumentError`` where a word is not known, or a count is no number above zero.
  init(_ words: some Sequence<String>) throws(ArgumentError) {
    var words = Array(words)
    guard !words.isEmpty, words.removeFirst() == "scale" else {
      throw ArgumentError(message: "name the measurement: scale")
    }
    while !words.isEmpty {
      switch words.removeFirst() {
      case "--resources": fleet.resources = try Self.count("--resources", &words)
      case "--points": fleet.points = try Self.count("--points", &words)
      case "--applications": fleet.applications = try Self.count("--applications", &words)
      case "--json": isJSON = true
      case let word: throw ArgumentError(message: "not known: \(word)")
      }
    }
    guard fleet.resources >= fleet.applications, fleet.points >= 2 else {
      throw ArgumentError(message: "each application needs a resource, and each resource two points")
    }
  }

  private static func count(_ flag: String, _ words: inout [String]) throws(ArgumentError) -> Int {
    guard let word = words.first, let count = Int(word), count > 0 else {
      throw ArgumentError(message: "\(flag) needs a number above zero")
    }
    words.removeFirst()
    return count
  }
}

struct ArgumentError: Error {
  var message: String
}
