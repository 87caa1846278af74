package import DarumaAWS
internal import DarumaCatalog
package import DarumaCore

/// One request that an action may send, as a dry run shows it and an IAM policy allows it.
package struct PlannedCall: Sendable {
  /// As people call it: `RDS`; of an address that is not AWS's, its host.
  package var service: String
  /// `RestoreDBInstanceFromDBSnapshot`; of an address, the method.
  package var operation: String
  /// Method and path, with members in braces, of a call of a REST protocol that is written so.
  package var line: String?
  /// Whether it changes something, or only looks.
  package var changes: Bool
  /// Where it is sent, and signed for; nil for an address.
  package var region: Region?
  /// What is sent, as the service's API reference calls it.
  package var input: Document
  package var permissions: [Permission]

  /// - Parameters:
  ///   - region: Where the step acts. A service that has one address for all regions is asked there.
  ///   - resources: ARNs that the permission is bound to.
  ///   - condition: What it is bound to besides; of what is made, ``ActionPlace/marked``.
  ///   - further: What the service asks for beside the operation itself.
  package init(
    _ call: AWSCall, in region: Region, on resources: [String] = ["*"], if condition: Permission.Condition? = nil,
    and further: [Permission] = []
  ) {
    service = call.service.name
    operation = call.operation
    line = call.rest?.line.text
    changes = call.repetition != .reads
    self.region = call.service.home(for: region)
    input = call.input
    permissions = [Permission(call.permission, on: resources, if: condition)] + further
  }

  /// The same for an operation with a type of its own.
  package init<Operation: ServiceOperation>(
    _ operation: Operation, in region: Region, on resources: [String] = ["*"],
    if condition: Permission.Condition? = nil, and further: [Permission] = []
  ) throws(CloudFault) {
    service = Operation.service.name
    self.operation = Operation.name
    changes = Operation.repetition != .reads
    self.region = Operation.service.home(for: region)
    do throws(WireFormatError) {
      input = try operation.input()
    } catch {
      throw CloudFault(
        kind: .refused, code: "action.unwritable",
        message: "\(Operation.name) of \(Operation.service.name) can't be written: \(error.reason).", isRetriable: false
      )
    }
    permissions = [Permission(Operation.permission, on: resources, if: condition)] + further
  }

  /// A message to people over a topic, which the worker sends beside what plans do.
  package init(publishingTo topic: ARN) {
    self.init(
      AWSCall(.sns, "Publish", .accumulates, ["TopicArn": .text(topic.rawValue)]), in: topic.region,
      on: [topic.rawValue])
  }

  /// A visit of an address that is not AWS's.
  package init(_ method: String, _ address: String, changes: Bool) {
    service = WebAddress(address)?.host ?? address
    operation = method
    self.changes = changes
    input = ["url": .text(address)]
    permissions = []
  }
}
