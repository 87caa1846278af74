extension AWSService {
  /// Amazon EventBridge: buses and rules.
  package static let eventBridge = AWSService(
    name: "EventBridge", endpointPrefix: "events", environmentName: "EVENTBRIDGE", version: "2015-10-07",
    wireProtocol: .json(version: "1.1", targetPrefix: "AWSEvents"),
    hostForm: [.plainIsFIPSInGovCloud, .dualStackIsFIPSInGovCloud])
}
