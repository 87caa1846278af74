extension AWSService {
  /// Application Auto Scaling: of ECS services, DynamoDB tables and others.
  package static let applicationAutoScaling = AWSService(
    name: "Application Auto Scaling", endpointPrefix: "application-autoscaling",
    environmentName: "APPLICATION_AUTO_SCALING", version: "2016-02-06",
    wireProtocol: .json(version: "1.1", targetPrefix: "AnyScaleFrontendService"), hostForm: .plainIsFIPSInGovCloud)
}
