package import DarumaAWS
package import DarumaCatalog
package import DarumaCore

/// `rds.stop`: stops an RDS instance, such as the old writer that must not come back, or a rehearsal's. That it is stopped
/// is absolute, so a repeat changes nothing. RDS starts it again by itself after seven days.
package enum RDSStop: ActionDefinition {
  package static let name: ActionName = "rds.stop"
  package static let about =
    "Stops an RDS instance, and waits until it stands still. RDS starts it again after seven days."
  package static let resource = ActionKind.ResourceUse.optional([.rdsInstance])
  package static let traits = ActionTraits(
    nature: .changes, idempotency: .absolute, plane: .control("RDS"), services: ["RDS"],
    outputs: ["identifier", "arn"], sentence: "stop RDS instance {instance} in {region}")
  package static let usually = Span.minutes(5)
  package static let undo = Undo.action(RDSStart.name)
}

// MARK: - In an application file

extension RDSStop: CalledAction {
  package static let parameters = PresentDBInstance.parameters
  package static let rules = PresentDBInstance.rules
}

// MARK: - Carried out

extension RDSStop {
  package static func look(_ wanted: Arguments) throws(CloudFault) -> AWSCall { try PresentDBInstance.look(wanted) }

  /// What can't be stopped for what it is, a read replica or a member of a cluster, RDS refuses and says why.
  package static func change(_ wanted: Arguments, _ at: ActionPlace) throws(CloudFault) -> AWSCall {
    AWSCall(
      .rds, "StopDBInstance", .setsAbsolute, ["DBInstanceIdentifier": .text(try PresentDBInstance.name(wanted))])
  }

  package static func changed(_ wanted: Arguments, _ at: ActionPlace) throws(CloudFault) -> [String] {
    try PresentDBInstance.arns(wanted, at)
  }

  package static func judge(
    _ answer: Document, _ wanted: Arguments, _ at: ActionPlace
  ) throws(CloudFault) -> Observation {
    let instance = try PresentDBInstance(answer, wanted, at.region)
    switch (instance.condition, instance.status) {
    case (.stopped, "stopped"): return .done(outputs: instance.named, by: .unknown)
    case (.stopped, "stopping"): return .inProgress("\(instance.identifier) is stopping")
    case (.stopped, _), (.lost, _): throw instance.stuck(notToBe: "stopped")
    case (.usable, _): return .absent
    // RDS stops what is available, and nothing that it is busy with.
    case (.underway, let status):
      return .inProgress("\(instance.identifier) is \(status); it can be stopped when RDS is done with it")
    }
  }
}
