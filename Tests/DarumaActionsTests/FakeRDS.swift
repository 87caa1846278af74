import AWSTestSupport
import DarumaAWS
import Testing

/// RDS of one region. Each look at an instance moves it on by one status.
struct FakeRDS {
  struct Instance {
    /// The present status and those to come; the last one stays.
    var statuses: [String]
    var tags: [String: String] = [:]
    var hasEndpoint = true
  }

  static let restoring = ["creating", "backing-up", "available"]

  var instances: [String: Instance] = [:]
  var snapshots: Set<String> = []
  /// What a restore goes through.
  var statuses = FakeRDS.restoring
  /// Names that were looked for and not found.
  private var missed: Set<String> = []

  mutating func answer(_ asked: Asked) -> HTTPResponse {
    switch asked.operation {
    case "DescribeDBInstances": return describe(asked.form["DBInstanceIdentifier"] ?? "")
    case "RestoreDBInstanceFromDBSnapshot": return restore(asked)
    default:
      Issue.record("RDS does not know \(asked.operation)")
      return .queryError(400, "InvalidAction")
    }
  }

  private mutating func describe(_ name: String) -> HTTPResponse {
    guard var instance = instances[name] else {
      missed.insert(name)
      return .queryError(404, "DBInstanceNotFound", "DBInstance \(name) not found.")
    }
    let element = Self.element(name, instance)
    if instance.statuses.count > 1 { instance.statuses.removeFirst() }
    instances[name] = instance
    return .ok(
      "<DescribeDBInstancesResponse><DescribeDBInstancesResult><DBInstances>\(element)</DBInstances>"
        + "</DescribeDBInstancesResult></DescribeDBInstancesResponse>")
  }

  private mutating func restore(_ asked: Asked) -> HTTPResponse {
    let name = asked.form["DBInstanceIdentifier"] ?? ""
    #expect(missed.contains(name), "\(name) is restored without having been looked for")
    #expect(
      Set(asked.tags.keys) == ["daruma:effect", "daruma:execution", "daruma:application"],
      "\(name) is restored without its marks")
    guard instances[name] == nil else {
      return .queryError(400, "DBInstanceAlreadyExists", "DB instance already exists")
    }
    guard snapshots.contains(asked.form["DBSnapshotIdentifier"] ?? "") else {
      return .queryError(404, "DBSnapshotNotFound", "DBSnapshot not found.")
    }
    let instance = Instance(statuses: statuses, tags: asked.tags)
    instances[name] = instance
    return .ok(
      "<RestoreDBInstanceFromDBSnapshotResponse>"
        + "<RestoreDBInstanceFromDBSnapshotResult>\(Self.element(name, instance))"
        + "</RestoreDBInstanceFromDBSnapshotResult></RestoreDBInstanceFromDBSnapshotResponse>")
  }

  private static func element(_ name: String, _ instance: Instance) -> String {
    let status = instance.statuses[0]
    let tags = instance.tags.map { "<Tag><Key>\($0)</Key><Value>\($1)</Value></Tag>" }.joined()
    let endpoint =
      instance.hasEndpoint && status == "available"
      ? "<Endpoint><Address>\(name).db.example</Address><Port>5432</Port></Endpoint>" : ""
    return "<DBInstance><DBInstanceIdentifier>\(name)</DBInstanceIdentifier><DBInstanceStatus>\(status)"
      + "</DBInstanceStatus>\(endpoint)<InstanceCreateTime>2026-11-24T03:42:00Z</InstanceCreateTime>"
      + "<DBInstanceArn>arn:\(name)</DBInstanceArn><TagList>\(tags)</TagList></DBInstance>"
  }
}
