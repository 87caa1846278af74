import DarumaAWS
import DarumaActions
import DarumaCore

/// An IAM policy that allows what a plan calls, and what the worker lists for its application: nothing else, and nowhere
/// else. (IAM User Guide, "IAM JSON policy reference".)
struct PolicyDocument: Encodable {
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

  /// What one statement can say together.
  private struct Scope: Hashable {
    var region: Region
    var resources: [String]
    var condition: Permission.Condition?
  }

  /// - Parameters:
  ///   - run: What the plan would do.
  ///   - listings: What the worker lists for the application.
  init(_ calls: [PlannedCall], _ listings: [ListingRequest]) {
    var scopes: [Scope: Set<String>] = [:]
    for call in calls {
      guard let region = call.region else { continue }
      for permission in call.permissions {
        let scope = Scope(region: region, resources: permission.resources.sorted(), condition: permission.condition)
        scopes[scope, default: []].insert(permission.action)
      }
    }
    for listing in listings {
      scopes[Scope(region: listing.region, resources: ["*"], condition: nil), default: []]
        .formUnion(listing.kind.permissions)
    }
    let ordered = scopes.sorted { left, right in
      (left.key.region, left.key.resources.joined(), left.value.sorted().joined())
        < (right.key.region, right.key.resources.joined(), right.value.sorted().joined())
    }
    statement = ordered.enumerated().map { index, scope in
      var condition = ["StringEquals": ["aws:RequestedRegion": scope.key.region.rawValue]]
      if let further = scope.key.condition { condition[further.test, default: [:]][further.key] = further.value }
      return Statement(
        sid: "Daruma\(index + 1)", action: scope.value.sorted(), resource: scope.key.resources, condition: condition)
    }
  }
}
