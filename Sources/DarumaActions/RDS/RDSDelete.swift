package import DarumaAWS
package import DarumaCatalog
package import DarumaCore

/// `rds.delete`: deletes an RDS instance that an execution of this application made, such as a rehearsal's, and nothing else:
/// its marks tell. That it is gone is absolute, so a repeat changes nothing.
package enum RDSDelete: ActionDefinition {
  package static let name: ActionName = "rds.delete"
  package static let about =
    "Deletes an RDS instance that Daruma made for this application; any other is left as it is."
  package static let resource = ActionKind.ResourceUse.optional([.rdsInstance])
  package static let traits = ActionTraits(
    nature: .destroys, idempotency: .absolute, plane: .control("RDS"), services: ["RDS"], outputs: ["identifier"],
    sentence: "delete RDS instance {instance} in {region}")
  package static let usually = Span.minutes(10)
  package static let undo = Undo.impossible("its data comes back from its last snapshot alone, as another instance")
}

// MARK: - In an application file

extension RDSDelete: CalledAction {
  private static let longestSnapshotName = 200

  private static let finalSnapshot = Key.optional(
    "finalSnapshot",
    Form<String>.awsIdentifier(
      "the beginning of a snapshot's name", marks: "-", longest: longestSnapshotName,
      example: "letters, digits and single hyphens, such as `orders-rehearsal`"),
    "The beginning of the name of a last snapshot; the start of the execution follows it.")
  private static let skipFinalSnapshot = Key.optional(
    "skipFinalSnapshot", Form<Bool>.boolean, "True where no last snapshot is taken.")

  package static let parameters: [Parameter] =
    PresentDBInstance.parameters + [
      .made(of: finalSnapshot, as: finalSnapshot.name) { .blank(.joined([.text("\($0)-"), .blank(.start)])) },
      .bool(skipFinalSnapshot),
    ]
  package static let rules =
    PresentDBInstance.rules + [.exactlyOne([finalSnapshot.name, skipFinalSnapshot.name])]

  package static func check(_ given: GivenParameters, in setting: ActionSetting, _ findings: Findings) {
    guard given.values[skipFinalSnapshot.name] == false else { return }
    findings.report(
      .keyConflict, at: setting.place, "`\(skipFinalSnapshot.name)` is false, and no last snapshot has a name",
      remedy: "name it in `\(finalSnapshot.name)`, or write `\(skipFinalSnapshot.name): true`")
  }
}

// MARK: - Carried out

extension RDSDelete {
  package static func look(_ wanted: Arguments) throws(CloudFault) -> AWSCall { try PresentDBInstance.look(wanted) }

  /// Asked of RDS where it is seen to be ours alone.
  package static func change(_ wanted: Arguments, _ at: ActionPlace) throws(CloudFault) -> AWSCall {
    let snapshot = try wanted.optionalText(finalSnapshot.name)
    let input: [String: Document] = .parameters([
      "DBInstanceIdentifier": .text(try PresentDBInstance.name(wanted)), "SkipFinalSnapshot": .bool(snapshot == nil),
      "FinalDBSnapshotIdentifier": Document(snapshot),
    ])
    return AWSCall(.rds, "DeleteDBInstance", .setsAbsolute, .object(input))
  }

  package static func observe(_ wanted: Arguments, _ at: ActionPlace) async throws(CloudFault) -> Observation {
    let answer: Document
    do throws(CloudFault) {
      answer = try await at.tools.client.send(try look(wanted), in: at.region)
    } catch {
      guard error.code == RDSFaultCode.instanceNotFound else { throw error }
      return .done(outputs: ["identifier": try PresentDBInstance.name(wanted)], by: .unknown)
    }
    return try judge(answer, wanted, at)
  }

  package static func changed(_ wanted: Arguments, _ at: ActionPlace) throws(CloudFault) -> [String] {
    try PresentDBInstance.arns(wanted, at)
  }

  package static func furtherPermissions(
    _ wanted: Arguments, _ at: ActionPlace
  ) throws(CloudFault) -> [Permission] {
    guard try wanted.optionalText(finalSnapshot.name) != nil else { return [] }
    return [
      Permission("rds:CreateDBSnapshot", on: try PresentDBInstance.arns(wanted, at) + [at.arn("rds", "snapshot:*")])
    ]
  }

  package static func judge(
    _ answer: Document, _ wanted: Arguments, _ at: ActionPlace
  ) throws(CloudFault) -> Observation {
    let instance = try PresentDBInstance(answer, wanted, at.region)
    let tags = try instance.tags
    guard EffectMark.isOf(at.effect.application, tags) else { throw foreign(instance, tags) }
    switch instance.status {
    case "deleting": return .inProgress("\(instance.identifier) is being deleted")
    case "delete-precheck": return .inProgress("\(instance.identifier) is about to be deleted")
    default: break
    }
    switch instance.condition {
    // RDS deletes what failed as well.
    case .usable, .lost: return .absent
    case .stopped where instance.status != "stopping": return .absent
    case .stopped, .underway:
      return .inProgress("\(instance.identifier) is \(instance.status); it can be deleted when RDS is done with it")
    }
  }

  package static func explain(
    _ fault: CloudFault, _ wanted: Arguments, _ at: ActionPlace
  ) throws(CloudFault) -> CloudFault {
    guard fault.code == "rds.InvalidParameterCombination" else { return fault }
    return CloudFault(
      kind: .refused, code: fault.code,
      message: "\(fault.message) Where it is protected from deletion, lift that before (rds.modify with "
        + "`deletionProtection: false`), then retry the step.", isRetriable: false)
  }

  private static func foreign(_ instance: PresentDBInstance, _ tags: [String: String]) -> CloudFault {
    CloudFault(
      kind: .refused, code: "rds.not-ours",
      message:
        "RDS instance \(instance.identifier) in \(instance.region) was not made by an execution of this application: "
        + "\(EffectMark.owner(tags)). It was left as it is. Correct `instance` in the plan, or delete it by hand.",
      isRetriable: false)
  }
}
