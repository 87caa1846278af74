package import DarumaAWS
package import DarumaCatalog
package import DarumaCore

/// `rds.restore`: an RDS instance from a snapshot that lies in the same region. RDS takes no client token, so the
/// instance's identifier and tags are what ties it to its effect.
package enum RDSRestore: ActionDefinition {
  package static let name: ActionName = "rds.restore"
  package static let about = "Restores an RDS instance from the newest snapshot that can be used."
  package static let resource = ActionKind.ResourceUse.required([.rdsInstance])
  package static let traits = ActionTraits(
    nature: .creates, idempotency: .named, plane: .control("RDS"),
    restores: RestoreTrait(service: "rds", pointType: "snapshot", takes: "snapshots of the RDS instance itself"),
    services: ["RDS"], outputs: ["endpoint", "identifier", "port", "arn"],
    sentence: "restore {identifier} from {point} in {region}")
  package static let usually = Span.minutes(25)
  package static let undo = Undo.byHand("delete instance {identifier} in {region} once nothing uses it")

  /// Of an identifier of RDS: letters, digits and single hyphens.
  private static let longestIdentifier = 63
}

// MARK: - In an application file

extension RDSRestore {
  private static let instanceClass = Key.optional(
    "instanceClass", Form<String>.rdsInstanceClass,
    "The instance class; that of the snapshot without it.")
  private static let subnetGroup = Key.optional(
    "subnetGroup",
    Form<String>.awsIdentifier(
      "the name of a subnet group", marks: "-_. ", example: "a name of the recovery region"),
    "The DB subnet group in the recovery region; the default VPC's without it.")
  private static let securityGroups = Key.optional(
    "securityGroups", Form<[String]>.securityGroups(of: "the recovery region"),
    "The VPC security groups in the recovery region; the default one without it.")
  private static let parameterGroup = Key.optional(
    "parameterGroup", Form<String>.rdsParameterGroup(of: "the recovery region"),
    "The DB parameter group in the recovery region; the engine's default without it.")
  private static let optionGroup = Key.optional(
    "optionGroup",
    Form<String>.awsIdentifier(
      "the name of an option group", marks: "-:.", example: "a name of the recovery region"),
    "The option group in the recovery region; the engine's default without it.")
  private static let multiAZ = Key.optional(
    "multiAZ", Form<Bool>.boolean, "Whether it has a standby in another zone; as AWS decides without it.")
  private static let publiclyAccessible = Key.optional(
    "publiclyAccessible", Form<Bool>.boolean, "Whether it has a public address; false without it.")

  package static let form = Form<Wanted>.mapping(
    KeyTable(
      title: "the `with` of rds.restore",
      keys: [
        instanceClass, subnetGroup, securityGroups, parameterGroup, optionGroup, multiAZ, publiclyAccessible,
      ])
  ) { fields in
    Wanted(
      options: RestoredInstanceOptions(
        instanceClass: fields.value(instanceClass), subnetGroup: fields.value(subnetGroup),
        securityGroups: fields.value(securityGroups) ?? [], parameterGroup: fields.value(parameterGroup),
        optionGroup: fields.value(optionGroup), multiAZ: fields.value(multiAZ),
        publiclyAccessible: fields.value(publiclyAccessible) ?? false))
  }

  package struct Wanted: ActionWanted {
    var options: RestoredInstanceOptions

    package func parameters(in setting: ActionSetting) -> [String: Document] {
      .parameters([
        "point": .blank(.point), "identifier": .blank(.name(longest: longestIdentifier)),
        "earlierIdentifiers": .blank(.earlierNames(longest: longestIdentifier)),
        instanceClass.name: Document(options.instanceClass), subnetGroup.name: Document(options.subnetGroup),
        securityGroups.name: Document(options.securityGroups),
        parameterGroup.name: Document(options.parameterGroup), optionGroup.name: Document(options.optionGroup),
        multiAZ.name: Document(options.multiAZ), publiclyAccessible.name: .bool(options.publiclyAccessible),
      ])
    }

    package func check(in setting: ActionSetting, _ findings: Findings) {
      guard setting.planKind == .failover else { return }
      var missing: [String] = []
      if options.subnetGroup == nil { missing.append(subnetGroup.name) }
      if options.securityGroups.isEmpty { missing.append(securityGroups.name) }
      guard !missing.isEmpty else { return }
      findings.report(
        .restoreWithDefaults, at: setting.place,
        "without \(listing(missing)) the instance is restored into the default network of the region",
        remedy: "add \(listing(missing)) to `with`")
    }
  }
}

// MARK: - Carried out

extension RDSRestore {
  package struct Request: ActionRequest {
    /// The snapshot, by its ARN.
    var point: RecoveryPointID
    /// Of the new instance.
    var identifier: String
    /// What earlier attempts of the same step may have created, newest first: one that is ours and well is adopted in
    /// place of a second instance.
    var earlierIdentifiers: [String]
    var options: RestoredInstanceOptions

    package init(_ arguments: Arguments) throws(CloudFault) {
      point = RecoveryPointID(try arguments.text("point"))
      identifier = try arguments.text("identifier")
      earlierIdentifiers = try arguments.texts("earlierIdentifiers")
      options = RestoredInstanceOptions(
        instanceClass: try arguments.optionalText(instanceClass.name),
        subnetGroup: try arguments.optionalText(subnetGroup.name),
        securityGroups: try arguments.texts(securityGroups.name),
        parameterGroup: try arguments.optionalText(parameterGroup.name),
        optionGroup: try arguments.optionalText(optionGroup.name), multiAZ: try arguments.optionalBool(multiAZ.name),
        publiclyAccessible: try arguments.optionalBool(publiclyAccessible.name) ?? false)
    }
  }

