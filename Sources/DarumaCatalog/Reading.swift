package import DarumaCore

/// What came of reading one application file.
package struct Reading: Sendable {
  package let file: String
  /// Nil exactly where there is an error.
  package private(set) var application: Application?
  /// In the order of the file.
  package private(set) var diagnostics: [Diagnostic]
  /// Also where the rest is unusable.
  let name: Located<ApplicationName>?
  /// What its steps have to themselves.
  let claims: [Claim]

  init(
    file: String, application: Application?, name: Located<ApplicationName>?, claims: [Claim], diagnostics: [Diagnostic]
  ) {
    self.file = file
    self.application = application
    self.name = name
    self.claims = claims
    self.diagnostics = diagnostics
  }

  package var hasErrors: Bool { diagnostics.contains { $0.severity == .error } }

  mutating func refuse(_ diagnostic: Diagnostic) {
    application = nil
    diagnostics.append(diagnostic)
  }
}
