package import DarumaAWS
package import DarumaCatalog
package import DarumaCore

/// `rds.globalFailover`: makes another cluster of an Aurora global database its writer, though the present one may be gone.
/// What was not yet replicated is lost, so the file must say that it may be. Which one is the writer is absolute, so a
/// repeat changes nothing.
package enum RDSGlobalFailover: ActionDefinition {
  package static let name: ActionName = "rds.globalFailover"
  package static let about =
    "Makes another cluster of an Aurora global database its writer, and loses what was not yet replicated to it."
  package static let resource = ActionKind.ResourceUse.none
  package static let traits = ActionTraits(
    nature: .movesUsers, idempotency: .absolute, plane: .control("RDS"), services: ["RDS"],
    outputs: GlobalDatabase.outputs, sentence: "fail global cluster {globalCluster} over to {target}, with loss of data"
  )
  package static let usually = Span.minutes(5)
  package static let undo = Undo.action(RDSGlobalSwitchover.name)
}

// MARK: - In an application file

extension RDSGlobalFailover {
  package typealias Wanted = GivenParameters
  package typealias Request = Arguments

  private static let allowDataLoss = Key.required(
    "allowDataLoss", Form<Bool>.boolean,
    "Must be true: that what was not yet replicated may be lost. rds.globalSwitchover loses nothing.")

  package static let form = Form<GivenParameters>.with(
    of: name, GlobalDatabase.parameters + [.bool(allowDataLoss)]
  ) { given, setting, findings in
    guard given.values[allowDataLoss.name] == false else { return }
    findings.report(
      .keyConflict, at: setting.place,
      "a failover of a global database may lose data, and the step says that it must not",
      remedy: "write `\(allowDataLoss.name): true`, or use `\(RDSGlobalSwitchover.name)`, which needs both regions")
  }
}

// MARK: - Carried out

extension RDSGlobalFailover {
  package static func calls(_ wanted: Arguments, _ at: ActionPlace) throws(CloudFault) -> [PlannedCall] {
    try GlobalDatabase.calls(wanted, at, change: try change(wanted))
  }

  package static func observe(_ wanted: Arguments, _ at: ActionPlace) async throws(CloudFault) -> Observation {
    try await GlobalDatabase.observe(wanted, at)
  }

  package static func act(_ wanted: Arguments, _ at: ActionPlace) async throws(CloudFault) -> Acted {
    guard try wanted.optionalBool(allowDataLoss.name) == true else {
      throw wanted.fault(allowDataLoss.name, "does not allow the loss of data")
    }
    _ = try await at.tools.client.send(try change(wanted), in: at.region)
    return .started
  }

  private static func change(_ wanted: Arguments) throws(CloudFault) -> AWSCall {
    let input = try GlobalDatabase.members(wanted).merging(["AllowDataLoss": true]) { $1 }
    return AWSCall(.rds, "FailoverGlobalCluster", .setsAbsolute, .object(input))
  }
}
