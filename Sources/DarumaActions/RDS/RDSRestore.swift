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
    restores: RestoreTrait(
      PointKind(
        of: .rdsInstance, service: "rds", pointType: "snapshot", words: "snapshots of the RDS instance itself")),
    services: ["RDS"], outputs: ["endpoint", "identifier", "port", "arn"],
    sentence: "restore {identifier} from {point} in {region}")
  package static let usually = Span.minutes(25)
  package static let undo = Undo.byHand("delete instance {identifier} in {region} once nothing uses it")

  /// Of an identifier of RDS: letters, digits and single hyphens.
  private static let longestIdentifier = 63
}

// MARK: - In an application file

extension RDSRestore {
  package static let form = Form<Wanted>.mapping(
    KeyTable(title: "the `with` of rds.restore", keys: RestoredInstanceKeys.keys)
  ) { Wanted(options: RestoredInstanceKeys.read($0)) }

  package struct Wanted: ActionWanted {
    var options: RestoredInstanceOptions

    package func parameters(in setting: ActionSetting) -> [String: Document] {
      .parameters([
        "point": .blank(.point), "identifier": .blank(.name(longest: longestIdentifier)),
        "earlierIdentifiers": .blank(.earlierNames(longest: longestIdentifier)),
        RestoredInstanceKeys.instanceClass.name: Document(options.instanceClass),
        RestoredInstanceKeys.subnetGroup.name: Document(options.subnetGroup),
        RestoredInstanceKeys.securityGroups.name: Document(options.securityGroups),
        RestoredInstanceKeys.parameterGroup.name: Document(options.parameterGroup),
        RestoredInstanceKeys.optionGroup.name: Document(options.optionGroup),
        RestoredInstanceKeys.multiAZ.name: Document(options.multiAZ),
        RestoredInstanceKeys.publiclyAccessible.name: .bool(options.publiclyAccessible),
      ])
    }

    package func check(in setting: ActionSetting, _ findings: Findings) {
      RestoredInstanceKeys.checkNetwork(
        subnetGroup: options.subnetGroup != nil, securityGroups: !options.securityGroups.isEmpty, in: setting, findings)
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
      options = try RestoredInstanceKeys.options(arguments)
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
    try RestoreNeeds.snapshot(wanted.point, in: at.region) + RestoreNeeds.of(wanted.options)
  }

  package static func observe(_ wanted: Request, _ at: ActionPlace) async throws(CloudFault) -> Observation {
    try await EarlierAttempts.observe(wanted.identifier, or: wanted.earlierIdentifiers) {
      identifier throws(CloudFault) in
      guard let instance = try await instance(identifier, at) else { return .absent }
      guard at.mark.isOn(instance.tags) else { return .conflict(conflict(instance, in: at.region)) }
      return judge(instance, in: at.region)
    }
  }

  package static func act(_ wanted: Request, _ at: ActionPlace) async throws(CloudFault) -> Acted {
    do throws(CloudFault) {
      _ = try await at.tools.client.send(try request(wanted, at), in: at.region)
      return .started
    } catch {
      switch error.code {
      // A try whose answer was lost, or someone else: observing tells which.
      case RDSFaultCode.instanceAlreadyExists: return .started
      case RDSFaultCode.snapshotNotFound: throw SnapshotReference.missing(wanted.point, in: at.region, error)
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
}
