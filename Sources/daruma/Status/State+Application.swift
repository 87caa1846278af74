import DarumaCatalog
import DarumaCore

extension State {
  /// The application that a person names.
  ///
  /// - Throws: ``CommandFailure`` that says which there are, or which may be meant. What stands for resources in no
  ///   application is none.
  func application(named name: String) throws -> ApplicationState {
    if let found = applications[ApplicationName(name)], found.name != .none { return found }
    let known = applications.keys.filter { $0 != .none }.map(\.rawValue).sorted()
    throw CommandFailure(
      "the journal knows no application \(name); " + NearMiss.remedy(name, among: known, whatIsKnown: "application"))
  }
}
