/// What happens when the same request is carried out twice. Every operation declares its class; whoever
/// repeats a request decides by it.
package enum Repetition: String, Sendable, CaseIterable {
  /// Changes nothing: repeated freely.
  case reads
  /// Sets an absolute value: a repeat changes nothing more, unless someone changed it in between.
  case setsAbsolute
  /// Creates under a name of our choice: a repeat is refused, because the name is taken.
  case createsNamed
  /// Has its effect again each time.
  case accumulates

  /// Whether a request whose outcome is unknown may be sent again without looking first.
  var mayRepeatBlindly: Bool { self == .reads }

  /// What the person on call should expect of a request whose outcome is unknown.
  var advice: String {
    switch self {
    case .reads: "Nothing was changed."
    case .setsAbsolute: "It may or may not be in force: look before sending it again."
    case .createsNamed: "It may exist by now: look for its name before sending it again."
    case .accumulates: "It may have had its effect: another try may repeat it."
    }
  }
}
