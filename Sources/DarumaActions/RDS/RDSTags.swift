internal import DarumaAWS
internal import DarumaCore

/// Tags as RDS has them, of whatever it lists.
enum RDSTags {
  static func read(_ list: [Document], of name: String) throws(CloudFault) -> [String: String] {
    var tags: [String: String] = [:]
    for tag in list {
      guard let key = tag["Key"]?.text else { throw .unreadable(.rds, "makes no sense of the tags of \(name)") }
      tags[key] = tag["Value"]?.text ?? ""
    }
    return tags
  }
}

extension Permission {
  /// To tag what is made, with the application's own mark alone.
  static func tagging(_ arn: String, _ at: ActionPlace) -> Permission {
    Permission("rds:AddTagsToResource", on: [arn], if: at.marked)
  }
}

extension EffectMark {
  /// For the `Tags` of a request.
  var tagList: Document { .list(tags.map { ["Key": .text($0.key), "Value": .text($0.value)] }) }
}
