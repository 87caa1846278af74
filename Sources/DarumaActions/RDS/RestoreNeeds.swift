internal import DarumaAWS
internal import DarumaCore

/// What must be there in a region before RDS restores an instance into it.
enum RestoreNeeds {
  static func of(_ options: RestoredInstanceOptions) -> [Precondition] {
    [
      options.subnetGroup.map(subnetGroup), options.parameterGroup.map(parameterGroup),
      options.optionGroup.map(optionGroup),
    ].compactMap(\.self) + options.securityGroups.map { Precondition.securityGroup($0) }
  }

  static func clusterParameterGroup(_ name: String) -> Precondition {
    named(
      "cluster parameter group", name, "DescribeDBClusterParameterGroups", "DBClusterParameterGroupName",
      "DBClusterParameterGroups", missing: "rds.DBParameterGroupNotFound")
  }

  /// What a moment of `instance` is restored from.
  static func backups(of instance: ARN, in region: Region) -> Precondition {
    Precondition(
      "automated backups of \(instance.resourceName)", AutomatedBackup.look(for: instance), missing: [],
      remedy: "have them made there (rds.modify), or replicated (rds.replicateBackups)"
    ) { answer in
      do throws(CloudFault) {
        let backups = try AutomatedBackup.list(answer, of: instance, in: region)
        return AutomatedBackup.best(of: backups, for: nil) == nil
          ? .unmet("RDS lists none that can be restored from") : .met
      } catch {
        return .unclear(error.message)
      }
    }
  }

  /// None where no point is chosen yet.
  static func snapshot(_ point: RecoveryPointID, in region: Region) throws(CloudFault) -> [Precondition] {
    guard !Document.text(point.rawValue).holdsPlaceholder else { return [] }
    return [snapshot(try SnapshotReference.resolve(point, in: region))]
  }

  static func snapshot(_ reference: String, of kind: DBSnapshotKind = .instance) -> Precondition {
    // An own snapshot is asked for by its name; RDS takes ARNs only of those that others share.
    let arn = ARN(reference)
    let name = arn.isWellFormed ? arn.resourceName : reference
    return Precondition(
      "snapshot \(reference)",
      kind.look(for: name), missing: [kind.missing], remedy: "`daruma status --points` names those that can be used"
    ) { answer in
      guard let snapshots = answer.list(kind.list) else { return .unclear("RDS lists no snapshots") }
      guard
        let snapshot = snapshots.first(where: {
          [$0[kind.arn]?.text, $0[kind.identifier]?.text].contains(reference)
        })
      else { return .unmet("RDS lists none of that name") }
      return Precondition.state("Status", ["available"])(snapshot)
    }
  }

  static func subnetGroup(_ name: String) -> Precondition {
    named(
      "subnet group", name, "DescribeDBSubnetGroups", "DBSubnetGroupName", "DBSubnetGroups",
      missing: "rds.DBSubnetGroupNotFound")
  }

  static func parameterGroup(_ name: String) -> Precondition {
    named(
      "parameter group", name, "DescribeDBParameterGroups", "DBParameterGroupName", "DBParameterGroups",
      missing: "rds.DBParameterGroupNotFound")
  }

  static func optionGroup(_ name: String) -> Precondition {
    named(
      "option group", name, "DescribeOptionGroups", "OptionGroupName", "OptionGroupsList",
      missing: "rds.OptionGroupNotFound")
  }

  private static func named(
    _ what: String, _ name: String, _ operation: String, _ member: String, _ list: String, missing: String
  ) -> Precondition {
    // RDS writes names of groups in small letters.
    .listed(
      what, name, AWSCall(.rds, operation, .reads, .object([member: .text(name)])), in: list, by: member,
      missing: [missing], anyCase: true)
  }
}
