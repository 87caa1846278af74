package import DarumaAWS
package import DarumaCatalog
package import DarumaCore

/// `rds.snapshotCluster`: takes a snapshot of an RDS cluster, and waits until it can be restored from. RDS takes no client
/// token, so the snapshot's identifier and tags are what ties it to its effect.
package enum RDSSnapshotCluster: ActionDefinition {
  package static let name: ActionName = "rds.snapshotCluster"
  package static let about = "Takes a snapshot of an RDS cluster, and waits until it can be restored from."
  package static let resource = ActionKind.ResourceUse.required([.rdsCluster])
  package static let traits = ActionTraits(
    nature: .creates, idempotency: .named, plane: .control("RDS"), services: ["RDS"], outputs: MadeDBSnapshot.outputs,
    sentence: "take snapshot {identifier} of RDS cluster {cluster} in {region}")
  package static let usually = Span.minutes(5)
  package static let undo = Undo.byHand("delete cluster snapshot {identifier} in {region} once nobody needs it")
}

// MARK: - In an application file

extension RDSSnapshotCluster: CalledAction {
  package static let parameters = PresentDBCluster.parameters + [.snapshotIdentifier]
  package static let rules = PresentDBCluster.rules
}

// MARK: - Carried out

extension RDSSnapshotCluster {
  private static let kind = DBSnapshotKind.cluster

  package static let saysAbsent: Set<String> = [kind.missing]
  package static let saysRepeated: Set<String> = [kind.taken]

  package static func look(_ wanted: Arguments) throws(CloudFault) -> AWSCall {
    kind.look(for: try wanted.text("identifier"))
  }

  package static func change(_ wanted: Arguments, _ at: ActionPlace) throws(CloudFault) -> AWSCall {
    AWSCall(
      .rds, kind.creation, .createsNamed,
      [
        kind.identifier: .text(try wanted.text("identifier")), kind.source: .text(try PresentDBCluster.name(wanted)),
        "Tags": at.mark.tagList,
      ])
  }

  package static func changed(_ wanted: Arguments, _ at: ActionPlace) throws(CloudFault) -> [String] {
    [at.arn("rds", "cluster:\(try PresentDBCluster.name(wanted))"), at.arn("rds", "cluster-snapshot:*")]
  }

  package static func furtherPermissions(
    _ wanted: Arguments, _ at: ActionPlace
  ) throws(CloudFault) -> [Permission] {
    [.tagging(at.arn("rds", "cluster-snapshot:*"), at)]
  }

  package static func judge(
    _ answer: Document, _ wanted: Arguments, _ at: ActionPlace
  ) throws(CloudFault) -> Observation {
    try MadeDBSnapshot(answer, kind, named: try wanted.text("identifier"), in: at.region).judge(at)
  }
}
