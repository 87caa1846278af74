internal import DarumaAWS
internal import DarumaCore

/// A type of resource of which `backup.restore` makes a new one.
protocol BackedUpType: Sendable {
  /// As AWS Backup calls it: `EFS`.
  static var name: String { get }
  /// Of the restore metadata: where the name stands that the step gives to what is made. By it a job is found again.
  static var nameMember: String { get }
  /// Whether the recovery point says itself what most of the restore metadata is.
  static var isDescribed: Bool { get }

  /// What the file says of the restore metadata, beside its `metadata`.
  static func changes(_ wanted: BackupRestore.Wanted) -> [String: String]

  /// What AWS Backup is told of the new one.
  ///
  /// - Parameter described: What the recovery point says of it; empty of a type that is not described.
  static func metadata(
    _ wanted: BackupRestore.Request, _ described: [String: String], _ region: Region
  ) throws(CloudFault) -> [String: String]

  /// Requests that look at what is made, and the one that marks it.
  static func calls(_ at: ActionPlace) -> [PlannedCall]

  /// What a job made; nil where it is gone.
  ///
  /// - Throws: ``CloudFault`` with the code `SERVICE.UnreadableAnswer` for an ARN of anything else.
  static func find(_ arn: String?, by job: String, _ at: ActionPlace) async throws(CloudFault) -> RestoredThing?
}

/// What a restore job of AWS Backup made.
struct RestoredThing {
  enum Condition {
    case usable, underway
    /// Nothing comes of it any more.
    case lost
  }

  /// For people: `file system fs-1`.
  var words: String
  var state: String
  var condition: Condition
  var tags: [String: String]
  var outputs: [String: String]
  /// The code of the failure where it is another's.
  var takenCode: String
  /// Sets the mark.
  var mark: AWSCall
}
