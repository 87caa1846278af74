extension AWSService {
  /// AWS Step Functions.
  package static let stepFunctions = AWSService(
    name: "Step Functions", endpointPrefix: "states", environmentName: "SFN", version: "2016-11-23",
    wireProtocol: .json(version: "1.0", targetPrefix: "AWSStepFunctions"),
    hostForm: [.plainIsFIPSInGovCloudWest, .dualStackNamesFIPSInGovCloud])
}
