import DarumaCatalog
import DarumaCore
import Testing

/// An application file around the rules of one resource, for tests of rules.
enum RuleFile {
  private static let arns: [ResourceType: String] = [
    .rdsInstance: "arn:aws:rds:us-east-1:012345678901:db:x",
    .rdsCluster: "arn:aws:rds:us-east-1:012345678901:cluster:x",
    .efsFileSystem: "arn:aws:elasticfilesystem:us-east-1:012345678901:file-system/fs-1",
    .ebsVolume: "arn:aws:ec2:us-east-1:012345678901:volume/vol-1",
    .dynamoDBTable: "arn:aws:dynamodb:us-east-1:012345678901:table/x",
    .elastiCacheCluster: "arn:aws:elasticache:us-east-1:012345678901:replicationgroup:x",
    .s3Bucket: "arn:aws:s3:::orders-backups", .ecsService: "arn:aws:ecs:us-east-1:012345678901:service/orders/web",
    .loadBalancer: "arn:aws:elasticloadbalancing:us-east-1:012345678901:loadbalancer/app/x/1",
  ]

  static func text(_ type: ResourceType, _ rules: [String], rpo: String = "30d") -> String {
    """
    apiVersion: daruma.dev/v1
    application: rules
    account: "012345678901"
    regions: { primary: us-east-1, recovery: us-west-2 }
    objectives: { rpo: \(rpo), rto: 4h }
    resources:
      - id: x
        type: \(type.rawValue)
        arn: "\(arns[type] ?? "")"
        protection:

    """ + rules.map { "      - \($0)\n" }.joined()
  }

  /// The rules that come of it, where nothing is wrong.
  static func rules(
    _ type: ResourceType, _ rules: String..., sourceLocation: SourceLocation = #_sourceLocation
  ) throws -> [ProtectionRule] {
    let reading = MarkedText(text(type, rules)).read()
    #expect(reading.diagnostics.map(\.description) == [], sourceLocation: sourceLocation)
    return try #require(reading.application, sourceLocation: sourceLocation).resources[0].protection
  }
}
