/// Takes in whose credentials the worker has. Where they are not of the application's account nothing is begun or sent, and
/// nothing runs out, until they are.
enum CallerRules {
  static func take(_ caller: Caller, _ turn: inout Turn) {
    guard !caller.isAsGood(as: turn.state.caller) else { return }
    turn.record(.observation(.callerChanged(caller)))
  }
}

extension ApplicationState {
  /// The account that is asked and acted in: by the file that a running execution began with, else by the one in force.
  package var account: Account? { (runningExecution?.application ?? catalog)?.account }

  /// Why nothing is asked or done in AWS; nil where the credentials are of the application's account, and before whose
  /// they are was asked.
  package var callerFault: String? { account.flatMap { caller?.fault(for: $0) } }

  /// Whether `effect` waits until the credentials are of the right account. People are told all the same, and what lies
  /// outside AWS is looked at.
  func waitsForCaller(_ effect: Effect) -> Bool { effect.action.concernsAccount && callerFault != nil }

  /// When `effect` counts as failed without an answer: not before it was looked at once with the right credentials.
  func expiry(of effect: Effect) -> Instant {
    let expiry = readiness.expiry(of: effect.deadline)
    guard effect.action.concernsAccount, let rightCallerSince else { return expiry }
    return max(expiry, rightCallerSince + Readiness.lastLook)
  }
}
