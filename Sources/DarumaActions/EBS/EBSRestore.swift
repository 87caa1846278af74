package import DarumaAWS
package import DarumaCatalog
package import DarumaCore

/// `ebs.restore`: a new EBS volume from a snapshot that lies in the same region, whoever took it: also from one that AWS
/// Backup holds. It is tagged in the request that makes it, and its name is EC2's client token: a repeat makes none.
///
/// A new volume serves at once, and gets its blocks from the snapshot as they are read, which is slow the first time, unless
/// `initializationRate` says how fast they come by themselves.
package enum EBSRestore: ActionDefinition {
  package static let name: ActionName = "ebs.restore"
  package static let about = "Restores an EBS volume, a new one, from the newest snapshot that can be used."
  package static let resource = ActionKind.ResourceUse.required([.ebsVolume])
  package static let traits = ActionTraits(
    nature: .creates, idempotency: .token, plane: .control("EC2"),
    restores: RestoreTrait(
      PointKind(of: .ebsVolume, service: "ec2", pointType: "snapshot", words: "snapshots of the volume")),
    services: ["EBS", "EC2"], outputs: ["volume", "zone"], sentence: "restore volume {volume} from {point} in {zone}")
  package static let usually = Span.minutes(5)
  package static let undo = Undo.byHand("delete the volume named {volume} in {region} once nothing uses it")

  /// Of a client token of EC2.
  private static let longestName = 64
}

// MARK: - In an application file

extension EBSRestore {
  private static let zone = Key.required(
    "zone",
    Form<String>.awsIdentifier(
      "the name of an availability zone", marks: "-", longest: 30, example: "one such as `us-west-2a`"),
    "The zone of the region where the step acts that it is made in: that of the instance that gets it.")
  private static let type = Key.optional(
    "type", Form<VolumeType>.choice().map(\.rawValue), "The type of volume; as EC2 decides without it, which is gp2.")
  private static let sizeGiB = Key.optional(
    "sizeGiB", Form<Int>.count(1...65_536), "Its size in GiB; that of the snapshot without it.")
  private static let iops = Key.optional(
    "iops", Form<Int>.count(100...256_000), "Operations a second, of gp3, io1 and io2; io1 and io2 can't do without.")
  private static let throughput = Key.optional(
    "throughput", Form<Int>.count(125...2_000), "MiB a second, of gp3; 125 without it.")
  private static let kmsKey = Key.optional(
    "kmsKey", Form<String>.kmsKey,
    "The key of the region where the step acts that encrypts it; that of the snapshot without it.")
  private static let initializationRate = Key.optional(
    "initializationRate", Form<Int>.count(100...300),
    "MiB a second in which its blocks come from the snapshot, at a price; as they are read without it.")

  enum VolumeType: String, Sendable, CaseIterable {
    case gp2, gp3, io1, io2, st1, sc1, standard
  }

  private static let volume = "volume"
  private static let earlierVolumes = "earlierVolumes"
  private static let point = "point"

  package static let form = Form<GivenParameters>.with(
    of: name,
    [
      .blank(.point, as: point), .blank(.name(longest: longestName), as: volume),
      .blank(.earlierNames(longest: longestName), as: earlierVolumes), .text(zone), .text(type), .count(sizeGiB),
      .count(iops), .count(throughput), .text(kmsKey), .count(initializationRate),
    ]
  ) { given, setting, findings in
    if let zone = given.values[zone.name]?.text, let region = setting.region, !zone.hasPrefix(region.rawValue) {
      findings.report(
        .arnOfOtherRegion, at: setting.place, "\(quoted(zone)) is no zone of \(region), where the volume is restored",
        remedy: "name a zone of \(region) in `zone`")
    }
    let type = given.values[type.name]?.text.flatMap { VolumeType(rawValue: $0) } ?? .gp2
    for (key, types) in [(iops, [.gp3, .io1, .io2]), (throughput, [.gp3])] as [(Key<Int>, [VolumeType])]
    where given.values[key.name] != nil && !types.contains(type) {
      findings.report(
        .keyConflict, at: setting.place, "a volume of type \(type) has no `\(key.name)` to choose",
        remedy: "remove it, or write `type: \(types[0])`")
    }
    if [.io1, .io2].contains(type), given.values[iops.name] == nil {
      findings.report(
        .missingKey, at: setting.place, "a volume of type \(type) needs `iops`", remedy: "add `iops` to `with`")
    }
  }
}

