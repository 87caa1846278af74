/// Which operation is called, as far as faults, tries and addresses depend on it.
struct OperationName: Sendable, Hashable {
  var service: AWSService
  /// As the service calls it.
  var operation: String
  /// As in an IAM policy.
  var permission: String
  var repetition: Repetition

  init<Call: ServiceOperation>(_ type: Call.Type) {
    service = Call.service
    operation = Call.name
    permission = Call.permission
    repetition = Call.repetition
  }

  init(_ call: AWSCall) {
    service = call.service
    operation = call.operation
    permission = call.permission
    repetition = call.repetition
  }
}
