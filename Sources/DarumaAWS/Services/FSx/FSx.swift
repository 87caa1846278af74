extension AWSService {
  /// Amazon FSx.
  package static let fsx = AWSService(
    name: "FSx", endpointPrefix: "fsx", environmentName: "FSX", version: "2018-03-01",
    wireProtocol: .json(version: "1.1", targetPrefix: "AWSSimbaAPIService_v20180301"))
}
