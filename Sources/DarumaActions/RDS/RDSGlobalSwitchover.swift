package import DarumaAWS
package import DarumaCatalog
package import DarumaCore

/// `rds.globalSwitchover`: makes another cluster of an Aurora global database its writer, and loses nothing: both regions have
/// to work. Which one is the writer is absolute, so a repeat changes nothing.
package enum RDSGlobalSwitchover: ActionDefinition {
  package static let name: ActionName = "rds.globalSwitchover"
  package static let about =
    "Makes another cluster of an Aurora global database its writer without losing data; both regions have to work."
  package static let resource = ActionKind.ResourceUse.none
  package static let traits = ActionTraits(
    nature: .movesUsers, idempotency: .absolute, plane: .control("RDS"), services: ["RDS"],
    outputs: GlobalDatabase.outputs, sentence: "switch global cluster {globalCluster} over to {target}")
  package static let usually = Span.minutes(5)
  package static let undo = Undo.same("with the cluster as `target` that was the writer before")
}

// MARK: - In an application file

extension RDSGlobalSwitchover {
  package typealias Wanted = GivenParameters
  package typealias Request = Arguments

  package static let form = Form<GivenParameters>.with(of: name, GlobalDatabase.parameters)
}

// MARK: - Carried out

extension RDSGlobalSwitchover {
  package static func calls(_ wanted: Arguments, _ at: ActionPlace) throws(CloudFault) -> [PlannedCall] {
    try GlobalDatabase.calls(wanted, at, change: try change(wanted))
  }

  package static func observe(_ wanted: Arguments, _ at: ActionPlace) async throws(CloudFault) -> Observation {
    try await GlobalDatabase.observe(wanted, at)
  }

  package static func act(_ wanted: Arguments, _ at: ActionPlace) async throws(CloudFault) -> Acted {
    _ = try await at.tools.client.send(try change(wanted), in: at.region)
    return .started
  }

  private static func change(_ wanted: Arguments) throws(CloudFault) -> AWSCall {
    AWSCall(.rds, "SwitchoverGlobalCluster", .setsAbsolute, .object(try GlobalDatabase.members(wanted)))
  }
}
