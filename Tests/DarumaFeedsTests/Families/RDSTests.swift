import DarumaCore
import Testing

@testable import DarumaFeeds

@Suite("RDS and Aurora")
struct RDSTests {
  private let database: ARN = "arn:aws:rds:us-east-1:012345678901:db:orders"
  private let snapshot = "arn:aws:rds:us-east-1:012345678901:snapshot:rds:orders-prod-2026-11-24-18-05"

  private func event(
    _ number: String?, _ type: String = "RDS DB Instance Event", arn: String, message: String = "m",
    region: String = "us-east-1", date: String = "2026-11-24T18:09:13.882Z"
  ) -> Decoded {
    let id = number.map { #","EventID":"RDS-EVENT-\#($0)""# } ?? ""
    return decode(
      Made.event(
        "aws.rds", type,
        detail: """
          {"EventCategories":["backup"],"SourceType":"X","SourceArn":"\(arn)","Date":"\(date)",\
          "Message":"\(message)","SourceIdentifier":"i"\(id)}
          """, resources: [arn], region: region))
  }

  private func notification(_ source: String, _ number: String, id: String = "orders", arn: String? = nil)
    -> String
  {
    let member = arn.map { #""Source ARN":"\#($0)","# } ?? ""
    return """
      {"Event Source":"\(source)","Event Time":"2026-11-24 18:09:13.882",\
      "Identifier Link":"https://example.com",\
      "Source ID":"\(id)",\
      \(member)"Event ID":"http://docs.example.com/USER_Events.html#RDS-EVENT-\(number) ",\
      "Event Message":"m"}
      """
  }

  @Test("an automated snapshot is of the database in its name, and as old as its name says")
  func automated() throws {
    let decoded = event("0091", "RDS DB Snapshot Event", arn: snapshot)
    let signal = try #require(decoded.signals.first)
    #expect(signal.resource == "arn:aws:rds:us-east-1:012345678901:db:orders-prod")
    #expect(signal.id == SignalID("recoveryPointTaken#" + snapshot))
    #expect(signal.at == time("2026-11-24T18:09:13.882Z"))
    guard case .recoveryPointTaken(let taken) = signal.fact else { throw Mismatch(signal) }
    #expect(taken.takenAt == time("2026-11-24T18:05:00Z"))
    #expect(taken.completedAt == time("2026-11-24T18:09:13.882Z"))
    #expect(taken.origin == .automatic)
  }

  @Test("a cluster's automated snapshot is of a cluster")
  func automatedCluster() throws {
    let arn = "arn:aws:rds:us-east-1:012345678901:cluster-snapshot:rds:main-2026-11-24-18-05"
    let signal = try #require(event("0169", "RDS DB Cluster Snapshot Event", arn: arn).signals.first)
    #expect(signal.resource == "arn:aws:rds:us-east-1:012345678901:cluster:main")
  }

  @Test(
    "a manual snapshot, or one whose name only looks automated, names no database",
    arguments: [
      "before-release-41", "rds:orders-2026-13-24-18-05", "rds:2026-11-24-18-05", "rds:orders",
      "awsbackup:job-4b3c",
    ])
  func manual(_ name: String) throws {
    let arn = "arn:aws:rds:us-east-1:012345678901:snapshot:" + name
    let signal = try #require(event("0042", "RDS DB Snapshot Event", arn: arn).signals.first)
    #expect(signal.resource == nil)
    guard case .recoveryPointTaken(let taken) = signal.fact else { throw Mismatch(signal) }
    #expect(taken.takenAt == nil)
    #expect(taken.origin == (name.hasPrefix("awsbackup:") ? .plan : .manual))
  }

  @Test("EventBridge and SNS have one id, whether or not SNS names the ARN")
  func twoRoutes() {
    let bridge = event("0087", arn: database.rawValue).signals
    let sns = [database.rawValue, nil].flatMap {
      decode(Made.sns(notification("db-instance", "0087", arn: $0))).signals
    }
    #expect(sns.count == 2)
    #expect(Set((bridge + sns).map(\.id)).count == 1)
    #expect(Set((bridge + sns).map(\.resource)) == [database])
    let taken = decode(Made.sns(notification("db-snapshot", "0091", id: "rds:orders-prod-2026-11-24-18-05")))
    #expect(taken.signals.map(\.id) == [SignalID("recoveryPointTaken#" + snapshot)])
  }

  @Test("a notification without ARN and topic is refused: nothing tells region and account")
  func bareNotification() {
    #expect(decode(notification("db-instance", "0087")).problems.map(\.code) == [.missing])
    #expect(decode(notification("db-instance", "0087", arn: database.rawValue)).signals.count == 1)
    #expect(decode(Made.sns(notification("db-parameter-group", "0037"))).ignored.count == 1)
  }

  @Test(
    "the number tells what happened",
    arguments: [
      ("0001", ResourceChanged.Change.backupStarted), ("0002", .backupFinished), ("0003", .deleted),
      ("0005", .created),
      ("0006", .restarted), ("0007", .storageFull), ("0013", .failoverStarted), ("0015", .failedOver),
      ("0049", .failedOver),
      ("0034", .failoverFailed), ("0019", .restored), ("0028", .backupsDisabled), ("0031", .failing),
      ("0032", .backupsEnabled), ("0045", .replicationStopped), ("0046", .replicationResumed),
      ("0087", .stopped),
      ("0088", .started), ("0221", .storageFull), ("0361", .capacityLost), ("0362", .capacityRestored),
      ("0418", .keyLost),
      ("0420", .keyRestored),
    ])
  func changes(_ number: String, _ change: ResourceChanged.Change) {
    let decoded = event(number, arn: database.rawValue)
    #expect(decoded.signals.map(\.fact) == [.resourceChanged(ResourceChanged(change: change, reason: "m"))])
    #expect(
      decoded.signals.map(\.id)
        == [SignalID("resourceChanged#\(database)#RDS-EVENT-\(number)#2026-11-24T18:09:13.882Z")])
  }

  @Test(
    "the number tells what happened to a cluster",
    arguments: [
      ("0069", ResourceChanged.Change.failoverFailed), ("0070", .failoverFailed), ("0071", .failedOver),
      ("0073", .failoverStarted),
      ("0181", .failoverStarted), ("0184", .promoted), ("0185", .failedOver), ("0187", .failoverFailed),
      ("0238", .failedOver), ("0239", .failoverFailed), ("0240", .replicationStopped),
      ("0241", .replicationResumed),
    ])
  func clusterChanges(_ number: String, _ change: ResourceChanged.Change) {
    let decoded = event(
      number, "RDS DB Cluster Event", arn: "arn:aws:rds:us-east-1:012345678901:cluster:main")
    #expect(decoded.signals.map(\.fact) == [.resourceChanged(ResourceChanged(change: change, reason: "m"))])
  }

  @Test(
    "maintenance, low storage, exports and topology are passed over",
    arguments: [
      "0016", "0089", "0155", "0173", "0230", "0385", "0403", "0501",
    ])
  func ignored(_ number: String) {
    let decoded = event(number, arn: database.rawValue)
    #expect(decoded.ignored.count == 1 && decoded.problems.isEmpty && decoded.signals.isEmpty)
  }

  @Test("an export of a snapshot is no recovery point", arguments: ["0159", "0160", "0161"])
  func exports(_ number: String) {
    #expect(event(number, "RDS DB Snapshot Event", arn: snapshot).ignored.count == 1)
  }

  @Test("an unknown number, and none with an unknown message, are refused")
  func unknown() {
    #expect(event("9999", arn: database.rawValue).problems.map(\.code) == [.unknownEvent])
    #expect(event(nil, arn: database.rawValue).problems.map(\.code) == [.unknownEvent])
    #expect(event("87", arn: database.rawValue).problems.map(\.place) == ["detail.EventID"])
  }

  @Test(
    "events from before 2022 are told by their message",
    arguments: [
      ("Finished DB Instance backup", "RDS-EVENT-0002"), ("DB instance stopped.", "RDS-EVENT-0087"),
    ])
  func messages(_ message: String, _ number: String) {
    let decoded = event(nil, arn: database.rawValue, message: message)
    #expect(decoded.signals.allSatisfy { $0.id.rawValue.contains(number) })
    #expect(decoded.signals.count == 1)
  }

  @Test("the number wins over the text")
  func numberWins() {
    let decoded = event("0041", "RDS DB Snapshot Event", arn: snapshot, message: "Automated snapshot created")
    #expect(decoded.signals.map(\.fact.kind) == [.recoveryPointRemoved])
  }

  @Test(
    "an ARN of another kind than the event is about is sent aside",
    arguments: [
      ("RDS DB Snapshot Event", "arn:aws:rds:us-east-1:1:db:orders", "0042"),
      ("RDS DB Cluster Event", "arn:aws:rds:us-east-1:1:db:orders", "0071"),
      ("RDS DB Instance Event", "arn:aws:ec2:us-east-1:1:db:orders", "0087"),
      ("RDS DB Instance Event", "arn:aws:rds:us-east-1:1:db:orders", "0042"),
    ])
  func contradiction(_ type: String, _ arn: String, _ number: String) {
    #expect(event(number, type, arn: arn).problems.map(\.code) == [.contradiction])
  }

  @Test("a snapshot being made, or not made, is progress without a point")
  func progress() {
    let started = event("0090", "RDS DB Snapshot Event", arn: snapshot)
    #expect(started.signals.map(\.id) == [SignalID("backupProgressed#\(snapshot)#running")])
    let failed = event("0023", arn: database.rawValue)
    guard case .backupProgressed(let progress)? = failed.signals.first?.fact else {
      return #expect(Bool(false))
    }
    #expect(progress.state == .failed)
  }
}

@Suite("Copies of RDS snapshots")
struct RDSSnapshotCopyTests {
  private func event(_ number: String, arn: String, message: String) -> Decoded {
    decode(
      Made.event(
        "aws.rds", "RDS DB Snapshot Event",
        detail: """
          {"SourceArn":"\(arn)","Date":"2026-11-24T18:09:13.882Z","Message":"\(message)",\
          "SourceIdentifier":"x","EventID":"RDS-EVENT-\(number)"}
          """, region: "us-west-2"))
  }

