internal import DarumaAWS
internal import DarumaCore

/// What must be there in a region before RDS restores an instance into it.
enum RestoreNeeds {
  static func of(_ options: RestoredInstanceOptions) -> [Precondition] {
    var needs: [Precondition] = []
    if let name = options.subnetGroup {
      needs.append(
        named(
          "subnet group", name, "DescribeDBSubnetGroups", "DBSubnetGroupName", "DBSubnetGroups",
          missing: "rds.DBSubnetGroupNotFound"))
    }
    if let name = options.parameterGroup {
      needs.append(
        named(
          "parameter group", name, "DescribeDBParameterGroups", "DBParameterGroupName", "DBParameterGroups",
          missing: "rds.DBParameterGroupNotFound"))
    }
    if let name = options.optionGroup {
      needs.append(
        named(
          "option group", name, "DescribeOptionGroups", "OptionGroupName", "OptionGroupsList",
          missing: "rds.OptionGroupNotFound"))
    }
    needs += options.securityGroups.map(securityGroup)
    return needs
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
        return AutomatedBackup.best(of: backups, for: nil) == nil ? "RDS lists none that can be restored from" : nil
      } catch {
        return error.message
      }
    }
  }

  static func snapshot(_ reference: String, of kind: DBSnapshotKind = .instance) -> Precondition {
    // An own snapshot is asked for by its name; RDS takes ARNs only of those that others share.
    let arn = ARN(reference)
    let name = arn.isWellFormed ? arn.resourceName : reference
    return Precondition(
      "snapshot \(reference)",
      kind.look(for: name), missing: [kind.missing], remedy: "`daruma status --points` names those that can be used"
    ) { answer in
      guard let snapshots = answer.list(kind.list) else { return "RDS lists no snapshots" }
      guard
        let snapshot = snapshots.first(where: {
          [$0[kind.arn]?.text, $0[kind.identifier]?.text].contains(reference)
        })
      else { return "RDS lists none of that name" }
      guard let status = snapshot["Status"]?.text else { return "RDS does not say its status" }
      return status == "available" ? nil : "is \(status)"
    }
  }

  private static func named(
    _ what: String, _ name: String, _ operation: String, _ member: String, _ list: String, missing: String
  ) -> Precondition {
    Precondition(
      "\(what) \(name)", AWSCall(.rds, operation, .reads, .object([member: .text(name)])), missing: [missing],
      remedy: "create it there, or correct the plan"
    ) { answer in
      guard let found = answer.list(list) else { return "RDS lists none" }
      // RDS writes names of groups in small letters.
      return found.contains { $0[member]?.text?.lowercased() == name.lowercased() }
        ? nil : "RDS lists none of that name"
    }
  }

  private static func securityGroup(_ id: String) -> Precondition {
    Precondition(
      "security group \(id)", AWSCall(.ec2, "DescribeSecurityGroups", .reads, ["GroupId": [.text(id)]]),
      missing: ["ec2.InvalidGroup.NotFound", "ec2.InvalidGroupId.Malformed"],
      remedy: "create it there, or correct the plan"
    ) { answer in
      guard let groups = answer.list("securityGroupInfo") else { return "EC2 lists none" }
      return groups.contains { $0["groupId"]?.text == id } ? nil : "EC2 lists none of that id"
    }
  }
}
