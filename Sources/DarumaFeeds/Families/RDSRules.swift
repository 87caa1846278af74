/// The sentences by which RDS events are explained.
enum RDSRules {
  static let changed = Rule(.rds, "RDS, event by its number: the instance or cluster changed")
  static let renamed = Rule(
    .rds, "RDS, renamed: the instance or cluster of the old name is another one, or none")
  static let started = Rule(.rds, "RDS, snapshot being made: no recovery point yet")
  static let taken = Rule(.rds, "RDS, snapshot made: the snapshot exists, as old as its name says")
  static let deleted = Rule(.rds, "RDS, RDS-EVENT-0041: the snapshot was deleted")
  static let failed = Rule(.rds, "RDS, a snapshot that was asked for was not made")
  static let copyStarted = Rule(.rds, "RDS, snapshot copy started: no copy yet")
  static let copyCanceled = Rule(.rds, "RDS, snapshot copy canceled")
  static let copied = Rule(
    .rds,
    "RDS, snapshot copy finished: the snapshot of this region is a copy of the one that the message names")
  static let copyWithoutSource = Rule(
    .rds, "RDS, snapshot copy finished: the snapshot exists; the message does not name its original")
}
