package import DarumaAWS
package import DarumaCatalog
package import DarumaCore

/// `rds.restoreCluster`: an RDS cluster from a snapshot that lies in the same region. It takes connections once it has an
/// instance (`rds.addInstance`). RDS takes no client token, so the cluster's identifier and tags are what ties it to its
/// effect.
package enum RDSRestoreCluster: ActionDefinition {
  package static let name: ActionName = "rds.restoreCluster"
  package static let about =
    "Restores an RDS cluster from the newest snapshot that can be used; rds.addInstance gives it its instances."
  package static let resource = ActionKind.ResourceUse.required([.rdsCluster])
  package static let traits = ActionTraits(
    nature: .creates, idempotency: .named, plane: .control("RDS"),
    restores: RestoreTrait(
      PointKind(
        of: .rdsCluster, service: "rds", pointType: "cluster-snapshot", words: "snapshots of the RDS cluster itself")),
    services: ["RDS"], outputs: PresentDBCluster.outputs,
    sentence: "restore cluster {identifier} from {point} in {region}")
  package static let usually = Span.minutes(15)
  package static let undo = Undo.byHand(
    "delete cluster {identifier} in {region} and its instances once nothing uses it")
}

// MARK: - In an application file

extension RDSRestoreCluster: CalledAction {
  private static let place = "the region where the step acts"

  private static let engine = Key.required(
    "engine", Form<String>.rdsEngine, "The database engine, that of the snapshot.")
  private static let subnetGroup = Key.optional(
    "subnetGroup", Form<String>.rdsSubnetGroup(of: place),
    "The DB subnet group in \(place); the default VPC's without it.")
  private static let securityGroups = Key.optional(
    "securityGroups", Form<[String]>.securityGroups(of: place),
    "The VPC security groups in \(place); the default one without it.")
  private static let parameterGroup = Key.optional(
    "parameterGroup", Form<String>.rdsParameterGroup(of: place),
    "The cluster parameter group in \(place); the engine's default without it.")
  private static let kmsKey = Key.optional(
    "kmsKey", Form<String>.kmsKey, "The key that it is encrypted with; that of the snapshot without it.")
  private static let deletionProtection = Key.optional(
    "deletionProtection", Form<Bool>.boolean, "Whether it is kept from being deleted; false without it.")

  private static let identifier = "identifier"
  private static let point = "point"

  package static let parameters: [Parameter] = [
    .text(engine), .text(subnetGroup), .texts(securityGroups), .text(parameterGroup), .text(kmsKey),
    .bool(deletionProtection), .blank(.point, as: point),
    .blank(.name(longest: PresentDBInstance.longestIdentifier), as: identifier),
  ]

  package static func check(_ given: GivenParameters, in setting: ActionSetting, _ findings: Findings) {
    RestoredInstanceKeys.checkNetwork(
      subnetGroup: given.values[subnetGroup.name] != nil, securityGroups: given.values[securityGroups.name] != nil,
      in: setting, findings)
  }
}

// MARK: - Carried out

extension RDSRestoreCluster {
  package static let saysAbsent: Set<String> = [RDSFaultCode.clusterNotFound]
  package static let saysRepeated: Set<String> = ["rds.DBClusterAlreadyExists"]

  package static func look(_ wanted: Arguments) throws(CloudFault) -> AWSCall {
    PresentDBCluster.look(for: try wanted.text(identifier))
  }

  package static func change(_ wanted: Arguments, _ at: ActionPlace) throws(CloudFault) -> AWSCall {
    let groups = try wanted.texts(securityGroups.name)
    let snapshot = try SnapshotReference.resolve(
      RecoveryPointID(try wanted.text(point)), ofA: .cluster, in: at.region, for: at.effect.action.name)
    let input: [String: Document] = .parameters([
      "DBClusterIdentifier": .text(try wanted.text(identifier)), "SnapshotIdentifier": .text(snapshot),
      "Engine": .text(try wanted.text(engine.name)),
      "DBSubnetGroupName": Document(try wanted.optionalText(subnetGroup.name)),
      "VpcSecurityGroupIds": groups.isEmpty ? nil : Document(groups),
      "DBClusterParameterGroupName": Document(try wanted.optionalText(parameterGroup.name)),
      "KmsKeyId": Document(try wanted.optionalText(kmsKey.name)),
      "DeletionProtection": Document(try wanted.optionalBool(deletionProtection.name)), "Tags": at.mark.tagList,
    ])
    return AWSCall(.rds, "RestoreDBClusterFromSnapshot", .createsNamed, .object(input))
  }

  package static func changed(_ wanted: Arguments, _ at: ActionPlace) throws(CloudFault) -> [String] {
    ["cluster:*", "cluster-snapshot:*", "subgrp:*", "cluster-pg:*", "og:*"].map { at.arn("rds", $0) }
  }

  package static func furtherPermissions(
    _ wanted: Arguments, _ at: ActionPlace
  ) throws(CloudFault) -> [Permission] {
    [.tagging(at.arn("rds", "cluster:*"), at)] + Permission.grants(in: at)
  }

  package static func preconditions(
    _ wanted: Arguments, _ at: ActionPlace
  ) throws(CloudFault) -> [Precondition] {
    let network = RestoredInstanceOptions(
      subnetGroup: try wanted.optionalText(subnetGroup.name), securityGroups: try wanted.texts(securityGroups.name))
    let group = try wanted.optionalText(parameterGroup.name).map { RestoreNeeds.clusterParameterGroup($0) }
    return RestoreNeeds.of(network)
      + [group, RestoreNeeds.snapshot(try wanted.text(point), of: .cluster)].compactMap(\.self)
  }

  package static func judge(
    _ answer: Document, _ wanted: Arguments, _ at: ActionPlace
  ) throws(CloudFault) -> Observation {
    try PresentDBCluster(answer, named: try wanted.text(identifier), in: at.region).made(at)
  }

  package static func explain(
    _ fault: CloudFault, _ wanted: Arguments, _ at: ActionPlace
  ) throws(CloudFault) -> CloudFault {
    guard [DBSnapshotKind.instance.missing, DBSnapshotKind.cluster.missing].contains(fault.code) else { return fault }
    return SnapshotReference.missing(RecoveryPointID(try wanted.text(point)), in: at.region, fault)
  }
}
