internal import DarumaCore

/// Names one call in messages: `RDS DescribeDBInstances in us-west-2`.
struct CallLabel: Sendable {
  var service: AWSService
  var operation: String
  /// As in an IAM policy.
  var permission: String
  var region: Region
  /// Where it goes, for messages about not getting there.
  var host: String
  var repetition: Repetition

  init<Call: ServiceOperation>(_ type: Call.Type, region: Region, host: String) {
    service = Call.service
    operation = Call.name
    permission = Call.permission
    repetition = Call.repetition
    self.region = region
    self.host = host
  }

  var text: String { "\(service.name) \(operation) in \(region)" }

  /// `rds.Throttling`: without dynamic parts.
  func code(_ suffix: String) -> String { "\(service.endpointPrefix).\(suffix)" }
}
