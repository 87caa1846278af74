package import DarumaAWS
package import DarumaCatalog
package import DarumaCore

/// `rds.rename`: gives an RDS instance another name, and with it another address, and waits until it answers to it: so a
/// restored instance takes the place of the one that applications know. Its name is absolute, so a repeat changes nothing.
package enum RDSRename: ActionDefinition {
  package static let name: ActionName = "rds.rename"
  package static let about =
    "Gives an RDS instance another name, and with it another address, and waits until it answers to it."
  package static let resource = ActionKind.ResourceUse.optional([.rdsInstance])
  package static let traits = ActionTraits(
    nature: .changes, idempotency: .absolute, plane: .control("RDS"), services: ["RDS"],
    outputs: PresentDBInstance.outputs, sentence: "rename RDS instance {instance} to {newName} in {region}")
  package static let usually = Span.minutes(10)
  package static let undo = Undo.same("with the names the other way round")
}

// MARK: - In an application file

extension RDSRename {
  package typealias Wanted = GivenParameters
  package typealias Request = Arguments

  private static let newName = Key.required(
    "newName", Form<String>.rdsInstance, "What it is to be called. No instance of the region may be called so.")

  package static let form = Form<GivenParameters>.with(
    of: name, PresentDBInstance.parameters + [.text(newName)], rules: PresentDBInstance.rules)
}

// MARK: - Carried out

extension RDSRename {
  package static func calls(_ wanted: Arguments, _ at: ActionPlace) throws(CloudFault) -> [PlannedCall] {
    let newName = try wanted.text(newName.name)
    return [
      PlannedCall(PresentDBInstance.look(for: newName), in: at.region),
      PlannedCall(try PresentDBInstance.look(wanted), in: at.region),
      PlannedCall(
        try change(wanted), in: at.region, on: try PresentDBInstance.arns(wanted, at) + [at.arn("rds", "db:\(newName)")]
      ),
    ]
  }

  package static func observe(_ wanted: Arguments, _ at: ActionPlace) async throws(CloudFault) -> Observation {
    let newName = try wanted.text(newName.name)
    let renamed = try await instance(newName, at)
    guard let old = try await instance(try PresentDBInstance.name(wanted), at) else {
      guard let renamed else { throw try missing(wanted, at.region) }
      return try judge(renamed, wanted, at)
    }
    if let renamed { return .conflict(taken(renamed, by: old)) }
    switch old.condition {
    case .usable: return .absent
    case .underway: return .inProgress("\(old.identifier) is \(old.status)")
    case .stopped, .lost: throw old.stuck(notToBe: "renamed")
    }
  }

  package static func act(_ wanted: Arguments, _ at: ActionPlace) async throws(CloudFault) -> Acted {
    _ = try await at.tools.client.send(try change(wanted), in: at.region)
    return .started
  }

  private static func change(_ wanted: Arguments) throws(CloudFault) -> AWSCall {
    AWSCall(
      .rds, "ModifyDBInstance", .setsAbsolute,
      [
        "DBInstanceIdentifier": .text(try PresentDBInstance.name(wanted)),
        "NewDBInstanceIdentifier": .text(try wanted.text(newName.name)), "ApplyImmediately": true,
      ])
  }

  private static func instance(_ name: String, _ at: ActionPlace) async throws(CloudFault) -> PresentDBInstance? {
    do throws(CloudFault) {
      let answer = try await at.tools.client.send(PresentDBInstance.look(for: name), in: at.region)
      return try PresentDBInstance(answer, named: name, at.region)
    } catch {
      guard error.code == RDSFaultCode.instanceNotFound else { throw error }
      return nil
    }
  }

  /// One of the new name, and none of the old.
  private static func judge(
    _ instance: PresentDBInstance, _ wanted: Arguments, _ at: ActionPlace
  ) throws(CloudFault) -> Observation {
    switch instance.condition {
    case .usable:
      // Which instance had that name before, RDS does not say.
      return instance.inService(by: at.authorUnlessFirst(stranger(instance, try PresentDBInstance.name(wanted))))
    case .underway: return .inProgress("\(instance.identifier) is \(instance.status)")
    case .stopped, .lost: throw instance.stuck(notToBe: "used")
    }
  }

  /// A rename takes the old name away before the new one is there.
  private static func missing(_ wanted: Arguments, _ region: Region) throws(CloudFault) -> CloudFault {
    CloudFault(
      kind: .refused, code: RDSFaultCode.instanceNotFound,
      message:
        "RDS has neither \(try PresentDBInstance.name(wanted)) nor \(try wanted.text(newName.name)) in \(region) now. "
        + "Unless it is being renamed, correct `instance` in the plan.", isRetriable: true)
  }

  private static func taken(_ instance: PresentDBInstance, by old: PresentDBInstance) -> Failure {
    Failure(
      code: "rds.identifier-taken",
      message:
        "An RDS instance named \(instance.identifier) already exists in \(instance.region) (\(instance.status)) beside "
        + "\(old.identifier). Both were left as they are. Rename or delete the former, then retry the step.",
      isRetriable: false)
  }

  private static func stranger(_ instance: PresentDBInstance, _ old: String) -> Failure {
    Failure(
      code: "rds.perhaps-another",
      message:
        "RDS instance \(instance.identifier) is in \(instance.region), and \(old) is not: perhaps it was renamed before, "
        + "perhaps it is another one. If it is the right one, retry the step, and it is taken as it is.",
      isRetriable: false)
  }
}
