extension AWSService {
  /// Amazon Relational Database Service.
  package static let rds = AWSService(
    name: "RDS", endpointPrefix: "rds", environmentName: "RDS", version: "2014-10-31", wireProtocol: .query,
    hostForm: .plainIsFIPSInGovCloud, collections: .rds)
}

/// Codes of RDS that Daruma acts on, as ``CloudFault/code`` has them.
package enum RDSFaultCode {
  package static let instanceNotFound = "rds.DBInstanceNotFound"
  package static let instanceAlreadyExists = "rds.DBInstanceAlreadyExists"
  package static let clusterNotFound = "rds.DBClusterNotFound"
  package static let snapshotNotFound = "rds.DBSnapshotNotFound"
}
