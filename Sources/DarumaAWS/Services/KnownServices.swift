extension AWSService {
  /// The services of which Daruma knows address, protocol and names; others can be described in a call.
  package static let known: [AWSService] = [
    .applicationAutoScaling, .autoScaling, .backup, .cloudFormation, .cloudFront, .cloudWatch, .dynamoDB, .ec2, .ecs,
    .efs, .eks, .elastiCache, .eventBridge, .fsx, .globalAccelerator, .health, .iam, .kms, .lambda, .loadBalancing,
    .pipes, .rds, .rdsData, .recoveryCluster, .recoveryControl, .route53, .s3, .secretsManager, .serviceQuotas, .ses,
    .sns, .ssm, .stepFunctions, .sts,
  ]
}
