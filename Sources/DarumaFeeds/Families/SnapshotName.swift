import DarumaCore

/// The name of an automated snapshot: the database and the minute, in UTC, in which the snapshot was started.
struct SnapshotName {
  let database: String
  let startedAt: Instant

  init?(_ name: some StringProtocol) {
    guard name.hasPrefix("rds:") else { return nil }
    let parts = name.dropFirst(4).split(separator: "-", omittingEmptySubsequences: false)
    guard parts.count > 5 else { return nil }
    let time = parts.suffix(5)
    let text = time.prefix(3).joined(separator: "-") + " " + time.suffix(2).joined(separator: ":")
    guard let startedAt = try? TimeText.read(text, zoneless: .universal) else { return nil }
    database = parts.dropLast(5).joined(separator: "-")
    self.startedAt = startedAt
    guard !database.isEmpty else { return nil }
  }
}
