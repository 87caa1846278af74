/// One thing that `daruma doctor` has looked at.
struct DoctorFinding: Encodable, Sendable {
  enum Outcome: String, Encodable, Sendable {
    case ok
    /// It works, and may hurt later.
    case warn
    /// A worker is of no use so.
    case fail
  }

  /// What was looked at, in a word.
  var check: String
  var outcome: Outcome
  var message: String
  /// What to do about it; nil where nothing is to be done.
  var remedy: String?

  static func ok(_ check: String, _ message: String) -> DoctorFinding {
    DoctorFinding(check: check, outcome: .ok, message: message, remedy: nil)
  }

  static func warn(_ check: String, _ message: String, _ remedy: String) -> DoctorFinding {
    DoctorFinding(check: check, outcome: .warn, message: message, remedy: remedy)
  }

  static func fail(_ check: String, _ message: String, _ remedy: String) -> DoctorFinding {
    DoctorFinding(check: check, outcome: .fail, message: message, remedy: remedy)
  }
}
