package import DarumaAWS
package import DarumaCatalog
package import DarumaCore

/// `rds.start`: starts a stopped RDS instance, and waits until it takes connections. That it runs is absolute, so a repeat
/// changes nothing.
package enum RDSStart: ActionDefinition {
  package static let name: ActionName = "rds.start"
  package static let about = "Starts a stopped RDS instance, and waits until it takes connections."
  package static let resource = ActionKind.ResourceUse.optional([.rdsInstance])
  package static let traits = ActionTraits(
    nature: .changes, idempotency: .absolute, plane: .control("RDS"), services: ["RDS"],
    outputs: PresentDBInstance.outputs, sentence: "start RDS instance {instance} in {region}")
  package static let usually = Span.minutes(10)
  package static let undo = Undo.action(RDSStop.name)
}

// MARK: - In an application file

extension RDSStart: CalledAction {
  package static let parameters = PresentDBInstance.parameters
  package static let rules = PresentDBInstance.rules
}

// MARK: - Carried out

extension RDSStart {
  /// Stopped by RDS itself, because its key could not be used; it is started like any other once the key can be.
  private static let stoppedForItsKey = "inaccessible-encryption-credentials-recoverable"

  package static func look(_ wanted: Arguments) throws(CloudFault) -> AWSCall { try PresentDBInstance.look(wanted) }

  package static func change(_ wanted: Arguments, _ at: ActionPlace) throws(CloudFault) -> AWSCall {
    AWSCall(
      .rds, "StartDBInstance", .setsAbsolute, ["DBInstanceIdentifier": .text(try PresentDBInstance.name(wanted))])
  }

  package static func changed(_ wanted: Arguments, _ at: ActionPlace) throws(CloudFault) -> [String] {
    try PresentDBInstance.arns(wanted, at)
  }

  package static func judge(
    _ answer: Document, _ wanted: Arguments, _ at: ActionPlace
  ) throws(CloudFault) -> Observation {
    let instance = try PresentDBInstance(answer, wanted, at.region)
    switch (instance.condition, instance.status) {
    case (.usable, _): return instance.inService()
    case (.stopped, "stopped"), (.lost, stoppedForItsKey): return .absent
    case (.stopped, "stopping"):
      return .inProgress("\(instance.identifier) is stopping; it can be started when it is stopped")
    case (.stopped, _), (.lost, _): throw instance.stuck(notToBe: "started")
    case (.underway, let status): return .inProgress("\(instance.identifier) is \(status)")
    }
  }
}
