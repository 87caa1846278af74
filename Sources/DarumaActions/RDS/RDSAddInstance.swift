package import DarumaAWS
package import DarumaCatalog
package import DarumaCore

/// `rds.addInstance`: gives an RDS cluster an instance, and waits until it takes connections. The first one of a restored
/// cluster becomes its writer. RDS takes no client token, so the instance's identifier and tags are what ties it to its
/// effect.
package enum RDSAddInstance: ActionDefinition {
  package static let name: ActionName = "rds.addInstance"
  package static let about = "Gives an RDS cluster an instance, and waits until it takes connections."
  package static let resource = ActionKind.ResourceUse.required([.rdsCluster])
  package static let traits = ActionTraits(
    nature: .creates, idempotency: .named, plane: .control("RDS"), services: ["RDS"],
    outputs: PresentDBInstance.outputs, sentence: "add instance {identifier} to RDS cluster {cluster} in {region}")
  package static let usually = Span.minutes(10)
  package static let undo = Undo.action(RDSDelete.name)
}

// MARK: - In an application file

extension RDSAddInstance: CalledAction {
  /// Of a cluster: what RDS takes.
  private static let mostInstances = 16
  private static let lowestTier = 15

  private static let engine = Key.required(
    "engine", Form<String>.rdsEngine, "The database engine, that of the cluster.")
  private static let instanceClass = Key.required(
    "instanceClass", Form<String>.rdsInstanceClass, "The instance class.")
  private static let number = Key.optional(
    "number", Form<Int>.count(1...mostInstances),
    "Stands at the end of its name, to tell it from others that the plan adds; 1 without it.")
  private static let parameterGroup = Key.optional(
    "parameterGroup", Form<String>.rdsParameterGroup(of: "the region where the step acts"),
    "The DB parameter group; the engine's default without it.")
  private static let publiclyAccessible = Key.optional(
    "publiclyAccessible", Form<Bool>.boolean, "Whether it has a public address; false without it.")
  private static let promotionTier = Key.optional(
    "promotionTier", Form<Int>.count(0...lowestTier),
    "How soon it becomes the writer where that one fails, 0 first; 1 without it.")

  private static let identifier = "identifier"

  package static let parameters: [Parameter] =
    PresentDBCluster.parameters + [
      .text(engine), .text(instanceClass), .fixed(name(numbered: 1), as: identifier),
      .made(of: number, as: identifier) { name(numbered: $0) }, .text(parameterGroup), .bool(publiclyAccessible),
      .count(promotionTier),
    ]
  package static let rules = PresentDBCluster.rules

  private static func name(numbered number: Int) -> Document {
    let ending = "-\(number)"
    return .blank(
      .joined([.blank(.name(longest: PresentDBInstance.longestIdentifier - ending.count)), .text(ending)]))
  }
}

// MARK: - Carried out

extension RDSAddInstance {
  package static let saysAbsent: Set<String> = [RDSFaultCode.instanceNotFound]
  package static let saysRepeated: Set<String> = [RDSFaultCode.instanceAlreadyExists]

  package static func look(_ wanted: Arguments) throws(CloudFault) -> AWSCall {
    PresentDBInstance.look(for: try wanted.text(identifier))
  }

  package static func preconditions(_ wanted: Arguments, _ at: ActionPlace) throws(CloudFault) -> [Precondition] {
    [try wanted.optionalText(parameterGroup.name).map { RestoreNeeds.parameterGroup($0) }].compactMap(\.self)
  }

  package static func change(_ wanted: Arguments, _ at: ActionPlace) throws(CloudFault) -> AWSCall {
    let input: [String: Document] = .parameters([
      "DBInstanceIdentifier": .text(try wanted.text(identifier)),
      "DBClusterIdentifier": .text(try PresentDBCluster.name(wanted)), "Engine": .text(try wanted.text(engine.name)),
      "DBInstanceClass": .text(try wanted.text(instanceClass.name)),
      "DBParameterGroupName": Document(try wanted.optionalText(parameterGroup.name)),
      "PubliclyAccessible": .bool(try wanted.optionalBool(publiclyAccessible.name) ?? false),
      "PromotionTier": try wanted.optionalInteger(promotionTier.name).map { Document($0) }, "Tags": at.mark.tagList,
    ])
    return AWSCall(.rds, "CreateDBInstance", .createsNamed, .object(input))
  }

  package static func changed(_ wanted: Arguments, _ at: ActionPlace) throws(CloudFault) -> [String] {
    ["db:*", "cluster:\(try PresentDBCluster.name(wanted))", "subgrp:*", "pg:*", "og:*"].map { at.arn("rds", $0) }
  }

  package static func furtherPermissions(
    _ wanted: Arguments, _ at: ActionPlace
  ) throws(CloudFault) -> [Permission] {
    [.tagging(at.arn("rds", "db:*"), at)]
  }

  package static func judge(
    _ answer: Document, _ wanted: Arguments, _ at: ActionPlace
  ) throws(CloudFault) -> Observation {
    let instance = try PresentDBInstance(answer, named: try wanted.text(identifier), at.region)
    let seen = try instance.made(at)
    if case .conflict = seen { return seen }
    let cluster = try PresentDBCluster.name(wanted)
    guard instance["DBClusterIdentifier"]?.text?.lowercased() == cluster.lowercased() else {
      throw .unreadable(.rds, "does not say of \(instance.identifier) that it belongs to cluster \(cluster)")
    }
    return seen
  }

  package static func explain(
    _ fault: CloudFault, _ wanted: Arguments, _ at: ActionPlace
  ) throws(CloudFault) -> CloudFault {
    guard fault.code == RDSFaultCode.clusterNotFound else { return fault }
    return CloudFault(
      kind: .refused, code: fault.code,
      message: "\(fault.message) Restore the cluster before (rds.restoreCluster), or correct `cluster` in the plan.",
      isRetriable: false)
  }
}
