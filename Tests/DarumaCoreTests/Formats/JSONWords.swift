import Foundation

@testable import DarumaCore

/// The words of JSON texts as they are printed (``PrintedWords``), and of which type what they name is.
struct JSONWords {
  /// By word, by type: where it was met first.
  private var types: [String: [String: String]] = [:]
  /// Objects whose words are names that somebody chose, and not ours.
  private let chosen: Set<String> = ["outputs", PrintedWords.file]

  mutating func read(_ text: String, in place: String) throws {
    read(try JSONSerialization.jsonObject(with: Data(text.utf8)), place)
  }

  /// Each word that has several types, and where.
  var conflicts: [String] {
    types.filter { $0.value.count > 1 }.sorted { $0.key < $1.key }.map { word, types in
      "\(word): " + types.sorted { $0.key < $1.key }.map { "\($0) in \($1)" }.joined(separator: ", ")
    }
  }

  private mutating func read(_ value: Any, _ place: String) {
    if let object = value as? [String: Any] {
      for (word, value) in object {
        if let array = value as? [Any], array.isEmpty { continue }
        let type = Self.type(of: value)
        let word = PrintedWords.word(word, naming: Self.kind(of: type))
        if types[word]?[type] == nil { types[word, default: [:]][type] = place }
        if !chosen.contains(word) { read(value, place + "/" + word) }
      }
    } else if let array = value as? [Any] {
      for value in array { read(value, place) }
    }
  }

  private static func kind(of type: String) -> PrintedWords.Kind {
    switch type {
    case "object": .object
    case "number": .number
    case "truth": .truth
    default: type.hasPrefix("array") ? .list : .text
    }
  }

  private static func type(of value: Any) -> String {
    switch value {
    case let array as [Any]: "array of " + Set(array.map(type)).sorted().joined(separator: " or ")
    case is [String: Any]: "object"
    case is String: "text"
    case let number as NSNumber: ["c", "B"].contains(String(cString: number.objCType)) ? "truth" : "number"
    default: "null"
    }
  }
}
