extension AWSService {
  /// Amazon Relational Database Service.
  package static let rds = AWSService(
    name: "RDS", endpointPrefix: "rds", environmentName: "RDS", version: "2014-10-31", wireProtocol: .query,
    hostForm: .plainIsFIPSInGovCloud, collections: .rds)
}

/// Codes of RDS that Daruma acts on, as ``CloudFault/code`` has them.
enum RDSFaultCode {
  static let instanceNotFound = "rds.DBInstanceNotFound"
  static let instanceAlreadyExists = "rds.DBInstanceAlreadyExists"
  static let clusterNotFound = "rds.DBClusterNotFound"
  static let snapshotNotFound = "rds.DBSnapshotNotFound"
}
