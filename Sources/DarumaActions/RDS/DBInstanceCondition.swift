/// What a database instance's status means for a restore. The statuses are those of the RDS User Guide,
/// "Viewing DB instance status".
enum DBInstanceCondition: Equatable {
  /// Takes connections.
  case usable
  /// On its way; the normal case while a restore runs.
  case underway
  /// Stands still until a person does something about it; not the result of the restore itself.
  case stopped
  /// On its way out, or gone wrong for good.
  case lost

  init(status: String) {
    switch status {
    // A restored volume loads its blocks in the background and serves meanwhile.
    case "available", "storage-optimization", "storage-initialization":
      self = .usable
    case "stopped", "stopping", "storage-full":
      self = .stopped
    case "failed", "restore-error", "migration-failed", "cloning-failed", "insufficient-capacity", "delete-precheck",
      "deleting",
      "inaccessible-encryption-credentials", "inaccessible-encryption-credentials-recoverable":
      self = .lost
    // Network, option group, parameters, restore, create: the list has grown before.
    case let status where status.hasPrefix("incompatible-"):
      self = .lost
    default:
      self = .underway
    }
  }
}
