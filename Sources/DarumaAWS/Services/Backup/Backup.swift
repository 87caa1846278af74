extension AWSService {
  /// AWS Backup.
  package static let backup = AWSService(
    name: "AWS Backup", endpointPrefix: "backup", environmentName: "BACKUP", version: "2018-11-15",
    wireProtocol: .restJSON)
}

/// Codes of AWS Backup that Daruma acts on, as ``CloudFault/code`` has them.
enum BackupFaultCode {
  static let notFound = "backup.ResourceNotFoundException"
}
