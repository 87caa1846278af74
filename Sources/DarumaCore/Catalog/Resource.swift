/// Something protected, named by its ARN.
package struct Resource: Codable, Hashable, Sendable {
  package var id: ResourceID
  package var type: ResourceType
  package var arn: ARN
  /// The order of recovery: a lower tier first.
  package var tier: Int
  package var protection: [ProtectionRule]

  package init(id: ResourceID, type: ResourceType, arn: ARN, tier: Int = 1, protection: [ProtectionRule] = []) {
    self.id = id
    self.type = type
    self.arn = arn
    self.tier = tier
    self.protection = protection
  }

  /// Whether a recovery point is expected in the recovery region.
  package var isProtected: Bool { !protection.isEmpty }
}

package enum ResourceType: String, Codable, Hashable, Sendable, CaseIterable {
  case rdsInstance = "rds.instance"
  case rdsCluster = "rds.cluster"
  case efsFileSystem = "efs.fileSystem"
  case ebsVolume = "ebs.volume"
  case elastiCacheCluster = "elasticache.cluster"
  case s3Bucket = "s3.bucket"
  case ecsService = "ecs.service"
  case loadBalancer = "elbv2.loadBalancer"

  /// The service and the leading word of the ARN's resource part; nil where the form has none.
  package var arnShape: (service: String, resourceType: String?) {
    switch self {
    case .rdsInstance: ("rds", "db")
    case .rdsCluster: ("rds", "cluster")
    case .efsFileSystem: ("elasticfilesystem", "file-system")
    case .ebsVolume: ("ec2", "volume")
    case .elastiCacheCluster: ("elasticache", nil)
    case .s3Bucket: ("s3", nil)
    case .ecsService: ("ecs", "service")
    case .loadBalancer: ("elasticloadbalancing", "loadbalancer")
    }
  }
}

/// How a resource should be protected: what `status` and compliance hold reality against.
package struct ProtectionRule: Codable, Hashable, Sendable {
  package enum Kind: String, Codable, Hashable, Sendable, CaseIterable {
    case snapshot, backup, pitr, replica, replication
  }

  package var kind: Kind
  /// How often a recovery point is made.
  package var every: Span?
  /// `HH:MM-HH:MM` in ``timeZone``.
  package var window: DayWindow?
  /// An IANA name, such as `Asia/Tokyo`.
  package var timeZone: String?
  package var retain: Span?
  package var copyTo: Region?

  package init(
    kind: Kind, every: Span? = nil, window: DayWindow? = nil, timeZone: String? = nil, retain: Span? = nil,
    copyTo: Region? = nil
  ) {
    self.kind = kind
    self.every = every
    self.window = window
    self.timeZone = timeZone
    self.retain = retain
    self.copyTo = copyTo
  }
}

/// A daily window, in minutes after local midnight. One that ends at or before its start crosses midnight.
package struct DayWindow: Hashable, Sendable {
  package var start: Int
  package var end: Int

  /// Reads `03:00-04:00`.
  package init?(_ text: some StringProtocol) {
    let sides = text.split(separator: "-", omittingEmptySubsequences: false)
    guard sides.count == 2, let start = Self.minutes(sides[0]), let end = Self.minutes(sides[1]), start != end
    else { return nil }
    self.start = start
    self.end = end
  }

  private static func minutes(_ text: some StringProtocol) -> Int? {
    let parts = text.split(separator: ":", omittingEmptySubsequences: false)
    // A sign is no digit, though Int would read it.
    guard parts.count == 2, parts.allSatisfy({ $0.count == 2 && $0.allSatisfy(\.isNumber) }),
      let hour = Int(parts[0]), let minute = Int(parts[1]),
      (0...23).contains(hour), (0...59).contains(minute)
    else { return nil }
    return hour * 60 + minute
  }
}

extension DayWindow: Codable, CustomStringConvertible {
  package var description: String {
    func clock(_ minutes: Int) -> String {
      digits(Int64(minutes / 60), 2) + ":" + digits(Int64(minutes % 60), 2)
    }
    return clock(start) + "-" + clock(end)
  }

  package init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    let text = try container.decode(String.self)
    guard let window = DayWindow(text) else {
      throw DecodingError.dataCorruptedError(in: container, debugDescription: "not a daily window: \(text)")
    }
    self = window
  }

  package func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(description)
  }
}
