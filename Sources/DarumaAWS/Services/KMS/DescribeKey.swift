package import DarumaCore

/// Asks what state a key is in.
///
/// Refused with `kms.NotFoundException` where there is none.
package struct DescribeKey: JSONOperation {
  package static let service = AWSService.kms
  package static let name = "DescribeKey"
  package static let repetition = Repetition.reads

  package struct Key: Sendable, Equatable, Decodable {
    /// `Enabled`, `Disabled`, `PendingDeletion` ...
    package var state: String
    /// Of a key that is to be deleted.
    package var deletedAt: EpochSeconds?
    package var id: String
    package var arn: String?

    private enum CodingKeys: String, CodingKey {
      case id = "KeyId"
      case arn = "Arn"
      case state = "KeyState"
      case deletedAt = "DeletionDate"
    }
  }

  package struct Answer: Sendable, Equatable, Decodable {
    package var key: Key

    private enum CodingKeys: String, CodingKey { case key = "KeyMetadata" }
  }

  /// Its ARN.
  package var key: String

  package init(key: String) { self.key = key }

  package func check(_ answer: Answer, in region: Region) throws(WireFormatError) {
    let described = ARN(whole: answer.key.arn)
    try AnswerSubject.check("key", described, liesIn: region)
    // An alias is described under the ARN of its key.
    guard ARN(key).resourceType == "key" else { return }
    try AnswerSubject.check("key", described?.rawValue, is: key)
    try AnswerSubject.check("key", answer.key.id, is: ARN(key).resourceName)
  }

  private enum CodingKeys: String, CodingKey { case key = "KeyId" }
}
