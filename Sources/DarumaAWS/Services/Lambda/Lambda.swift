extension AWSService {
  /// AWS Lambda.
  package static let lambda = AWSService(
    name: "Lambda", endpointPrefix: "lambda", environmentName: "LAMBDA", version: "2015-03-31", wireProtocol: .restJSON)
}
