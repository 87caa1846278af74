extension AWSService {
  /// Amazon EventBridge Pipes.
  package static let pipes = AWSService(
    name: "EventBridge Pipes", endpointPrefix: "pipes", environmentName: "PIPES", version: "2015-10-07",
    wireProtocol: .restJSON)
}
