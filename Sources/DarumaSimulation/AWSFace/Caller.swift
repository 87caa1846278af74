/// Who calls, where and when; hands operations to the cloud.
struct Caller: Sendable {
  let host: CloudHost
  let service: CloudService
  let region: String
  let accessKey: String
  /// Milliseconds since the epoch.
  let now: Int64

  /// Whose resources are called upon.
  var account: String { host.account }
  var place: Place { Place(region: region, account: account) }

  func call<Operation: CloudOperation>(_ operation: Operation) -> Reply<Operation.Output> {
    host.call(operation, in: region, now: now)
  }

  /// Records a call that was refused before it could become an operation: an unknown action, a missing
  /// member.
  ///
  /// - Returns: the request id for the answer.
  func refuse(_ operation: String, _ error: CloudError) -> String {
    host.withCloud { [self] in
      $0.refuse(operation, of: service, error, in: region, now: now)
    }
  }
}
