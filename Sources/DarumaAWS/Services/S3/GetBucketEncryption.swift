/// Asks how a bucket encrypts what is put into it without further words.
///
/// Refused with `s3.ServerSideEncryptionConfigurationNotFoundError` where it does not.
package struct GetBucketEncryption: BucketConfigurationOperation {
  package static let name = "GetBucketEncryption"
  package static let permission = "s3:GetEncryptionConfiguration"
  package static let configuration = "encryption"
  package static let rootName = "ServerSideEncryptionConfiguration"

  /// The default of the one rule that there can be.
  package struct Answer: Sendable, Equatable {
    /// `AES256`, `aws:kms`, `aws:kms:dsse`.
    package var algorithm: String?
    /// An ARN, an id or an alias.
    package var key: String?

    package init(algorithm: String?, key: String? = nil) {
      self.algorithm = algorithm
      self.key = key
    }
  }

  package var name: String

  package init(bucket name: String) { self.name = name }

  package static func answer(in root: XMLTree) throws(WireFormatError) -> Answer {
    let standard = try root.required("Rule")["ApplyServerSideEncryptionByDefault"]
    return Answer(algorithm: standard?.text("SSEAlgorithm"), key: standard?.text("KMSMasterKeyID"))
  }
}
