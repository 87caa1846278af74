/// What a step does, as the plan says it: names are not yet resolved. ``Action`` is what is finally done.
package enum StepAction: Codable, Hashable, Sendable {
  case rdsRestore(RDSRestoreOptions)
  case ecsScale(ECSScaleOptions)
  case route53Switch(Route53SwitchOptions)
  case httpCheck(HTTPCheckOptions)
  case notify(NotifyOptions)

  /// The name in an application file.
  package var name: String {
    switch self {
    case .rdsRestore: "rds.restore"
    case .ecsScale: "ecs.scale"
    case .route53Switch: "route53.switch"
    case .httpCheck: "http.check"
    case .notify: "notify"
    }
  }
}

/// Settings of the instance that is restored. Where one is not given, AWS's default for a restored instance holds,
/// which is rarely what production had.
package struct RDSRestoreOptions: Codable, Hashable, Sendable {
  package var instanceClass: String?
  package var subnetGroup: String?
  package var securityGroups: [String]
  package var parameterGroup: String?
  package var optionGroup: String?
  package var multiAZ: Bool?
  package var publiclyAccessible: Bool

  package init(
    instanceClass: String? = nil, subnetGroup: String? = nil, securityGroups: [String] = [],
    parameterGroup: String? = nil, optionGroup: String? = nil, multiAZ: Bool? = nil,
    publiclyAccessible: Bool = false
  ) {
    self.instanceClass = instanceClass
    self.subnetGroup = subnetGroup
    self.securityGroups = securityGroups
    self.parameterGroup = parameterGroup
    self.optionGroup = optionGroup
    self.multiAZ = multiAZ
    self.publiclyAccessible = publiclyAccessible
  }
}

package struct ECSScaleOptions: Codable, Hashable, Sendable {
  package var desiredCount: Int
  /// Nil: named as in the primary region.
  package var cluster: String?
  /// Nil: named as in the primary region.
  package var service: String?

  package init(desiredCount: Int, cluster: String? = nil, service: String? = nil) {
    self.desiredCount = desiredCount
    self.cluster = cluster
    self.service = service
  }
}

package struct Route53SwitchOptions: Codable, Hashable, Sendable {
  package enum RecordType: String, Codable, Hashable, Sendable, CaseIterable {
    case a = "A"
    case cname = "CNAME"
  }

  /// Where the record points afterwards.
  package enum Target: Codable, Hashable, Sendable {
    /// These values: addresses or one name.
    case values([String])
    /// The endpoint of what an earlier step restored.
    case endpointOf(StepID)
  }

  package var zone: String
  package var name: String
  package var type: RecordType
  package var target: Target
  /// Seconds.
  package var ttl: Int

  package static let defaultTTL = 60

  package init(
    zone: String, name: String, type: RecordType, target: Target, ttl: Int = Route53SwitchOptions.defaultTTL
  ) {
    self.zone = zone
    self.name = name
    self.type = type
    self.target = target
    self.ttl = ttl
  }
}

package struct HTTPCheckOptions: Codable, Hashable, Sendable {
  package var url: String
  package var expect: Int
  /// How many answers in a row must be as expected.
  package var consecutive: Int

  package static let defaultConsecutive = 1

  package init(url: String, expect: Int = 200, consecutive: Int = HTTPCheckOptions.defaultConsecutive) {
    self.url = url
    self.expect = expect
    self.consecutive = consecutive
  }
}

package struct NotifyOptions: Codable, Hashable, Sendable {
  package var channels: [Channel]
  package var message: String

  package init(channels: [Channel], message: String) {
    self.channels = channels
    self.message = message
  }
}
