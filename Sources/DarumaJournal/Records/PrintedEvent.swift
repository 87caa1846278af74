package import DarumaCore
import Foundation

/// An event as programs are given it; see ``PrintedWords``.
package struct PrintedEvent: Encodable {
  private let tree: JSONTree

  /// - Parameter commit: the one that it stands in; nil where that is not told.
  /// - Throws: `EncodingError`, where the event holds what JSON has no word for.
  package init(_ event: Event, commit: Int64? = nil) throws {
    var tree = Self.renamed(try CanonicalJSON.decode(JSONTree.self, from: CanonicalJSON.encode(event)))
    if let commit, case .object(let fields) = tree {
      tree = .object(["commit": .number(.init(commit)), "event": .object(fields)])
    }
    self.tree = tree
  }

  package func encode(to encoder: any Encoder) throws { try tree.encode(to: encoder) }

  static func renamed(_ tree: JSONTree) -> JSONTree {
    switch tree {
    case .object(let fields):
      .object(
        Dictionary(
          fields.map { name, value in
            let word = PrintedWords.word(name, naming: value.kind)
            return (word, word == PrintedWords.file ? value : renamed(value))
          }, uniquingKeysWith: { first, _ in first }))
    case .array(let values): .array(values.map(renamed))
    case .null, .bool, .number, .string: tree
    }
  }
}

extension JSONTree {
  fileprivate var kind: PrintedWords.Kind {
    switch self {
    case .null, .string: .text
    case .bool: .truth
    case .number: .number
    case .object: .object
    case .array: .list
    }
  }
}
