/// One call as the log keeps it.
package struct Call: Sendable, Equatable {
  /// Counts from 1 over the life of the cloud.
  package let number: Int
  /// Milliseconds since the epoch.
  package let at: Int64
  package let service: CloudService
  package let operation: String
  package let region: String
  package let parameters: [String: String]
  /// Labels of the faults that struck this call.
  package let faults: [String]
  package let deed: Deed
  package let arrived: Arrival
}

/// What the cloud did.
package enum Deed: Sendable, Equatable {
  /// Carried out.
  case done
  /// Answered with an error of this code; nothing changed.
  case refused(String)
  /// The call never reached the service.
  case notReached
}

/// What came back to the caller.
package enum Arrival: Sendable, Equatable {
  case answer
  case error(String)
  /// The connection broke or was refused.
  case nothing
  /// The caller is left waiting.
  case silence

  init<Output>(of delivery: Delivery<Output>) {
    self =
      switch delivery {
      case .answered: .answer
      case .refused(let error, _): .error(error.code)
      case .cut, .unreachable: .nothing
      case .silent: .silence
      }
  }
}
