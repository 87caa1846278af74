extension Plan {
  /// The provider's codes of the services that the plan rests on, as health notices name them.
  package func services(in application: Application) -> Set<String> {
    steps.reduce(into: HealthService.foundations) { services, step in
      services.formUnion(step.action.traits.services)
      if let resource = step.resource.flatMap(application.resource) { services.formUnion(resource.type.services) }
    }
  }
}

/// Codes of services in notices of AWS Health.
enum HealthService {
  /// What everything in a region stands on: machines and disks, networks, keys, and what concerns several at once.
  static let foundations: Set<String> = [
    "EC2", "EBS", "VPC", "KMS", "IAM", "STS", "INTERNETCONNECTIVITY", "POWER", "MULTIPLE_SERVICES",
  ]
}

extension ResourceType {
  /// The services that run a resource of this type.
  fileprivate var services: Set<String> {
    switch self {
    case .rdsInstance, .rdsCluster: ["RDS"]
    case .efsFileSystem: ["EFS", "ELASTICFILESYSTEM"]
    case .ebsVolume: ["EBS", "EC2"]
    case .dynamoDBTable: ["DYNAMODB"]
    case .elastiCacheCluster: ["ELASTICACHE"]
    case .s3Bucket: ["S3"]
    case .ecsService: ["ECS", "FARGATE", "ECR"]
    case .loadBalancer: ["ELASTICLOADBALANCING"]
    }
  }
}