  package static func calls(_ wanted: Request, _ at: ActionPlace) throws(CloudFault) -> [PlannedCall] {
    let used = ["db:*", "subgrp:*", "pg:*", "og:*", "snapshot:*"].map { at.arn("rds", $0) }
    return [
      try PlannedCall(DescribeDBInstances(identifier: wanted.identifier), in: at.region),
      try PlannedCall(
        try request(wanted, at), in: at.region, on: used, if: at.marked,
        and: [Permission("rds:AddTagsToResource", on: [at.arn("rds", "db:*")], if: at.marked)]
          + Permission.grants(in: at)),
    ]
  }

  package static func preconditions(_ wanted: Request, _ at: ActionPlace) throws(CloudFault) -> [Precondition] {
    [RestoreNeeds.snapshot(try SnapshotReference.resolve(wanted.point, in: at.region))]
      + RestoreNeeds.of(wanted.options)
  }

  package static func observe(_ wanted: Request, _ at: ActionPlace) async throws(CloudFault) -> Observation {
    if let instance = try await instance(wanted.identifier, at) {
      guard at.mark.isOn(instance.tags) else { return .conflict(conflict(instance, in: at.region)) }
      return judge(instance, in: at.region)
    }
    for identifier in wanted.earlierIdentifiers {
      guard let instance = try await instance(identifier, at), at.mark.isOn(instance.tags) else { continue }
      // One that went wrong is why there is another attempt.
      switch judge(instance, in: at.region) {
      case .done(let outputs, let author): return .done(outputs: outputs, by: author)
      case .inProgress(let text): return .inProgress(text)
      case .absent, .conflict, .broken: continue
      }
    }
    return .absent
  }

  package static func act(_ wanted: Request, _ at: ActionPlace) async throws(CloudFault) -> Acted {
    do throws(CloudFault) {
      _ = try await at.tools.client.send(try request(wanted, at), in: at.region)
      return .started
    } catch {
      switch error.code {
      // A try whose answer was lost, or someone else: observing tells which.
      case RDSFaultCode.instanceAlreadyExists: return .started
      case RDSFaultCode.snapshotNotFound: throw missing(wanted, at.region, error)
      default: throw error
      }
    }
  }

  private static func request(
    _ wanted: Request, _ at: ActionPlace
  ) throws(CloudFault) -> RestoreDBInstanceFromDBSnapshot {
    RestoreDBInstanceFromDBSnapshot(
      instance: wanted.identifier, snapshot: try SnapshotReference.resolve(wanted.point, in: at.region),
      options: wanted.options, tags: at.mark.tags)
  }

  /// Nil where there is none of that name.
  private static func instance(_ identifier: String, _ at: ActionPlace) async throws(CloudFault) -> DBInstance? {
    do throws(CloudFault) {
      return try await at.tools.client.send(DescribeDBInstances(identifier: identifier), in: at.region).first
    } catch {
      guard error.code == RDSFaultCode.instanceNotFound else { throw error }
      return nil
    }
  }

  /// An instance that is ours.
  private static func judge(_ instance: DBInstance, in region: Region) -> Observation {
    switch DBInstanceCondition(status: instance.status) {
    case .usable:
      guard let address = instance.address, let port = instance.port else {
        return .inProgress("\(instance.identifier) is \(instance.status), but has no endpoint yet")
      }
      return .done(outputs: outputs(instance, address, port), by: .daruma)
    case .underway:
      return .inProgress("\(instance.identifier) is \(instance.status)")
    case .stopped:
      return .broken(
        Failure(
          code: "rds.instance-stopped",
          message:
            "The restored instance \(instance.identifier) in \(region) is \(instance.status). Bring it back "
            + "to 'available' (start it, or give it more storage), then retry the step: it will be adopted.",
          isRetriable: false))
    case .lost:
      return .broken(
        Failure(
          code: "rds.restore-failed",
          message:
            "The restored instance \(instance.identifier) in \(region) is \(instance.status). Its events in "
            + "RDS name the reason. Another attempt restores into a new instance; delete this one "
            + "afterwards.",
          isRetriable: true))
    }
  }

  private static func outputs(_ instance: DBInstance, _ address: String, _ port: Int) -> [String: String] {
    var outputs = ["identifier": instance.identifier, "endpoint": address, "port": String(port)]
    outputs["arn"] = instance.arn
    return outputs
  }

  private static func conflict(_ instance: DBInstance, in region: Region) -> Failure {
    let created = instance.createdAt.map { ", created \($0)" } ?? ""
    return Failure(
      code: "rds.identifier-taken",
      message: "An RDS instance named \(instance.identifier) already exists in \(region) (\(instance.status)"
        + "\(created)), and \(EffectMark.owner(instance.tags)). It was left as it is. Rename or delete it, "
        + "then retry the step.",
      isRetriable: false)
  }

  private static func missing(_ wanted: Request, _ region: Region, _ fault: CloudFault) -> CloudFault {
    CloudFault(
      kind: .refused, code: fault.code,
      message:
        "\(fault.message) The snapshot \(wanted.point) does not exist in \(region), or this "
        + "account may not see it: it was deleted, has expired, or its copy never finished. Choose another "
        + "recovery point (`daruma status` lists them) and start again.",
      isRetriable: false)
  }
}
