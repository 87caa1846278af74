internal import DarumaAWS
internal import DarumaCore

/// Tags as EC2 has them, of whatever it lists.
enum EC2Tags {
  /// - Parameter what: For people: `volume vol-1`.
  static func read(_ described: Document, of what: String) throws(CloudFault) -> [String: String] {
    // Left out of what has none.
    guard described["tagSet"] != nil else { return [:] }
    guard let list = described.list("tagSet") else { throw .unreadable(.ec2, "makes no sense of the tags of \(what)") }
    var tags: [String: String] = [:]
    for tag in list {
      guard let key = tag["key"]?.text else { throw .unreadable(.ec2, "makes no sense of the tags of \(what)") }
      tags[key] = tag["value"]?.text ?? ""
    }
    return tags
  }

  /// For the request that makes something.
  ///
  /// - Parameters:
  ///   - type: As EC2 calls it: `volume`.
  ///   - name: What people see in the console.
  static func specification(_ type: String, _ mark: EffectMark, name: String) -> Document {
    let tags = mark.tags + [ResourceTag("Name", name)]
    return ["ResourceType": .text(type), "Tag": .list(tags.map { ["Key": .text($0.key), "Value": .text($0.value)] })]
  }

  static func filter(_ name: String, _ values: [String]) -> Document {
    ["Name": .text(name), "Value": Document(values)]
  }
}

extension Permission {
  /// To tag what is made in the same request, with the application's own mark alone.
  static func tagging(ec2 resource: String, _ at: ActionPlace) -> Permission {
    Permission("ec2:CreateTags", on: [at.arn("ec2", resource)], if: at.marked)
  }
}
