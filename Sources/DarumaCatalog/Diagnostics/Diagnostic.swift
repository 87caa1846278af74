/// One thing that is wrong, or doubtful, in an application file: where, what, and what would be right.
package struct Diagnostic: Codable, Hashable, Sendable {
  package enum Severity: String, Codable, Hashable, Sendable {
    /// The file can't be put in force.
    case error
    /// The file can be put in force; under `--strict` a warning is an error.
    case warning
  }

  package var file: String
  /// From 1.
  package var line: Int
  /// From 1, in Unicode scalars.
  package var column: Int
  package var code: DiagnosticCode
  package var severity: Severity
  /// What is wrong.
  package var message: String
  /// What would be right.
  package var remedy: String

  package init(
    file: String, place: Place, code: DiagnosticCode, severity: Severity, message: String, remedy: String
  ) {
    self.file = file
    self.line = place.line
    self.column = place.column
    self.code = code
    self.severity = severity
    self.message = message
    self.remedy = remedy
  }

  package var place: Place { Place(line: line, column: column) }
}

extension Diagnostic: CustomStringConvertible {
  /// `file:line:column: error: message; remedy (code)`, the form that editors and terminals make a link of.
  package var description: String {
    "\(file):\(line):\(column): \(severity.rawValue): \(message); \(remedy) (\(code.rawValue))"
  }
}
