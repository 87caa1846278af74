internal import DarumaCore

/// Names one call in messages: `RDS DescribeDBInstances in us-west-2`.
struct CallLabel: Sendable {
  var name: OperationName
  var region: Region
  /// Where it goes, for messages about not getting there.
  var host: String

  init(_ name: OperationName, region: Region, host: String) {
    self.name = name
    self.region = region
    self.host = host
  }

  var service: AWSService { name.service }
  var permission: String { name.permission }
  var repetition: Repetition { name.repetition }

  var text: String { "\(service.name) \(name.operation) in \(region)" }

  /// `rds.Throttling`: without dynamic parts.
  func code(_ suffix: String) -> String { "\(service.endpointPrefix).\(suffix)" }
}
