import DarumaCore
import Testing

@testable import DarumaFeeds

@Suite("AWS Backup")
struct BackupTests {
  private let point = "arn:aws:rds:us-east-1:012345678901:snapshot:awsbackup:job-4b3c"

  private func job(_ state: String, more: String = "", key: String = "state") -> String {
    Made.event(
      "aws.backup", "Backup Job State Change",
      detail: """
        {"backupJobId":"4b3c","\(key)":"\(state)","creationDate":"2026-11-24T03:00:00.000Z",\
        "backupVaultArn":"arn:aws:backup:us-west-2:210987654321:backup-vault:main",\
        "resourceArn":"arn:aws:ec2::us-west-2:volume/vol-1"\(more)}
        """)
  }

  @Test("a recovery point is as old as the start of its job")
  func completed() throws {
    let signal = try #require(decode(Made.backupCompleted(point: point)).signals.first)
    #expect(signal.id == SignalID("recoveryPointTaken#" + point))
    #expect(signal.at == time("2026-11-24T03:40:00Z"))
    #expect(signal.seenAt == time("2026-11-24T03:42:10Z"))
    #expect(signal.account == "012345678901")
    #expect(signal.resource == "arn:aws:rds:us-east-1:012345678901:db:orders")
    #expect(
      signal.fact
        == .recoveryPointTaken(
          RecoveryPointTaken(
            recoveryPoint: RecoveryPointID(point), takenAt: time("2026-11-24T03:00:00Z"),
            completedAt: time("2026-11-24T03:40:00Z"), vault: "aws/main", sizeBytes: 3_221_225_472,
            origin: .plan, whole: true)))
  }

  @Test("the RDS event of the same snapshot has the same id")
  func twoRoutes() throws {
    let rds = Made.event(
      "aws.rds", "RDS DB Snapshot Event",
      detail: """
        {"EventCategories":["creation"],"SourceType":"SNAPSHOT","SourceArn":"\(point)",\
        "Date":"2026-11-24T03:41:00.123Z","SourceIdentifier":"awsbackup:job-4b3c","EventID":"RDS-EVENT-0042",\
        "Message":"Manual snapshot created"}
        """, resources: [point])
    let signals = [Made.backupCompleted(point: point), rds].flatMap { decode($0).signals }
    #expect(signals.count == 2)
    #expect(Set(signals.map(\.id)).count == 1)
    guard case .recoveryPointTaken(let taken) = signals[1].fact else { throw Mismatch(signals) }
    #expect(taken.takenAt == nil)
    #expect(taken.origin == .plan)
  }

  @Test("so has the EBS event of a snapshot, whatever form its ARN has")
  func twoRoutesOfEBS() {
    let ebs = Made.event(
      "aws.ec2", "EBS Snapshot Notification",
      detail: """
        {"event":"createSnapshot","result":"succeeded",\
        "snapshot_id":"arn:aws:ec2::us-east-1:snapshot/snap-1",\
        "source":"arn:aws:ec2::us-east-1:volume/vol-1","startTime":"2026-11-24T03:00:00.000Z",\
        "endTime":"2026-11-24T03:40:00.000Z"}
        """)
    let backup = Made.backupCompleted(
      point: "arn:aws:ec2:us-east-1::snapshot/snap-1",
      resource: "arn:aws:ec2:us-east-1:012345678901:volume/vol-1")
    let signals = [ebs, backup].flatMap { decode($0).signals }
    #expect(
      signals.map(\.id)
        == Array(repeating: "recoveryPointTaken#arn:aws:ec2:us-east-1::snapshot/snap-1", count: 2))
    #expect(Set(signals.map(\.resource)).count == 1)
  }

  @Test("every state of a job is told, in state or in status", arguments: ["state", "status"])
  func states(_ key: String) {
    let expected: [(String, BackupProgressed.State)] = [
      ("CREATED", .created), ("PENDING", .pending), ("RUNNING", .running), ("ABORTING", .running),
      ("FAILED", .failed), ("ABORTED", .aborted), ("EXPIRED", .missedWindow),
    ]
    for (word, state) in expected {
      let decoded = decode(job(word, more: #","statusMessage":"\"why\"""#, key: key))
      let reason = "why"
      #expect(
        decoded.signals.map(\.fact)
          == [.backupProgressed(BackupProgressed(job: "4b3c", state: state, reason: reason))], "\(word)")
      #expect(decoded.signals.map(\.id) == [SignalID("backupProgressed#4b3c#\(state.rawValue)")])
    }
    #expect(decode(job("DONE", key: key)).problems.map(\.code) == [.unknownValue])
  }

  @Test("the vault's region counts, and a volume's ARN gets its account")
  func regionAndResource() throws {
    let signal = try #require(decode(job("RUNNING")).signals.first)
    #expect(signal.region == "us-west-2")
    #expect(signal.resource == "arn:aws:ec2:us-west-2:012345678901:volume/vol-1")
  }

  @Test("a completed job without a recovery point is refused, and a partial one is marked")
  func incomplete() {
    #expect(decode(job("COMPLETED")).problems.map(\.code) == [.incomplete])
    let partial = decode(
      Made.backupCompleted(point: point).replacing(#""state":"COMPLETED""#, with: #""state":"PARTIAL""#))
    guard case .recoveryPointTaken(let taken)? = partial.signals.first?.fact else {
      return #expect(Bool(false))
    }
    #expect(taken.partial)
    #expect(partial.signals.map(\.id) == [SignalID("recoveryPointTaken#\(point)#partial")])
  }

  @Test("what is completed with issues may lack something: the point is partial, and says why")
  func completedWithIssues() throws {
    for said in [#""1 object failed""#, #""\"quoted\"""#] {
      let text = Made.backupCompleted(point: point).replacing(
        #""resourceType""#, with: #""statusMessage":\#(said),"resourceType""#)
      let decoded = decode(text)
      guard case .recoveryPointTaken(let taken)? = decoded.signals.first?.fact else { throw Mismatch(decoded) }
      #expect(taken.partial)
      #expect(decoded.rules.first?.sentence.contains("statusMessage") == true)
    }
    let empty = Made.backupCompleted(point: point).replacing(
      #""resourceType""#, with: #""statusMessage":"","resourceType""#)
    #expect(decode(empty).signals.map(\.id) == [SignalID("recoveryPointTaken#" + point)])
  }

  @Test("the key, what it implies, and the end of retention are passed on where they are said")
  func keyAndRetention() throws {
    func taken(_ members: String) throws -> RecoveryPointTaken {
      let decoded = decode(
        Made.backupCompleted(point: point).replacing(#""resourceType""#, with: members + #","resourceType""#))
      guard case .recoveryPointTaken(let taken)? = decoded.signals.first?.fact else { throw Mismatch(decoded) }
      return taken
    }
    let key = #""encryptionKeyArn":"arn:aws:kms:us-east-1:1:key/k""#
    #expect(try taken(key).key == "arn:aws:kms:us-east-1:1:key/k")
    #expect(try taken(key).encrypted == true)
    #expect(try taken(key + #","isEncrypted":"FALSE""#).encrypted == false)
    #expect(try taken(#""encryptionKeyArn":"""#).encrypted == nil)
    #expect(
      try taken(#""recoveryPointLifecycle":{"deleteAfterDays":"7"}"#).expiresAt == time("2026-12-01T03:00:00Z"))
    #expect(try taken(#""recoveryPointLifecycle":{"deleteAfterDays":-1}"#).expiresAt == nil)
    #expect(
      decode(
        Made.backupCompleted(point: point).replacing(
          #""resourceType""#, with: #""encryptionKeyArn":"alias/k","resourceType""#)
      ).problems.map(\.place) == ["detail.encryptionKeyArn"])
  }

  @Test("a date that does not exist refuses the event")
  func noSuchDate() {
    let text = Made.backupCompleted(point: point).replacing(
      "2026-11-24T03:00:00.000Z", with: "2026-11-31T03:00:00.000Z")
    #expect(decode(text).problems.map(\.code) == [.noSuchDate])
    #expect(decode(text).problems.map(\.place) == ["detail.creationDate"])
  }

  @Test("a malformed ARN refuses the event, with its place")
  func badARN() {
    let decoded = decode(Made.backupCompleted(point: "snap-1"))
    #expect(decoded.problems.map(\.place) == ["resources[0]"])
    #expect(decoded.problems.map(\.code) == [.invalidARN])
  }
}
