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
  case dynamoDBTable = "dynamodb.table"
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
    case .dynamoDBTable: ("dynamodb", "table")
    case .elastiCacheCluster: ("elasticache", nil)
    case .s3Bucket: ("s3", nil)
    case .ecsService: ("ecs", "service")
    case .loadBalancer: ("elasticloadbalancing", "loadbalancer")
    }
  }
}
