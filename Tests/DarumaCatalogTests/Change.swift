import DarumaCatalog
import Testing

/// A change to the good file, and what must come of it.
struct Change: Sendable, CustomTestStringConvertible {
  let what: String
  let old: String
  let new: String
  /// What is taken out of the good file besides.
  let without: String?
  /// What gets a mark in the good file besides.
  let marking: String?
  let codes: [DiagnosticCode]

  init(
    _ what: String, _ old: String, _ new: String, without: String? = nil, marking: String? = nil,
    _ codes: DiagnosticCode...
  ) {
    self.what = what
    self.old = old
    self.new = new
    self.without = without
    self.marking = marking
    self.codes = codes
  }

  var testDescription: String { what }

  func check(sourceLocation: SourceLocation = #_sourceLocation) {
    var text = GoodApplication.replacing(old, with: new, sourceLocation: sourceLocation)
    if let without { text = text.replacing(without, with: "") }
    if let marking {
      #expect(text.ranges(of: marking).count == 1, "\(marking) stands there once", sourceLocation: sourceLocation)
      text = text.replacing(marking, with: "‹" + marking)
    }
    expect(text, gives: codes, sourceLocation: sourceLocation)
  }
}