  private let copy = "arn:aws:rds:us-west-2:012345678901:snapshot:dr-orders"

  @Test("a finished copy is of the snapshot and region that the message names")
  func crossRegion() throws {
    let decoded = event(
      "0060", arn: copy,
      message: "Finished copy of snapshot rds:orders-2026-11-24-18-05 from region us-east-1 in 5 minutes.")
    let signal = try #require(decoded.signals.first)
    guard case .recoveryPointCopied(let copied) = signal.fact else { throw Mismatch(signal) }
    #expect(copied.recoveryPoint.rawValue == copy)
    #expect(copied.of == "arn:aws:rds:us-east-1:012345678901:snapshot:rds:orders-2026-11-24-18-05")
    #expect(copied.toRegion == "us-west-2")
    #expect(signal.id == SignalID("recoveryPointCopied#" + copy))
  }

  @Test("an event that names the original in the other region does not tell what the copy is called")
  func unnamedCopy() {
    let decoded = event(
      "0060", arn: "arn:aws:rds:us-east-1:012345678901:snapshot:orders",
      message: "Finished copy of snapshot orders from region us-east-1 in 5 minutes.")
    #expect(decoded.signals.isEmpty)
    #expect(decoded.problems.map(\.code) == [.contradiction])
  }

  @Test(
    "a copy whose message names itself, or nothing, exists without a known age",
    arguments: [
      "Finished copy of snapshot dr-orders in region us-west-2.", "Done.",
      "Finished copy of snapshot x from region Ohio.",
    ])
  func withoutOriginal(_ message: String) throws {
    let signal = try #require(event("0197", arn: copy, message: message).signals.first)
    guard case .recoveryPointTaken(let taken) = signal.fact else { throw Mismatch(signal) }
    #expect(taken.takenAt == nil)
  }

  @Test(
    "a copy that is started or canceled is progress",
    arguments: [("0059", "running"), ("0061", "aborted"), ("0190", "aborted")])
  func progress(_ number: String, _ state: String) {
    #expect(
      event(number, arn: copy, message: "m").signals.map(\.id) == [
        SignalID("backupProgressed#copy to \(copy)#\(state)")
      ])
  }
}
