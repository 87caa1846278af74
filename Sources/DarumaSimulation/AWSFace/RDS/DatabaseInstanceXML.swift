/// A DB instance as RDS writes it. Member names from the `DBInstance` type of the RDS API reference.
enum DatabaseInstanceXML {
  static func element(_ instance: DatabaseInstance) -> XMLTree {
    XMLTree(
      "DBInstance", members: identity(instance) + settings(instance.settings) + groups(instance))
  }

  private static func identity(_ instance: DatabaseInstance) -> [XMLTree?] {
    [
      .text("DBInstanceIdentifier", instance.identifier),
      .text("DBInstanceArn", instance.arn),
      .text("DbiResourceId", instance.resourceID),
      .text("DBInstanceStatus", instance.status),
      .time("InstanceCreateTime", instance.createdAt),
      .time("LatestRestorableTime", instance.latestRestorableTime),
      instance.endpointAddress.map { address in
        XMLTree("Endpoint", members: [.text("Address", address), .number("Port", instance.settings.port)])
      },
      .text("ReadReplicaSourceDBInstanceIdentifier", instance.replicaSource),
      XMLTree(
        "PendingModifiedValues",
        members: [
          .text("DBInstanceClass", instance.pending.instanceClass),
          instance.pending.isMultiAZ.map { .flag("MultiAZ", $0) },
          .number("BackupRetentionPeriod", instance.pending.backupRetentionDays),
        ]),
      DatabaseTagsXML.element(instance.tags),
    ]
  }

  private static func settings(_ settings: DatabaseSettings) -> [XMLTree?] {
    [
      .text("DBInstanceClass", settings.instanceClass),
      .text("Engine", settings.engine),
      .text("EngineVersion", settings.engineVersion),
      .number("AllocatedStorage", settings.allocatedStorageGiB),
      .text("MasterUsername", settings.masterUsername),
      .text("DBName", settings.databaseName),
      .text("StorageType", settings.storageType),
      .text("LicenseModel", settings.licenseModel),
      .flag("StorageEncrypted", settings.isEncrypted),
      .text("KmsKeyId", settings.kmsKeyID),
      .flag("MultiAZ", settings.isMultiAZ),
      .flag("PubliclyAccessible", settings.isPubliclyAccessible),
      .flag("AutoMinorVersionUpgrade", settings.upgradesMinorVersions),
      .flag("CopyTagsToSnapshot", settings.copiesTagsToSnapshots),
      .flag("DeletionProtection", settings.isDeletionProtected),
      .number("BackupRetentionPeriod", settings.backupRetentionDays),
      .text("PreferredBackupWindow", settings.backupWindow),
      .text("AvailabilityZone", settings.availabilityZone),
      .number("DbInstancePort", 0),
    ]
  }

  private static func groups(_ instance: DatabaseInstance) -> [XMLTree?] {
    let (settings, state) = (instance.settings, instance.groups)
    let security =
      settings.securityGroups.map { ($0, state.adding.contains($0) ? "adding" : "active") }
      + state.removing.map { ($0, "removing") }
    return [
      settings.subnetGroup.map { name in
        XMLTree(
          "DBSubnetGroup",
          members: [.text("DBSubnetGroupName", name), .text("SubnetGroupStatus", "Complete")])
      },
      XMLTree(
        "VpcSecurityGroups",
        security.map { id, status in
          XMLTree(
            "VpcSecurityGroupMembership",
            members: [.text("VpcSecurityGroupId", id), .text("Status", status)])
        }),
      settings.parameterGroup.map { name in
        XMLTree(
          "DBParameterGroups",
          [
            XMLTree(
              "DBParameterGroup",
              members: [
                .text("DBParameterGroupName", name), .text("ParameterApplyStatus", state.parameters.rawValue),
              ])
          ])
      },
      settings.optionGroup.map { name in
        XMLTree(
          "OptionGroupMemberships",
          [
            XMLTree(
              "OptionGroupMembership", members: [.text("OptionGroupName", name), .text("Status", "in-sync")])
          ]
        )
      },
    ]
  }
}

/// Tags as RDS writes them.
enum DatabaseTagsXML {
  static func element(_ tags: [ResourceTag]) -> XMLTree {
    XMLTree(
      "TagList", tags.map { XMLTree("Tag", members: [.text("Key", $0.key), .text("Value", $0.value)]) })
  }
}
