extension AWSService {
  /// The Data API of RDS: SQL over HTTP.
  package static let rdsData = AWSService(
    name: "RDS Data", endpointPrefix: "rds-data", environmentName: "RDS_DATA", version: "2018-08-01",
    wireProtocol: .restJSON)
}
