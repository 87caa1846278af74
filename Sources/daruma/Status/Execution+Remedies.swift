import DarumaCore

extension Execution {
  /// What a person types so that it goes on, or ends; empty where it does by itself.
  var remedies: [String] {
    let name = application.name
    switch machine.state {
    case .pausedByFailedStep(let step):
      return [
        "once the reason is mended: daruma retry \(name) --step \(step) --by YOU",
        "if a person has done it: daruma skip \(name) --step \(step) --comment WHY --by YOU",
        "to give it up: daruma abort \(name) --by YOU",
      ]
    case .pausedByOperator: return ["to go on: daruma resume \(name) --execution \(id) --by YOU"]
    case .awaitingApproval: return ["daruma approve \(name) --by YOU --role ROLE, or daruma deny \(name) --by YOU"]
    case .pending, .running, .verifying, .stopping, .succeeded, .failed, .aborted: return []
    }
  }
}
