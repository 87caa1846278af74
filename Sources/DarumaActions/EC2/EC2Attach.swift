package import DarumaAWS
package import DarumaCatalog
package import DarumaCore

/// `ec2.attach`: attaches an EBS volume to an instance of the same zone, and waits until it is. That it is attached there is
/// absolute, so a repeat changes nothing. A volume that another instance has is left there.
package enum EC2Attach: ActionDefinition {
  package static let name: ActionName = "ec2.attach"
  package static let about = "Attaches an EBS volume to an instance, and waits until it is attached."
  package static let resource = ActionKind.ResourceUse.none
  package static let traits = ActionTraits(
    nature: .changes, idempotency: .absolute, plane: .control("EC2"), services: ["EBS", "EC2"],
    outputs: ["volume", "instance", "device"], sentence: "attach volume {volume} to {instance} as {device} in {region}")
  package static let usually = Span.minutes(1)
  package static let undo = Undo.byHand("unmount volume {volume} and detach it from {instance} in {region}")
}

// MARK: - In an application file

extension EC2Attach: CalledAction {
  private static let volume = Key.optional(
    "volume", Form<String>.volume, "The volume in the region where the step acts.")
  private static let volumeOf = Key.optional(
    "volumeOf", Form<StepID>.name("the id of a step"),
    "The earlier step whose volume is meant, such as one of ebs.restore.")
  private static let instance = Key.optional("instance", Form<String>.ec2Instance, "The instance that gets it.")
  private static let instanceOf = Key.optional(
    "instanceOf", LeftOutput.form, "What an earlier step left that is the id of the instance.")
  private static let device = Key.required(
    "device",
    Form<String>.awsIdentifier("the name of a device", marks: "/", longest: 32, example: "one such as `/dev/sdf`"),
    "The device's name, such as `/dev/sdf`.")

  package static let parameters: [Parameter] = [
    .text(volume), .left(by: volumeOf, "volume", as: volume.name), .text(instance),
    .left(by: instanceOf, as: instance.name), .text(device),
  ]
  package static let rules: [KeyRule] = [
    .exactlyOne([volume.name, volumeOf.name]), .exactlyOne([instance.name, instanceOf.name]),
  ]
}

// MARK: - Carried out

extension EC2Attach {
  package static func look(_ wanted: Arguments) throws(CloudFault) -> AWSCall {
    PresentVolume.look(at: try wanted.text(volume.name))
  }

  package static func change(_ wanted: Arguments, _ at: ActionPlace) throws(CloudFault) -> AWSCall {
    AWSCall(
      .ec2, "AttachVolume", .setsAbsolute,
      [
        "VolumeId": .text(try wanted.text(volume.name)), "InstanceId": .text(try wanted.text(instance.name)),
        "Device": .text(try wanted.text(device.name)),
      ])
  }

  package static func changed(_ wanted: Arguments, _ at: ActionPlace) throws(CloudFault) -> [String] {
    [
      at.arn("ec2", "volume/\(try wanted.text(volume.name))"),
      at.arn("ec2", "instance/\(try wanted.text(instance.name))"),
    ]
  }

  /// EC2 uses the key of an encrypted volume for the instance.
  package static func furtherPermissions(
    _ wanted: Arguments, _ at: ActionPlace
  ) throws(CloudFault) -> [Permission] { Permission.grants(in: at) }

  /// By an earlier try, or to another instance: looking tells which.
  package static let saysRepeated: Set<String> = ["ec2.VolumeInUse"]

  package static func preconditions(
    _ wanted: Arguments, _ at: ActionPlace
  ) throws(CloudFault) -> [Precondition] {
    let id = try wanted.text(instance.name)
    // Of one that an earlier step makes nothing can be told.
    guard id.hasPrefix("i-") else { return [] }
    return [
      Precondition(
        "instance \(id)", AWSCall(.ec2, "DescribeInstances", .reads, ["InstanceId": [.text(id)]]),
        missing: [instanceMissing, "ec2.InvalidInstanceID.Malformed"], remedy: "correct `instance` in the plan"
      ) { answer in
        let instances = (answer.list("reservationSet") ?? []).flatMap { $0.list("instancesSet") ?? [] }
        guard let state = instances.first(where: { $0["instanceId"]?.text == id })?["instanceState"]?["name"]?.text
        else {
          return .unclear("EC2 says nothing of it")
        }
        return ["running", "stopped"].contains(state) ? .met : .unmet("is \(state)")
      }
    ]
  }

  private static let instanceMissing = "ec2.InvalidInstanceID.NotFound"

  package static func judge(
    _ answer: Document, _ wanted: Arguments, _ at: ActionPlace
  ) throws(CloudFault) -> Observation {
    let (id, target, name) = (
      try wanted.text(volume.name), try wanted.text(instance.name), try wanted.text(device.name)
    )
    guard let listed = answer.list(PresentVolume.list), listed.count == 1, let only = listed.first else {
      throw .unreadable(.ec2, "does not list volume \(id) alone")
    }
    let present = try PresentVolume(only, at.region)
    guard present.id == id else { throw .unreadable(.ec2, "says nothing of volume \(id)") }
    switch present.condition {
    case .usable: break
    case .underway: return .inProgress("volume \(id) is \(present.state)")
    case .lost: throw lost(present, at.region)
    }
    if let own = present.attachments.first(where: { $0.instance == target }) {
      guard own.device == name else { return .conflict(taken(present, own, at.region)) }
      guard own.state == "attached" else { return .inProgress("volume \(id) is \(own.state)") }
      return .done(outputs: ["volume": id, "instance": target, "device": name], by: .unknown)
    }
    guard let other = present.attachments.first, !present.isShared else { return .absent }
    // It is let go by its instance, and can be had then.
    guard other.state != "detaching" else { return .inProgress("volume \(id) is detaching from \(other.instance)") }
    return .conflict(taken(present, other, at.region))
  }

  package static func explain(
    _ fault: CloudFault, _ wanted: Arguments, _ at: ActionPlace
  ) throws(CloudFault) -> CloudFault {
    switch fault.code {
    // The instance is starting, or the volume is not there yet.
    case "ec2.IncorrectState", "ec2.IncorrectInstanceState": fault.passing
    case PresentVolume.isMissing: missing("volume \(try wanted.text(volume.name))", "volume", at.region)
    case instanceMissing: missing("instance \(try wanted.text(instance.name))", "instance", at.region)
    default: fault
    }
  }

  private static func missing(_ what: String, _ key: String, _ region: Region) -> CloudFault {
    CloudFault(
      kind: .refused, code: "ec2.\(key)-missing",
      message: "There is no \(what) in \(region), or this account may not see it. Correct `\(key)` in the plan.",
      isRetriable: false)
  }

  private static func lost(_ volume: PresentVolume, _ region: Region) -> CloudFault {
    CloudFault(
      kind: .refused, code: "ec2.volume-lost",
      message:
        "Volume \(volume.id) in \(region) is \(volume.state). Restore it again (ebs.restore), or correct `volume` "
        + "in the plan.", isRetriable: false)
  }

  private static func taken(
    _ volume: PresentVolume, _ attachment: PresentVolume.Attachment, _ region: Region
  ) -> Failure {
    Failure(
      code: "ec2.volume-elsewhere",
      message: "Volume \(volume.id) in \(region) is attached to \(attachment.instance) as \(attachment.device). It was "
        + "left there. Detach it (`aws ec2 detach-volume`), then retry the step.", isRetriable: false)
  }
}
