internal import DarumaAWS
internal import DarumaCatalog
internal import DarumaCore

/// A volume of EBS that is there, as EC2 describes it.
struct PresentVolume {
  enum Condition {
    case usable, underway
    /// Nothing comes of it any more.
    case lost
  }

  struct Attachment: Hashable {
    var instance: String
    var device: String
    /// `attaching`, `attached`, `detaching`, `busy`.
    var state: String
  }

  let id: String
  let zone: String
  /// `available`, `creating`, `in-use` ...
  let state: String
  let condition: Condition
  let tags: [String: String]
  let attachments: [Attachment]
  /// Whether several instances may have it at once.
  let isShared: Bool

  static let isMissing = "ec2.InvalidVolume.NotFound"

  static func look(at id: String) -> AWSCall {
    AWSCall(.ec2, "DescribeVolumes", .reads, ["VolumeId": [.text(id)]])
  }

  static let list = "volumeSet"
  static let pages = PageMarks(asked: "NextToken", answered: "nextToken")

  /// - Throws: ``CloudFault`` with the code `ec2.UnreadableAnswer` for what is no description of a volume of the region.
  init(_ described: Document, _ region: Region) throws(CloudFault) {
    guard let id = described["volumeId"]?.text, id.hasPrefix("vol-") else {
      throw .unreadable(.ec2, "lists a volume without its id")
    }
    guard let zone = described["availabilityZone"]?.text, zone.hasPrefix(region.rawValue) else {
      throw .unreadable(.ec2, "names no zone of \(region) in which volume \(id) is")
    }
    guard let state = described["status"]?.text else { throw .unreadable(.ec2, "says no state of volume \(id)") }
    switch state {
    case "available", "in-use": condition = .usable
    case "creating": condition = .underway
    case "deleting", "deleted", "error": condition = .lost
    default: throw .unreadable(.ec2, "names no known state of volume \(id) (\(state))")
    }
    var attachments: [Attachment] = []
    for attachment in try Self.listed(described, id) {
      // One of a service of AWS has no instance of ours.
      let instance = attachment["instanceId"]?.text ?? attachment["associatedResource"]?.text
      guard let instance, let state = attachment["status"]?.text else {
        throw .unreadable(.ec2, "makes no sense of what volume \(id) is attached to")
      }
      guard state != "detached" else { continue }
      attachments.append(Attachment(instance: instance, device: attachment["device"]?.text ?? "", state: state))
    }
    self.id = id
    self.zone = zone
    self.state = state
    self.attachments = attachments
    isShared = described["multiAttachEnabled"]?.bool ?? false
    tags = try EC2Tags.read(described, of: "volume \(id)")
  }

  private static func listed(_ described: Document, _ id: String) throws(CloudFault) -> [Document] {
    // Left out of one that is attached to nothing.
    guard described["attachmentSet"] != nil else { return [] }
    guard let list = described.list("attachmentSet") else {
      throw .unreadable(.ec2, "makes no sense of what volume \(id) is attached to")
    }
    return list
  }
}

extension Form where Value == String {
  static var volume: Form {
    .awsIdentifier(
      "the id of a volume", prefix: "vol-", marks: "", longest: 40, example: "an id such as `vol-0a1b2c3d`")
  }

  static var ec2Instance: Form {
    .awsIdentifier("the id of an instance", prefix: "i-", marks: "", longest: 40, example: "an id such as `i-0a1b2c3d`")
  }

  static var subnet: Form {
    .awsIdentifier(
      "the id of a subnet", prefix: "subnet-", marks: "", longest: 40, example: "an id such as `subnet-0a1b2c3d`")
  }
}
