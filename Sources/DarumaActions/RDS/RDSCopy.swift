package import DarumaAWS
package import DarumaCatalog
package import DarumaCore

/// `rds.copy`: copies a snapshot of an RDS instance or cluster into the region where the step acts, encrypted with a key of
/// that region, and waits until the copy can be restored from. RDS takes no client token, so the copy's identifier and
/// tags are what ties it to its effect.
package enum RDSCopy: ActionDefinition {
  package static let name: ActionName = "rds.copy"
  package static let about =
    "Copies a snapshot of RDS into the region where the step acts, and waits until the copy can be restored from."
  package static let resource = ActionKind.ResourceUse.required([.rdsInstance, .rdsCluster])
  package static let traits = ActionTraits(
    nature: .creates, idempotency: .named, plane: .control("RDS"), services: ["RDS"], outputs: MadeDBSnapshot.outputs,
    sentence: "copy {snapshot} to {identifier} in {region}")
  package static let usually = Span.minutes(30)
  package static let undo = Undo.byHand("delete snapshot {identifier} in {region} once nobody needs it")
}

// MARK: - In an application file

extension RDSCopy: CalledAction {
  private static let chosen = "chosen"

  private static let snapshot = Key.optional(
    "snapshot",
    Form<ARN>.arn(of: "rds", ["snapshot", "cluster-snapshot"], "the ARN of a snapshot of RDS").map(\.rawValue)
      .or(chosen, chosen),
    "The ARN of the snapshot, or `\(chosen)`: the point that the plan restores the step's resource from.")
  private static let snapshotOf = Key.optional(
    "snapshotOf", Form<StepID>.name("the id of a step"), "The earlier step that made it, such as one of rds.snapshot.")
  private static let kmsKey = Key.optional(
    "kmsKey", Form<String>.kmsKey,
    "The key of the region where the step acts that the copy is encrypted with. An encrypted snapshot can't leave its "
      + "region without it.")

  package static let parameters: [Parameter] = [
    .made(of: snapshot, as: snapshot.name) { $0 == chosen ? .blank(.point) : .text($0) },
    .left(by: snapshotOf, "arn", as: snapshot.name), .text(kmsKey), .snapshotIdentifier,
  ]
  package static let rules: [KeyRule] = [.exactlyOne([snapshot.name, snapshotOf.name])]

  package static func check(_ given: GivenParameters, in setting: ActionSetting, _ findings: Findings) {
    guard given.values[snapshot.name] == .blank(.point), setting.hasResource, !setting.isRestored else { return }
    findings.report(
      .keyConflict, at: setting.place, "no step of this plan restores the resource, so no point of it is \(chosen)",
      remedy: "name the ARN of a snapshot, or the step that made it in `\(snapshotOf.name)`")
  }
}

// MARK: - Carried out

extension RDSCopy {
  package static let saysAbsent: Set<String> = [DBSnapshotKind.instance.missing, DBSnapshotKind.cluster.missing]
  package static let saysRepeated: Set<String> = [DBSnapshotKind.instance.taken, DBSnapshotKind.cluster.taken]

  package static func look(_ wanted: Arguments) throws(CloudFault) -> AWSCall {
    try source(wanted).kind.look(for: try wanted.text("identifier"))
  }

  package static func change(_ wanted: Arguments, _ at: ActionPlace) throws(CloudFault) -> AWSCall {
    let (arn, kind) = try source(wanted)
    let input: [String: Document] = .parameters([
      kind.copiedFrom: .text(arn.rawValue), kind.copiedTo: .text(try wanted.text("identifier")),
      "KmsKeyId": Document(try wanted.optionalText(kmsKey.name)), "Tags": at.mark.tagList,
    ])
    return AWSCall(
      .rds, kind.copying, .createsNamed, .object(input),
      copiesFrom: arn.region == at.region || !arn.isWellFormed ? nil : arn.region)
  }

  package static func changed(_ wanted: Arguments, _ at: ActionPlace) throws(CloudFault) -> [String] {
    let (arn, kind) = try source(wanted)
    return [arn.isWellFormed ? arn.rawValue : "*", at.arn("rds", "\(kind.arnType):*")]
  }

  package static func furtherPermissions(
    _ wanted: Arguments, _ at: ActionPlace
  ) throws(CloudFault) -> [Permission] {
    let made = at.arn("rds", "\(try source(wanted).kind.arnType):*")
    return [.tagging(made, at)] + Permission.grants(in: at)
  }

  package static func judge(
    _ answer: Document, _ wanted: Arguments, _ at: ActionPlace
  ) throws(CloudFault) -> Observation {
    let made = try MadeDBSnapshot(
      answer, try source(wanted).kind, named: try wanted.text("identifier"), in: at.region)
    return try made.judge(at, wantsEncrypted: try wanted.optionalText(kmsKey.name) != nil)
  }

  /// Only the copying gets here with it: to the look it means that there is no copy yet.
  package static func explain(
    _ fault: CloudFault, _ wanted: Arguments, _ at: ActionPlace
  ) throws(CloudFault) -> CloudFault {
    let (arn, kind) = try source(wanted)
    guard fault.code == kind.missing else { return fault }
    return CloudFault(
      kind: .refused, code: fault.code,
      message:
        "\(fault.message) The snapshot \(arn) does not exist, or this account may not see it: it was deleted, or has "
        + "expired. Choose another one and start again.", isRetriable: false)
  }

  private static func source(_ wanted: Arguments) throws(CloudFault) -> (arn: ARN, kind: DBSnapshotKind) {
    let arn = ARN(try wanted.text(snapshot.name))
    // Of a dry run: `<arn of before>`.
    if arn.rawValue.hasPrefix("<") { return (arn, .instance) }
    guard let kind = DBSnapshotKind(arn) else {
      throw CloudFault(
        kind: .refused, code: "rds.not-a-snapshot",
        message: "\(arn) is not a snapshot of RDS, so rds.copy can't copy it. Choose one of the form "
          + "arn:aws:rds:REGION:ACCOUNT:snapshot:NAME.", isRetriable: false)
    }
    return (arn, kind)
  }
}
