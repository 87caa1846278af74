package import DarumaCore

/// What permissions are bound to: one statement of a policy, and one question to IAM's simulation.
package struct PermissionScope: Hashable, Sendable {
  package var region: Region
  package var resources: [String]
  package var condition: Permission.Condition?

  package init(region: Region, resources: [String], condition: Permission.Condition?) {
    self.region = region
    self.resources = resources
    self.condition = condition
  }

  /// The actions of `calls` by what they are bound to. A visit of an address that is not AWS's needs none.
  package static func actions(of calls: [PlannedCall]) -> [PermissionScope: Set<String>] {
    var actions: [PermissionScope: Set<String>] = [:]
    for call in calls {
      guard let region = call.region else { continue }
      for permission in call.permissions {
        let scope = PermissionScope(
          region: region, resources: permission.resources.sorted(), condition: permission.condition)
        actions[scope, default: []].insert(permission.action)
      }
    }
    return actions
  }

  /// In an order that is the same in every run.
  package static func ordered(
    _ actions: [PermissionScope: Set<String>]
  ) -> [(scope: PermissionScope, actions: [String])] {
    actions.map { (scope: $0.key, actions: $0.value.sorted()) }.sorted { left, right in
      (left.scope.region, left.scope.resources.joined(), left.actions.joined())
        < (right.scope.region, right.scope.resources.joined(), right.actions.joined())
    }
  }
}