// MARK: - Carried out

extension EBSRestore {
  package struct Request: ActionRequest {
    /// By its ARN.
    var point: String
    /// The name and the token of the new volume.
    var name: String
    /// What earlier attempts of the same step may have given, newest first: one that is well is adopted.
    var earlierNames: [String]
    var zone: String
    /// By the names of the service.
    var settings: [String: Document]

    package init(_ arguments: Arguments) throws(CloudFault) {
      point = try arguments.text(EBSRestore.point)
      name = try arguments.text(volume)
      earlierNames = try arguments.texts(earlierVolumes)
      zone = try arguments.text(EBSRestore.zone.name)
      let key = try arguments.optionalText(kmsKey.name)
      settings = .parameters([
        "VolumeType": Document(try arguments.optionalText(type.name)),
        "Size": try arguments.optionalInteger(sizeGiB.name).map { Document($0) },
        "Iops": try arguments.optionalInteger(iops.name).map { Document($0) },
        "Throughput": try arguments.optionalInteger(throughput.name).map { Document($0) },
        "VolumeInitializationRate": try arguments.optionalInteger(initializationRate.name).map { Document($0) },
        "KmsKeyId": Document(key), "Encrypted": key == nil ? nil : true,
      ])
    }

    /// `snap-1`. Its ARN stands in snapshots' lists without an account.
    var snapshot: String { ARN(point).resourceName }
  }

  static func look(_ wanted: Request, _ at: ActionPlace) -> AWSCall {
    AWSCall(
      .ec2, "DescribeVolumes", .reads,
      [
        "Filter": [
          EC2Tags.filter("tag:Name", [wanted.name] + wanted.earlierNames),
          EC2Tags.filter("tag:\(EffectMark.applicationKey)", [at.effect.application.rawValue]),
        ]
      ])
  }

  static func change(_ wanted: Request, _ at: ActionPlace) -> AWSCall {
    var input = wanted.settings
    input["SnapshotId"] = .text(wanted.snapshot)
    input["AvailabilityZone"] = .text(wanted.zone)
    input["ClientToken"] = .text(wanted.name)
    input["TagSpecification"] = [EC2Tags.specification("volume", at.mark, name: wanted.name)]
    return AWSCall(.ec2, "CreateVolume", .createsNamed, .object(input))
  }

  package static func calls(_ wanted: Request, _ at: ActionPlace) throws(CloudFault) -> [PlannedCall] {
    let snapshots = Permission("ec2:CreateVolume", on: [at.arn("ec2", "snapshot/*").replacing(":*:", with: "::")])
    return [
      PlannedCall(look(wanted, at), in: at.region),
      PlannedCall(
        change(wanted, at), in: at.region, on: [at.arn("ec2", "volume/*")], if: at.marked,
        and: [snapshots, .tagging(ec2: "volume/*", at)] + Permission.grants(in: at)),
    ]
  }

