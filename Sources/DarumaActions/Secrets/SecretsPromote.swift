package import DarumaAWS
package import DarumaCatalog
package import DarumaCore

/// `secrets.promote`: makes a replica of a secret a secret of its own, which can be changed where it is. A secret that is no
/// replica is done, so a repeat changes nothing. Its value is neither asked for nor told.
package enum SecretsPromote: ActionDefinition {
  package static let name: ActionName = "secrets.promote"
  package static let about = "Makes a replica of a secret a secret of its own, which can be changed where it is."
  package static let resource = ActionKind.ResourceUse.none
  package static let traits = ActionTraits(
    nature: .changes, idempotency: .absolute, plane: .control("Secrets Manager"), services: ["SECRETSMANAGER"],
    outputs: ["arn"], sentence: "make the replica of secret {secret} in {region} a secret of its own")
  package static let usually = Span.minutes(1)
  package static let undo = Undo.byHand(
    "delete the secret, and replicate the old one again (secrets.replicate), which loses changes made meanwhile")
}

// MARK: - In an application file

extension SecretsPromote: CalledAction {
  private static let secret = Key.required(
    "secret", Form<String>.secretName, "The secret's name in the region where the step acts.")

  package static let parameters: [Parameter] = [.text(secret)]
}

// MARK: - Carried out

extension SecretsPromote {
  package static func look(_ wanted: Arguments) throws(CloudFault) -> AWSCall {
    PresentSecret.look(at: try wanted.text(secret.name))
  }

  package static func change(_ wanted: Arguments, _ at: ActionPlace) throws(CloudFault) -> AWSCall {
    AWSCall(
      .secretsManager, "StopReplicationToReplica", .setsAbsolute, ["SecretId": .text(try wanted.text(secret.name))])
  }

  package static func changed(_ wanted: Arguments, _ at: ActionPlace) throws(CloudFault) -> [String] {
    [at.arn("secretsmanager", "secret:\(try wanted.text(secret.name))-??????")]
  }

  package static func judge(
    _ answer: Document, _ wanted: Arguments, _ at: ActionPlace
  ) throws(CloudFault) -> Observation {
    let present = try PresentSecret(answer, try wanted.text(secret.name), at.region)
    guard !present.isReplica else { return .absent }
    return .done(outputs: ["arn": present.arn], by: .unknown)
  }

  package static func explain(
    _ fault: CloudFault, _ wanted: Arguments, _ at: ActionPlace
  ) throws(CloudFault) -> CloudFault {
    fault.code == PresentSecret.isMissing ? PresentSecret.missing(try wanted.text(secret.name), at.region) : fault
  }
}
