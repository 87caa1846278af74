package import DarumaAWS
package import DarumaCatalog
package import DarumaCore

/// `secrets.replicate`: replicates a secret from the region where the step acts to another, and waits until it is in sync.
/// A replica that is there is done, so a repeat changes nothing. Its value is neither asked for nor told.
package enum SecretsReplicate: ActionDefinition {
  package static let name: ActionName = "secrets.replicate"
  package static let about = "Replicates a secret to another region, and waits until it is in sync."
  package static let resource = ActionKind.ResourceUse.none
  package static let traits = ActionTraits(
    nature: .changes, idempotency: .absolute, plane: .control("Secrets Manager"), services: ["SECRETSMANAGER"],
    outputs: ["arn"], sentence: "replicate secret {secret} from {region} to {to}")
  package static let usually = Span.minutes(1)
  package static let undo = Undo.byHand("take the replica away (`aws secretsmanager remove-regions-from-replication`)")
}

// MARK: - In an application file

extension SecretsReplicate: CalledAction {
  private static let secret = Key.required(
    "secret", Form<String>.secretName, "The secret's name in the region where the step acts, which is its primary one.")
  private static let destination = Key.required(
    "to", Form<Region>.region.map(\.rawValue), "The region that gets a replica.")
  private static let key = Key.optional(
    "key",
    Form<String>.awsIdentifier(
      "a KMS key", marks: "-_/:", longest: 2048, example: "its ARN, id or `alias/NAME` in the region of the replica"),
    "The KMS key of the replica, in its region; AWS's own without it.")

  package static let parameters: [Parameter] = [.text(secret), .text(destination), .text(key)]
}

// MARK: - Carried out

extension SecretsReplicate {
  package static func look(_ wanted: Arguments) throws(CloudFault) -> AWSCall {
    PresentSecret.look(at: try wanted.text(secret.name))
  }

  /// Never over a secret of that name that is there already: it may hold another value.
  package static func change(_ wanted: Arguments, _ at: ActionPlace) throws(CloudFault) -> AWSCall {
    let replica: [String: Document] = .parameters([
      "Region": .text(try wanted.text(destination.name)), "KmsKeyId": Document(try wanted.optionalText(key.name)),
    ])
    return AWSCall(
      .secretsManager, "ReplicateSecretToRegions", .createsNamed,
      [
        "SecretId": .text(try wanted.text(secret.name)), "AddReplicaRegions": [.object(replica)],
        "ForceOverwriteReplicaSecret": false,
      ])
  }

  package static func changed(_ wanted: Arguments, _ at: ActionPlace) throws(CloudFault) -> [String] {
    [at.arn("secretsmanager", "secret:\(try wanted.text(secret.name))-??????")]
  }

  package static func judge(
    _ answer: Document, _ wanted: Arguments, _ at: ActionPlace
  ) throws(CloudFault) -> Observation {
    let (name, to) = (try wanted.text(secret.name), Region(try wanted.text(destination.name)))
    let present = try PresentSecret(answer, name, at.region)
    guard !present.isReplica else { throw replicaItself(name, at.region) }
    guard let replica = try present.replica(in: to) else { return .absent }
    switch replica.status {
    case "InSync": return .done(outputs: ["arn": present.arn], by: .unknown)
    case "InProgress": return .inProgress("secret \(name) is being replicated to \(to)")
    case "Failed": return .broken(failed(name, to, replica.message))
    default: throw .unreadable(.secretsManager, "names no known status of the replica of \(name) in \(to)")
    }
  }

  package static func explain(
    _ fault: CloudFault, _ wanted: Arguments, _ at: ActionPlace
  ) throws(CloudFault) -> CloudFault {
    fault.code == PresentSecret.isMissing ? PresentSecret.missing(try wanted.text(secret.name), at.region) : fault
  }

  private static func replicaItself(_ name: String, _ region: Region) -> CloudFault {
    CloudFault(
      kind: .refused, code: "secrets.is-replica",
      message:
        "Secret \(name) in \(region) is a replica itself, and can't be replicated from there. Make it a secret of "
        + "its own first (secrets.promote), or say in `region` where the step acts.", isRetriable: false)
  }

  private static func failed(_ name: String, _ to: Region, _ reason: String?) -> Failure {
    Failure(
      code: "secrets.replication-failed",
      message: "Secret \(name) could not be replicated to \(to): \(reason ?? "no reason given"). A secret of that name "
        + "may be there already, or its key can't be used. Mend that, take the replica away "
        + "(`aws secretsmanager remove-regions-from-replication`), then retry the step.", isRetriable: false)
  }
}
