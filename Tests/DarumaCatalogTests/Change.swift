import DarumaCatalog
import Testing

/// A change to the good file, and what must come of it.
struct Change: Sendable, CustomTestStringConvertible {
  let what: String
  let old: String
  let new: String
  /// What is taken out of the good file besides.
  let without: String?
  let codes: [DiagnosticCode]

  init(_ what: String, _ old: String, _ new: String, without: String? = nil, _ codes: DiagnosticCode...) {
    self.what = what
    self.old = old
    self.new = new
    self.without = without
    self.codes = codes
  }

  var testDescription: String { what }

  func check(sourceLocation: SourceLocation = #_sourceLocation) {
    let text = GoodApplication.replacing(old, with: new, sourceLocation: sourceLocation)
    expect(without.map { text.replacing($0, with: "") } ?? text, gives: codes, sourceLocation: sourceLocation)
  }
}
