extension AWSService {
  /// Amazon Elastic File System.
  package static let efs = AWSService(
    name: "EFS", endpointPrefix: "elasticfilesystem", environmentName: "EFS", version: "2015-02-01",
    wireProtocol: .restJSON, dualStackPrefix: "efs")
}

/// Codes of EFS that Daruma acts on, as ``CloudFault/code`` has them.
enum EFSFaultCode {
  static let replicationNotFound = "elasticfilesystem.ReplicationNotFound"
}
