extension AWSService {
  /// AWS Systems Manager: Parameter Store and Automation.
  package static let ssm = AWSService(
    name: "Systems Manager", endpointPrefix: "ssm", environmentName: "SSM", version: "2014-11-06",
    wireProtocol: .json(version: "1.1", targetPrefix: "AmazonSSM"), hostForm: .plainIsFIPSInGovCloud)
}