  package static func preconditions(_ wanted: Request, _ at: ActionPlace) throws(CloudFault) -> [Precondition] {
    let zone = Precondition.listed(
      "zone", wanted.zone, AWSCall(.ec2, "DescribeAvailabilityZones", .reads, ["ZoneName": [.text(wanted.zone)]]),
      in: "availabilityZoneInfo", by: "zoneName", missing: ["ec2.InvalidParameterValue", zoneMissing],
      remedy: "name another in `zone`", judge: Precondition.state("zoneState", ["available"]))
    // None is chosen yet.
    guard !Document.text(wanted.point).holdsPlaceholder else { return [zone] }
    return [
      .listed(
        "snapshot", wanted.snapshot,
        AWSCall(.ec2, "DescribeSnapshots", .reads, ["SnapshotId": [.text(wanted.snapshot)]]), in: "snapshotSet",
        by: "snapshotId", missing: [snapshotMissing, "ec2.InvalidSnapshotID.Malformed"],
        remedy: "`daruma status --points` names those that can be used"
      ) { snapshot in
        snapshot["storageTier"]?.text == "archive"
          ? .unmet("is archived, and must be brought back first")
          : Precondition.state("status", ["completed"])(snapshot)
      }, zone,
    ]
  }

  package static func observe(_ wanted: Request, _ at: ActionPlace) async throws(CloudFault) -> Observation {
    let volumes = try await volumes(wanted, at)
    for name in [wanted.name] + wanted.earlierNames {
      let own = volumes.filter { $0.tags["Name"] == name && at.mark.isOn($0.tags) }
      if let whole = own.first(where: { $0.condition == .usable }) {
        return .done(outputs: ["volume": whole.id, "zone": whole.zone], by: .daruma)
      }
      if let coming = own.first(where: { $0.condition == .underway }) {
        return .inProgress("volume \(coming.id) is \(coming.state)")
      }
      // One of an earlier attempt is why there is another.
      if name == wanted.name, let lost = own.first { return .broken(failed(lost, at.region)) }
    }
    return .absent
  }

  package static func act(_ wanted: Request, _ at: ActionPlace) async throws(CloudFault) -> Acted {
    do throws(CloudFault) {
      _ = try await at.tools.client.send(change(wanted, at), in: at.region)
    } catch {
      switch error.code {
      case snapshotMissing: throw missing(wanted, at.region)
      // The snapshot is not whole yet.
      case "ec2.IncorrectState": throw error.passing
      case "ec2.IdempotentParameterMismatch": throw otherwise(wanted, at.region)
      default: throw error
      }
    }
    return .started
  }

  private static let snapshotMissing = "ec2.InvalidSnapshot.NotFound"
  private static let zoneMissing = "ec2.InvalidZone.NotFound"

  /// Those that bear the names, of which the filter alone says that they do.
  private static func volumes(_ wanted: Request, _ at: ActionPlace) async throws(CloudFault) -> [PresentVolume] {
    var volumes: [PresentVolume] = []
    for described in try await at.items(PresentVolume.list, of: look(wanted, at), PresentVolume.pages) {
      let volume = try PresentVolume(described, at.region)
      guard let name = volume.tags["Name"], ([wanted.name] + wanted.earlierNames).contains(name) else {
        throw .unreadable(.ec2, "lists volume \(volume.id), which is not called \(wanted.name)")
      }
      volumes.append(volume)
    }
    return volumes
  }

  private static func failed(_ volume: PresentVolume, _ region: Region) -> Failure {
    Failure(
      code: "ebs.restore-failed",
      message:
        "The restored volume \(volume.id) in \(region) is \(volume.state). A key that can't be used is the most common "
        + "reason. Another attempt restores into a new one; delete this one afterwards.", isRetriable: true)
  }

  private static func missing(_ wanted: Request, _ region: Region) -> CloudFault {
    CloudFault(
      kind: .refused, code: "ebs.snapshot-missing",
      message: "There is no snapshot \(wanted.snapshot) in \(region), or this account may not see it. Choose another "
        + "recovery point (`daruma status` lists them) and start again.", isRetriable: false)
  }

  private static func otherwise(_ wanted: Request, _ region: Region) -> CloudFault {
    CloudFault(
      kind: .refused, code: "ebs.made-otherwise",
      message:
        "An earlier attempt made a volume \(wanted.name) in \(region) with other settings or from another snapshot, and it "
        + "is not to be seen. If it was deleted, start again; else retry the step when it is listed.",
      isRetriable: false)
  }
}
