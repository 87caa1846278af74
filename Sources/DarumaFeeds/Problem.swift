/// Why a record, or one element of it, could not be turned into signals: a stable code, the place, what is
/// wrong there, and what would be right.
package struct Problem: Error, Hashable, Sendable {
  package let code: Code
  /// Where in the record: `detail.state`, `Records[1].Sns.Message.StateChangeTime`. Empty for the record as a
  /// whole.
  package let place: String
  /// `expected text, found number`.
  package let reason: String
  /// What would be right, or what to do.
  package let remedy: String
  /// The feed that was reading; nil where the record was not recognised.
  package internal(set) var feed: Feed?

  init(_ code: Code, at place: String, _ reason: String, remedy: String) {
    self.code = code
    self.place = place
    self.reason = reason
    self.remedy = remedy
  }

  init(_ code: Code, at value: JSONValue, _ reason: String, remedy: String) {
    self.init(code, at: value.path, reason, remedy: remedy)
  }

  init(_ fault: JSONFault, in place: JSONDocument.Place) {
    let explanation = fault.code.explanation
    let outer = place.description
    self.init(
      Code(rawValue: fault.code.rawValue) ?? .unknownShape,
      at: outer.isEmpty ? "byte \(fault.offset)" : outer + ": byte \(fault.offset)",
      explanation.reason, remedy: explanation.remedy)
  }
}

extension Problem: CustomStringConvertible {
  /// `detail.state: expected text, found number (write the state as text)`.
  package var description: String {
    (place.isEmpty ? "" : place + ": ") + reason + (remedy.isEmpty ? "" : " (" + remedy + ")")
  }
}
