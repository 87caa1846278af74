package import DarumaCore

/// Makes a new database instance from a snapshot that lies in the same region.
///
/// There is no client token: the instance's identifier is what keeps a repeat from making a second one.
/// Refused with `rds.DBInstanceAlreadyExists` where it is taken, `rds.DBSnapshotNotFound` where there is no
/// such snapshot.
package struct RestoreDBInstanceFromDBSnapshot: QueryOperation {
  package static let service = AWSService.rds
  package static let name = "RestoreDBInstanceFromDBSnapshot"
  package static let repetition = Repetition.createsNamed

  package typealias Answer = DBInstance

  package var instance: String
  /// An identifier or an ARN. A snapshot that another account shares is known by its ARN alone.
  package var snapshot: String
  package var options: RestoredInstanceOptions
  package var tags: [ResourceTag]

  package init(
    instance: String, snapshot: String, options: RestoredInstanceOptions = RestoredInstanceOptions(),
    tags: [ResourceTag] = []
  ) {
    self.instance = instance
    self.snapshot = snapshot
    self.options = options
    self.tags = tags
  }

  package var parameters: QueryParameters {
    var form = QueryParameters()
    form.add("DBInstanceIdentifier", instance)
    form.add("DBSnapshotIdentifier", snapshot)
    form.add("DBInstanceClass", options.instanceClass)
    form.add("DBSubnetGroupName", options.subnetGroup)
    form.add(list: "VpcSecurityGroupIds", of: "VpcSecurityGroupId", options.securityGroups)
    form.add("DBParameterGroupName", options.parameterGroup)
    form.add("OptionGroupName", options.optionGroup)
    form.add("MultiAZ", options.multiAZ)
    form.add("PubliclyAccessible", options.publiclyAccessible)
    form.add(structures: "Tags", of: "Tag", tags.map(\.parameters))
    return form
  }

  package static func answer(in result: XMLTree) throws(WireFormatError) -> DBInstance {
    try DBInstance(try result.required("DBInstance"))
  }

  package func check(_ answer: DBInstance, in region: Region) throws(WireFormatError) {
    try answer.check(named: instance, in: region)
  }
}
