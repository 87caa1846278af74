import DarumaAWS
import DarumaCore
import DarumaJournal
import DarumaRuntime
import Synchronization
import Testing

@Suite("The worker: from a record to a service that is back")
struct WorkerTests {
  private static let start = Instant(rfc3339: "2026-11-24T18:45:00Z") ?? Instant(milliseconds: 0)

  private static let copy = #"""
    {"version":"0","id":"1","detail-type":"Copy Job State Change","source":"aws.backup","account":"123456789012",
    "time":"2026-11-24T18:23:00Z","region":"us-west-2",
    "resources":["arn:aws:rds:us-east-1:123456789012:snapshot:awsbackup:job-1"],
    "detail":{"copyJobId":"c1","state":"COMPLETED","resourceType":"RDS",
    "resourceArn":"arn:aws:rds:us-east-1:123456789012:db:care-prod","creationDate":"2026-11-24T18:13:00Z",
    "completionDate":"2026-11-24T18:23:00Z",
    "sourceBackupVaultArn":"arn:aws:backup:us-east-1:123456789012:backup-vault:a",
    "destinationBackupVaultArn":"arn:aws:backup:us-west-2:123456789012:backup-vault:b",
    "destinationRecoveryPointArn":"arn:aws:rds:us-west-2:123456789012:snapshot:awsbackup:copyjob-1"}}
    """#
  private static let backup = #"""
    {"version":"0","id":"2","detail-type":"Backup Job State Change","source":"aws.backup","account":"123456789012",
    "time":"2026-11-24T18:12:00Z","region":"us-east-1",
    "resources":["arn:aws:rds:us-east-1:123456789012:snapshot:awsbackup:job-1"],
    "detail":{"backupJobId":"b1","state":"COMPLETED","resourceType":"RDS",
    "resourceArn":"arn:aws:rds:us-east-1:123456789012:db:care-prod","creationDate":"2026-11-24T18:05:00Z",
    "completionDate":"2026-11-24T18:12:00Z","backupVaultArn":"arn:aws:backup:us-east-1:123456789012:backup-vault:a",
    "backupVaultName":"a","bytesTransferred":"0","percentDone":100,"iamRoleArn":"arn:aws:iam::123456789012:role/b"}}
    """#
  private static let alarm = #"""
    {"version":"0","id":"3","detail-type":"CloudWatch Alarm State Change","source":"aws.cloudwatch",
    "account":"123456789012","time":"2026-11-24T18:42:00Z","region":"us-east-1",
    "resources":["arn:aws:cloudwatch:us-east-1:123456789012:alarm:prod-region-api"],
    "detail":{"alarmName":"prod-region-api","state":{"value":"ALARM","timestamp":"2026-11-24T18:42:00.000+0000"},
    "previousState":{"value":"OK"},"configuration":{}}}
    """#
  private static let lines = [copy, "this is no JSON", backup, alarm].map { $0.filter { $0 != "\n" } }

  /// One worker on `log`, until `type` is committed or it ends.
  private func run(
    _ log: MemoryLog, _ cloud: MarkedCloud, until type: EventType?, letters: Letters = Letters()
  ) async throws -> State {
    let clock = ManualClock(Self.start)
    let observer = EventStream()
    let producer = log.producer("worker")
    let rebuild = try await Rebuild<State>.run(producer, snapshots: MemorySnapshots())
    let worker = Worker(
      parts: WorkerParts(
        clock: clock, cloud: cloud, deadLetters: letters, observer: observer,
        openSource: { positions, _ in ListSource(Self.lines, from: positions, at: Self.start, staysOpen: type != nil) }),
      settings: WorkerSettings(
        name: "worker",
        applications: [DeclaredApplication(application: TestApplication.make("care"), digest: "d1")],
        acts: type != nil, exitsAtEnd: type == nil),
      rebuild: rebuild, log: producer, snapshotStore: MemorySnapshots())
    guard let type else { return try await worker.run() }
    return try await withThrowingTaskGroup(of: State?.self) { group in
      group.addTask { try await worker.run() }
      group.addTask {
        // The hold-down is the only time that must pass; after a restart in its midst nothing is held anew.
        for await event in observer.events {
          if ["failover.trigger-held.v1", "observation.listening-resumed.v1"].contains(event.body.type) {
            clock.advance(by: .minutes(5))
          }
          if event.body.type == type { return nil }
        }
        return nil
      }
      _ = try await group.next()
      group.cancelAll()
      return try await Rebuild<State>.run(producer, snapshots: MemorySnapshots()).fold.state
    }
  }

  @Test("records lead to a finished failover, each effect once; what is no event goes to the dead letters")
  func failsOver() async throws {
    let cloud = MarkedCloud()
    let letters = Letters()
    let state = try await run(
      MemoryLog(), cloud, until: "failover.execution-succeeded.v1", letters: letters)
    let execution = try #require(state.applications["care"]?.executions.values.first)
    #expect(execution.machine.stateName == "succeeded")
    #expect(execution.loss == .minutes(37))
    #expect(
      cloud.acts.map(\.rawValue.description).map { $0.split(separator: "/").dropFirst().joined(separator: "/") }
        == ["restore/1", "app/1", "dns/1"])
    #expect(letters.all.map(\.bytes) == [Array("this is no JSON".utf8)])
    #expect(letters.all.first?.origin == .record(topic: "events", partition: 0, offset: 1))
  }

  /// Every prefix of the journal is a moment at which the worker may have been killed; what it had begun may or may not
  /// have reached the cloud.
  @Test(
    "killed after any record of the journal: the next worker finishes, and nothing is done twice",
    arguments: [false, true])
  func killedAnywhere(_ hadActed: Bool) async throws {
    let whole = MemoryLog()
    _ = try await run(whole, MarkedCloud(), until: "failover.execution-succeeded.v1")
    let records = try await whole.producer("reader").read(from: 0, limit: 1000, wait: .zero).map(\.bytes)
    #expect(records.count > 8)
    for length in 0..<records.count {
      let log = MemoryLog()
      try await log.producer("before").append(Array(records.prefix(length)))
      let cloud = MarkedCloud()
      let before = try await Rebuild<State>.run(log.producer("before"), snapshots: MemorySnapshots()).fold.state
      let execution = before.applications["care"]?.executions.values.first
      for (step, machine) in execution?.steps ?? [:] where machine.isDone || (hadActed && machine.running != nil) {
        cloud.alreadyDid(Effect.identifier(execution: execution?.id ?? "", step: step, attempt: 1))
      }
      if execution?.machine.hasEnded == true { continue }
      let after = try await run(log, cloud, until: "failover.execution-succeeded.v1")
      #expect(after.applications["care"]?.executions.values.first?.machine.stateName == "succeeded", "\(length)")
      #expect(cloud.acts.count == Set(cloud.acts).count, "killed after \(length) records: \(cloud.acts)")
      #expect(cloud.acts.count == 3, "killed after \(length) records: \(cloud.acts)")
    }
  }

  @Test("a bounded run only decides; running it again from its journal adds nothing")
  func bounded() async throws {
    let log = MemoryLog()
    let cloud = MarkedCloud()
    let first = try await run(log, cloud, until: nil)
    #expect(cloud.acts.isEmpty)
    let again = try await run(log, cloud, until: nil)
    #expect(first.projections == again.projections)
    let replayed = try await Replay.fromFirstCommit(State.self, log.producer("reader"))
    #expect(replayed.state == again)
  }

  @Test("a worker that is superseded stops and says by whom")
  func superseded() async throws {
    let log = MemoryLog()
    _ = try await run(log, MarkedCloud(), until: nil)
    let clock = ManualClock(Self.start)
    let producer = log.producer("old")
    let observer = EventStream()
    let old = Worker(
      parts: WorkerParts(
        clock: clock, cloud: MarkedCloud(), deadLetters: Letters(), observer: observer,
        openSource: { positions, _ in ListSource([], from: positions, at: Self.start, staysOpen: true) }),
      settings: WorkerSettings(name: "old"),
      rebuild: try await Rebuild<State>.run(producer, snapshots: MemorySnapshots()), log: producer,
      snapshotStore: MemorySnapshots())
    let running = Task { try await old.run() }
    #expect(await observer.await("observation.listening-resumed.v1"))
    let other = Ledger(
      try await Rebuild<State>.run(log.producer("new"), snapshots: MemorySnapshots()).fold, log: log.producer("new"),
      worker: "new")
    _ = try await other.claim(at: Self.start)
    await old.declare([DeclaredApplication(application: TestApplication.make("care"), digest: "d2")])
    await #expect(throws: JournalError.self) { try await running.value }
  }
}

/// Dead letters in memory.
final class Letters: DeadLetterSink {
  private let letters = Mutex<[DeadLetter]>([])
  var all: [DeadLetter] { letters.withLock(\.self) }
  func put(_ letters: [DeadLetter]) async throws { self.letters.withLock { $0 += letters } }
  func close() async {}
}
