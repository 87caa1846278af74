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

    private enum CodingKeys: String, CodingKey {
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

  private enum CodingKeys: String, CodingKey { case key = "KeyId" }
}
