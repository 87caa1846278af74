extension AWSService {
  /// Amazon Elastic Kubernetes Service.
  package static let eks = AWSService(
    name: "EKS", endpointPrefix: "eks", environmentName: "EKS", version: "2017-11-01", wireProtocol: .restJSON,
    hostForm: [.beginsWithFIPS, .plainIsFIPSInGovCloud])
}
