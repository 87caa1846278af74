extension AWSService {
  /// Amazon Simple Storage Service.
  package static let s3 = AWSService(
    name: "S3", endpointPrefix: "s3", environmentName: "S3", version: "2006-03-01", wireProtocol: .restXML,
    isAddressedByBucket: true,
    xmlNamespace: "http://s3.amazonaws.com/doc/2006-03-01/", collections: .s3)
}

/// Codes of S3 that Daruma acts on, as ``CloudFault/code`` has them: a bucket without the configuration that
/// was asked for.
enum S3FaultCode {
  static let noLifecycle = "s3.NoSuchLifecycleConfiguration"
  static let noReplication = "s3.ReplicationConfigurationNotFoundError"
  static let noEncryption = "s3.ServerSideEncryptionConfigurationNotFoundError"
}

/// An operation that reads one configuration of a bucket, which a word in the query names.
package protocol BucketConfigurationOperation: RestXMLOperation {
  var name: String { get }
  static var configuration: String { get }
}

extension BucketConfigurationOperation {
  package static var service: AWSService { .s3 }
  package static var repetition: Repetition { .reads }

  package var bucket: String? { name }
  package var method: String { "GET" }
  package var path: String { "/" }

  package var query: QueryParameters {
    var query = QueryParameters()
    query.add(Self.configuration, "")
    return query
  }
}
