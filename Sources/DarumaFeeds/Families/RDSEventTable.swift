import DarumaCore

/// What an RDS event means, by its number. Texts are not matched where there is a number: documentation and
/// events word the same event differently. (Amazon RDS and Aurora User Guides, "Event categories and event
/// messages".)
enum RDSMeaning: Equatable {
  /// A snapshot is being made.
  case snapshotStarted
  /// A snapshot exists.
  case snapshotTaken(RecoveryPointTaken.Origin)
  case snapshotDeleted
  /// A copy was started, is finished, was given up; from another region or within one.
  case copyStarted
  case copyFinished
  case copyCanceled
  /// A snapshot that was asked for could not be made.
  case snapshotFailed
  /// The instance or cluster itself changed.
  case changed(ResourceChanged.Change)
  /// It has another name: what the message says it was called before names nothing, or another one.
  case renamed
  /// Known, and says nothing about recovery, for this reason.
  case nothing(String)
}

enum RDSEventTable {
  static func meaning(of number: Int) -> RDSMeaning? {
    if renamings.contains(number) { return .renamed }
    if let meaning = snapshots[number] { return meaning }
    if let change = changes[number] { return .changed(change) }
    if exports.contains(number) {
      return .nothing("an export to S3, which cannot be restored as a database")
    }
    if lowStorage.contains(number) {
      return .nothing("a warning that storage runs low; the database still runs")
    }
    if unrelated.contains(where: { $0.contains(number) }) {
      return .nothing("maintenance, configuration or scaling of a database")
    }
    return others[number].map(RDSMeaning.nothing)
  }

  private static let snapshots: [Int: RDSMeaning] = [
    40: .snapshotStarted, 74: .snapshotStarted, 90: .snapshotStarted, 168: .snapshotStarted,
    42: .snapshotTaken(.manual), 75: .snapshotTaken(.manual),
    91: .snapshotTaken(.automatic), 169: .snapshotTaken(.automatic),
    41: .snapshotDeleted,
    59: .copyStarted, 196: .copyStarted,
    60: .copyFinished, 197: .copyFinished,
    61: .copyCanceled, 190: .copyCanceled,
    23: .snapshotFailed, 285: .snapshotFailed,
  ]

  private static let changes: [Int: ResourceChanged.Change] = [
    1: .backupStarted, 2: .backupFinished,
    28: .backupsDisabled, 32: .backupsEnabled,
    5: .created, 170: .created, 3: .deleted, 171: .deleted,
    19: .restored, 43: .restored,
    // Multi-AZ. 0015 is the end of the failover; only names still have to follow.
    13: .failoverStarted, 50: .failoverStarted, 15: .failedOver, 49: .failedOver, 51: .failedOver,
    65: .capacityRestored, 34: .failoverFailed,
    // Clusters.
    72: .failoverStarted, 73: .failoverStarted, 69: .failoverFailed, 70: .failoverFailed, 71: .failedOver,
    // Global databases: planned (0181 to 0187), unplanned (0238 to 0241), and stages of both.
    181: .failoverStarted, 182: .failoverStarted, 183: .failoverStarted, 423: .failoverStarted,
    390: .failoverStarted, 391: .failoverStarted, 397: .failoverStarted,
    184: .promoted, 185: .failedOver, 186: .failoverFailed, 187: .failoverFailed,
    238: .failedOver, 239: .failoverFailed, 240: .replicationStopped, 241: .replicationResumed,
    // Replicas.
    45: .replicationStopped, 57: .replicationStopped, 62: .replicationStopped, 63: .replicationStopped,
    358: .replicationStopped, 359: .replicationStopped, 360: .replicationStopped, 416: .replicationStopped,
    46: .replicationResumed, 357: .replicationResumed, 415: .replicationResumed, 233: .failoverStarted,
    // Recovery of an instance or of its standby.
    20: .capacityLost, 52: .capacityLost, 66: .capacityLost, 361: .capacityLost,
    21: .capacityRestored, 53: .capacityRestored, 362: .capacityRestored,
    // Failures. 0031 is the one where AWS recommends a point-in-time restore.
    22: .failing, 31: .failing, 35: .failing, 36: .failing, 315: .failing,
    4: .stopped, 6: .restarted, 87: .stopped, 88: .started, 150: .stopped, 151: .started, 153: .started,
    154: .started,
    7: .storageFull, 221: .storageFull,
    418: .keyLost, 419: .keyLost, 420: .keyRestored,
  ]

  /// 0172 of a cluster; 0251 of a blue/green deployment that was switched over.
  private static let renamings: Set<Int> = [172, 251]

  private static let exports: Set<Int> = [
    159, 160, 161, 162, 163, 164, 234, 235, 236, 484, 486, 487, 488, 489, 491, 492, 493,
  ]

  private static let lowStorage: Set<Int> = [89, 222, 227, 330, 331]

  private static let others: [Int: String] = [
    131: "a backtrack window, which is no recovery point",
    132: "a backtrack window, which is no recovery point",
    202: "a read replica that could not be created; none was lost",
    352: "how many databases can be restored to a point in time; a listing tells which",
    385: "the names of a cluster's instances; a failover has events of its own",
  ]

  private static let unrelated: [ClosedRange<Int>] = [
    11...12, 14...14, 16...18, 24...27, 29...30, 33...33, 44...44, 47...48, 54...56, 58...58, 64...64,
    67...68,
    76...86, 92...92, 141...149, 152...152, 155...158, 165...167, 173...180, 188...189, 191...195, 217...220,
    223...225, 230...231, 237...237, 253...254, 264...270, 278...284, 286...290, 295...298, 306...306,
    327...329,
    332...335, 353...356, 363...365, 370...374, 383...383, 386...389, 396...396, 398...399, 403...404,
    410...414,
    417...417, 421...422, 424...426, 429...429, 501...502, 512...513,
  ]

  /// Events from before 2022 have no number. The texts of those that were published, lower-cased and without
  /// a full stop.
  static func number(ofMessage message: String) -> Int? {
    var text = message.lowercased()
    while let last = text.last, last == "." || last == " " { text.removeLast() }
    return messages[text]
  }

  private static let messages: [String: Int] = [
    "backing up db instance": 1, "finished db instance backup": 2,
    "creating automated snapshot": 90, "automated snapshot created": 91,
    "creating manual snapshot": 40, "manual snapshot created": 42,
    "deleted user snapshot": 41, "deleted manual snapshot": 41,
    "creating manual cluster snapshot": 74, "manual cluster snapshot created": 75,
    "creating automated cluster snapshot": 168, "automated cluster snapshot created": 169,
    "db instance deleted": 3, "db instance created": 5, "db instance shutdown": 4, "db instance restarted": 6,
    "db instance stopped": 87, "db instance started": 88,
    "db cluster created": 170, "db cluster deleted": 171, "db cluster stopped": 150,
    "db cluster started": 151,
    "multi-az instance failover started": 13, "multi-az instance failover completed": 49,
    "disabled automated backups": 28, "enabled automated backups": 32,
    "database cluster has been patched": 173, "database instance patched": 47,
    "the snapshot export task failed": 159, "the snapshot export task was canceled": 160,
    "the snapshot export task completed": 161,
  ]
}
