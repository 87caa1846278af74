import DarumaAWS
import DarumaCore

/// What a stack's status means for whoever wants to update it (AWS CloudFormation User Guide, "Stack status codes").
enum StackCondition {
  /// It is as it was last asked to be.
  case complete
  /// The last update was taken back.
  case rolledBack
  case underway
  /// Nothing but a person gets it out.
  case stuck

  init(_ status: String, _ stack: String) throws(CloudFault) {
    switch status {
    case "CREATE_COMPLETE", "UPDATE_COMPLETE", "IMPORT_COMPLETE": self = .complete
    case "UPDATE_ROLLBACK_COMPLETE", "IMPORT_ROLLBACK_COMPLETE": self = .rolledBack
    case "CREATE_IN_PROGRESS", "UPDATE_IN_PROGRESS", "UPDATE_COMPLETE_CLEANUP_IN_PROGRESS",
      "UPDATE_ROLLBACK_IN_PROGRESS", "UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS", "IMPORT_IN_PROGRESS",
      "IMPORT_ROLLBACK_IN_PROGRESS":
      self = .underway
    case "CREATE_FAILED", "ROLLBACK_IN_PROGRESS", "ROLLBACK_FAILED", "ROLLBACK_COMPLETE", "DELETE_IN_PROGRESS",
      "DELETE_FAILED", "DELETE_COMPLETE", "UPDATE_FAILED", "UPDATE_ROLLBACK_FAILED", "REVIEW_IN_PROGRESS",
      "IMPORT_ROLLBACK_FAILED":
      self = .stuck
    default: throw .unreadable(.cloudFormation, "names no known status of stack \(stack)")
    }
  }
}
