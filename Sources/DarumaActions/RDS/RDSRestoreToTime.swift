package import DarumaAWS
package import DarumaCatalog
package import DarumaCore

/// `rds.restoreToTime`: a new RDS instance with the data of a moment, from the automated backups that lie in the region
/// where the step acts: the instance's own, those that were kept when it was deleted, or those that are replicated there.
/// RDS takes no client token, so the instance's identifier and tags are what ties it to its effect.
package enum RDSRestoreToTime: ActionDefinition {
  package static let name: ActionName = "rds.restoreToTime"
  package static let about = "Restores an RDS instance to a moment, from its automated backups, as a new instance."
  package static let resource = ActionKind.ResourceUse.required([.rdsInstance])
  package static let traits = ActionTraits(
    nature: .creates, idempotency: .named, plane: .control("RDS"),
    restores: RestoreTrait(window("auto-backup"), window("db"), momentIn: RestoreMoment.name), services: ["RDS"],
    outputs: PresentDBInstance.outputs, sentence: "restore {identifier} as of {moment} in {region}")
  package static let usually = Span.minutes(30)
  package static let undo = Undo.byHand("delete instance {identifier} in {region} once nothing uses it")

  /// Where RDS names no automated backup, its window is known by the instance itself.
  private static func window(_ pointType: String) -> PointKind {
    PointKind(
      of: .rdsInstance, service: "rds", pointType: pointType, extent: .window,
      words: "automated backups of the RDS instance")
  }
}

// MARK: - In an application file

extension RDSRestoreToTime {
  package typealias Wanted = GivenParameters
  package typealias Request = Arguments

  private static let identifier = "identifier"
  private static let source = "source"

  package static let form = Form<GivenParameters>.with(
    of: name,
    RestoreMoment.parameters(latest: .blank(.moment)) + [
      .resourceARN(as: source), .blank(.name(longest: PresentDBInstance.longestIdentifier), as: identifier),
    ] + RestoredInstanceKeys.parameters, rules: RestoreMoment.rules
  ) { given, setting, findings in
    RestoredInstanceKeys.checkNetwork(
      subnetGroup: given.values[RestoredInstanceKeys.subnetGroup.name] != nil,
      securityGroups: given.values[RestoredInstanceKeys.securityGroups.name] != nil, in: setting, findings)
  }
}

// MARK: - Carried out

extension RDSRestoreToTime {
  package static func calls(_ wanted: Arguments, _ at: ActionPlace) throws(CloudFault) -> [PlannedCall] {
    let instance = ARN(try wanted.text(source))
    let used = ["db:*", "subgrp:*", "pg:*", "og:*", "auto-backup:*"].map { at.arn("rds", $0) }
    return [
      PlannedCall(PresentDBInstance.look(for: try wanted.text(identifier)), in: at.region),
      PlannedCall(AutomatedBackup.look(for: instance), in: at.region),
      PlannedCall(
        try restore(wanted, from: AutomatedBackup.likelySource(of: instance, in: at.region), at), in: at.region,
        on: used, if: at.marked, and: [.tagging(at.arn("rds", "db:*"), at)] + Permission.grants(in: at)),
    ]
  }

  package static func preconditions(
    _ wanted: Arguments, _ at: ActionPlace
  ) throws(CloudFault) -> [Precondition] {
    let instance = ARN(try wanted.text(source))
    return RestoreNeeds.of(try RestoredInstanceKeys.options(wanted)) + [
      RestoreNeeds.backups(of: instance, in: at.region)
    ]
  }

  package static func observe(_ wanted: Arguments, _ at: ActionPlace) async throws(CloudFault) -> Observation {
    let identifier = try wanted.text(identifier)
    let answer: Document
    do throws(CloudFault) {
      answer = try await at.tools.client.send(PresentDBInstance.look(for: identifier), in: at.region)
    } catch {
      guard error.code == RDSFaultCode.instanceNotFound else { throw error }
      return .absent
    }
    return try PresentDBInstance(answer, named: identifier, at.region).made(at)
  }

  package static func act(_ wanted: Arguments, _ at: ActionPlace) async throws(CloudFault) -> Acted {
    let instance = ARN(try wanted.text(source))
    let moment = try RestoreMoment.read(wanted)
    let answer = try await at.tools.client.send(AutomatedBackup.look(for: instance), in: at.region)
    let backups = try AutomatedBackup.list(answer, of: instance, in: at.region)
    guard let backup = AutomatedBackup.best(of: backups, for: moment) else { throw nothing(of: instance, at.region) }
    do throws(CloudFault) {
      _ = try await at.tools.client.send(try restore(wanted, from: backup.source, at), in: at.region)
    } catch {
      switch error.code {
      // A try whose answer was lost, or someone else: observing tells which.
      case RDSFaultCode.instanceAlreadyExists: break
      case "rds.InvalidRestore", "rds.PointInTimeRestoreNotEnabled": throw outOfReach(backup, error)
      default: throw error
      }
    }
    return .started
  }

  private static func restore(
    _ wanted: Arguments, from source: [String: Document], _ at: ActionPlace
  ) throws(CloudFault) -> AWSCall {
    var input = try RestoredInstanceKeys.members(wanted)
    input.merge(source) { $1 }
    input["TargetDBInstanceIdentifier"] = .text(try wanted.text(identifier))
    input["Tags"] = at.mark.tagList
    if let moment = try RestoreMoment.read(wanted) {
      input["RestoreTime"] = .text(moment.toTheSecond)
    } else {
      input["UseLatestRestorableTime"] = true
    }
    return AWSCall(.rds, "RestoreDBInstanceToPointInTime", .createsNamed, .object(input))
  }

  private static func nothing(of instance: ARN, _ region: Region) -> CloudFault {
    CloudFault(
      kind: .refused, code: "rds.no-automated-backups",
      message:
        "RDS has no automated backups of \(instance) in \(region) that can be restored from: they were never made or "
        + "replicated there, or have expired. Restore a snapshot (rds.restore), or act in a region that has them.",
      isRetriable: false)
  }

  private static func outOfReach(_ backup: AutomatedBackup, _ fault: CloudFault) -> CloudFault {
    let reach = backup.window.map { " RDS says that it reaches from \($0)." } ?? ""
    return CloudFault(
      kind: .refused, code: fault.code,
      message:
        "\(fault.message)\(reach) Name another moment in `time` or `before`, or restore a snapshot (rds.restore).",
      isRetriable: false)
  }
}

extension Instant {
  /// `2026-11-24T03:42:00Z`, cut off: what RDS restores to.
  fileprivate var toTheSecond: String { String(description.prefix(19)) + "Z" }
}
