import DarumaAWS
import DarumaCatalog

/// What can be switched is on or off: the key `state` of actions that switch something.
enum SwitchState: String, Sendable, CaseIterable {
  case enabled, disabled

  private static let name = "state"

  /// - Parameter meaning: What the two words mean for what is switched.
  static func key(_ meaning: String) -> Key<String> {
    .required(name, Form<SwitchState>.choice().map(\.rawValue), "`enabled` or `disabled`: \(meaning)")
  }

  /// What is asked for.
  static func wanted(_ arguments: Arguments) throws(CloudFault) -> SwitchState {
    guard let state = SwitchState(rawValue: try arguments.text(name)) else {
      throw arguments.fault(name, "is neither enabled nor disabled")
    }
    return state
  }
}
