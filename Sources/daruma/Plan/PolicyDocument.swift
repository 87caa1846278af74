import DarumaAWS
import DarumaActions
import DarumaCore

/// An IAM policy that allows what a plan calls, and what the worker lists for its application: nothing else, and nowhere
/// else. (IAM User Guide, "IAM JSON policy reference".)
struct PolicyDocument: Encodable {
  /// Characters that IAM takes, blanks not counted: of a managed policy, and of all inline policies of a role together. (IAM
  /// User Guide, "IAM and AWS STS quotas".)
  private static let mostManaged = 6144
  private static let mostInline = 10240

  var version = "2012-10-17"
  var statement: [Statement]

  private enum CodingKeys: String, CodingKey {
    case version = "Version"
    case statement = "Statement"
  }

  struct Statement: Encodable {
    var sid: String
    var effect = "Allow"
    var action: [String]
    var resource: [String]
    var condition: [String: [String: String]]

    private enum CodingKeys: String, CodingKey {
      case sid = "Sid"
      case effect = "Effect"
      case action = "Action"
      case resource = "Resource"
      case condition = "Condition"
    }
  }

  /// - Parameters:
  ///   - calls: What the plan would send.
  ///   - listings: What the worker lists for the application.
  init(_ calls: [PlannedCall], _ listings: [ListingRequest]) {
    var actions = PermissionScope.actions(of: calls)
    for listing in listings {
      actions[PermissionScope(region: listing.region, resources: ["*"], condition: nil), default: []]
        .formUnion(listing.kind.permissions)
    }
    statement = PermissionScope.ordered(actions).enumerated().map { index, item in
      var condition = ["StringEquals": ["aws:RequestedRegion": item.scope.region.rawValue]]
      if let further = item.scope.condition { condition[further.test, default: [:]][further.key] = further.value }
      return Statement(
        sid: "Daruma\(index + 1)", action: item.actions, resource: item.scope.resources, condition: condition)
    }
  }

  /// What is to be said of a policy of so many characters, blanks not counted; nil where IAM takes it as it is.
  static func tooLong(_ size: Int) -> String? {
    guard size > mostManaged else { return nil }
    let ways = size > mostInline ? "" : ", or make it an inline policy of the role (\(mostInline) at most)"
    return "the policy has \(size) characters, and IAM takes \(mostManaged) in a managed policy: "
      + "divide its statements among several policies of the role\(ways)"
  }
}
