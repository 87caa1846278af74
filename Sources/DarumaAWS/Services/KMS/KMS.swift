extension AWSService {
  /// AWS Key Management Service.
  package static let kms = AWSService(
    name: "KMS", endpointPrefix: "kms", environmentName: "KMS", version: "2014-11-01",
    wireProtocol: .json(version: "1.1", targetPrefix: "TrentService"))
}

/// Codes of KMS that Daruma acts on, as ``CloudFault/code`` has them.
enum KMSFaultCode {
  static let notFound = "kms.NotFoundException"
}
