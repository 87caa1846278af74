/// Where in a document something stands, written as one expression:
///
/// - `services[0].runningCount`: members by name, items by number (`[-1]` is the last);
/// - `services[*].status`: of every item;
/// - `Tags[?Key=='env'].Value`: of the first item for which it holds; `!=` is the other comparison. What is
///   compared is a text in single quotes (`''` stands for one), a whole number, `true` or `false`;
/// - `"a.b"`: a name with a dot, a bracket, a quote or a blank in it, in double quotes.
///
/// Reading it never fails: where nothing stands, there is nothing.
package struct DocumentPath: Hashable, Sendable {
  enum Step: Hashable, Sendable {
    case member(String)
    /// Counted from the end where it is below zero.
    case item(Int)
    case everyItem
    case firstItem(Test)
  }

  /// What an item has to fulfil.
  struct Test: Hashable, Sendable {
    /// Members and single items only.
    var steps: [Step]
    var value: Document
    var isEqual: Bool
  }

  /// As it was written.
  package let text: String
  let steps: [Step]

  /// Bytes of one expression, at the most.
  package static let maximumLength = 1_000

  /// - Throws: ``DocumentPathError``, which says where and why.
  package init(_ text: String) throws(DocumentPathError) {
    var parser = DocumentPathParser(text)
    steps = try parser.parse()
    self.text = text
  }

  /// Whether it asks for something of every item, so that it gives a list.
  package var isOfEveryItem: Bool { steps.contains(.everyItem) }
}

/// An expression that is none.
package struct DocumentPathError: Error, Sendable, Equatable, CustomStringConvertible {
  package var text: String
  /// Letters before the place.
  package var offset: Int
  /// Half a sentence: `a ']' is missing`.
  package var reason: String

  package var description: String { "'\(text)' can't be read at letter \(offset + 1): \(reason)" }
}

extension DocumentPath: ExpressibleByStringLiteral, CustomStringConvertible {
  /// An expression in our own code that is none is a mistake of ours.
  package init(stringLiteral value: String) {
    do throws(DocumentPathError) {
      try self.init(value)
    } catch {
      preconditionFailure("\(error)")
    }
  }

  package var description: String { text }
}
