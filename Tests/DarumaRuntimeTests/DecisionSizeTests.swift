import DarumaCatalog
import DarumaCore
import DarumaFeeds
import DarumaJournal
import Foundation
import Testing

@testable import DarumaRuntime

@Suite(
  "No limit ends the worker: each decision concerns one application, what is large is split, what never fits is told")
struct DecisionSizeTests {
  private static let now = Instant(rfc3339: "2026-11-24T18:45:00Z") ?? Instant(milliseconds: 0)

  private static func alarm(_ name: String, _ state: String = "ALARM") -> String {
    #"{"version":"0","id":"3","detail-type":"CloudWatch Alarm State Change","source":"aws.cloudwatch","account":"123456789012","#
      + #""time":"2026-11-24T18:42:00Z","region":"us-east-1","resources":["arn:aws:cloudwatch:us-east-1:123456789012:alarm:\#(name)"],"#
      + #""detail":{"alarmName":"\#(name)","state":{"value":"\#(state)","timestamp":"2026-11-24T18:42:00.000+0000"},"#
      + #""previousState":{"value":"OK"},"configuration":{}}}"#
  }

  /// A failed backup whose reason is as long as wanted.
  private static func failure(_ characters: Int) -> String {
    #"{"version":"0","id":"2","detail-type":"Backup Job State Change","source":"aws.backup","account":"123456789012","#
      + #""time":"2026-11-24T18:12:00Z","region":"us-east-1","resources":[],"detail":{"backupJobId":"b1","state":"FAILED","#
      + #""resourceType":"RDS","resourceArn":"arn:aws:rds:us-east-1:123456789012:db:care-prod","#
      + #""creationDate":"2026-11-24T18:05:00Z","statusMessage":"\#(String(repeating: "x", count: characters))"}}"#
  }

  private static func copied(_ application: Application) -> [Signal] {
    application.resources.map { resource in
      Signal(
        id: SignalID("s-\(resource.arn)"), at: now - .minutes(10), seenAt: now - .minutes(10), source: "test",
        account: application.account, region: "us-west-2", resource: resource.arn,
        fact: .recoveryPointTaken(
          RecoveryPointTaken(
            recoveryPoint: RecoveryPointID(
              "arn:aws:rds:us-west-2:123456789012:snapshot:\(application.name)-\(resource.id)"),
            takenAt: now - .minutes(20))))
    }
  }

  private static func fleet(_ count: Int, resources: Int = 1) -> [Application] {
    (0..<count).map { number in
      var application = TestApplication.make(ApplicationName("care-\(String(format: "%03d", number))"))
      let database = application.resources[0]
      application.resources += (1..<max(resources, 1)).map { index in
        Resource(
          id: ResourceID("db\(index)"), type: .rdsInstance, arn: ARN("\(database.arn)-\(index)"),
          protection: database.protection)
      }
      return application
    }
  }

  @Test("a record that concerns many applications leads to an entry of each, its position in the last")
  func entries() async throws {
    var bench = CutOff(at: Self.now)
    try await bench.go([.declared(Self.fleet(5)), .readiness(.current)])
    let taken = try await bench.take(
      .records([Self.alarm("prod-region-a"), "nonsense", Self.alarm("b")], at: Self.now))
    let entries = taken.decision.entries
    #expect(entries.count == 7)
    #expect(entries.allSatisfy { Set($0.events.map(\.application)).count <= 1 })
    #expect(entries.map(\.inputs.first?.nextOffset) == [nil, nil, nil, nil, 1, 2, 3])
    #expect(taken.commits.count == 1, "what fits is still one commit")
    let time = bench.decider.decide(
      .timePassed, taken.state, InputPositions(), at: Self.now + .days(3), heardUntil: Self.now + .days(3))
    #expect(time.entries.count == 5 && time.entries.allSatisfy { Set($0.events.map(\.application)).count == 1 })
  }

  @Test("500 applications fire on one region alarm; killed between any two commits, they are as if they had not been")
  func fire() async throws {
    let fleet = Self.fleet(500)
    var bench = CutOff(at: Self.now)
    try await bench.go(.declared(fleet))
    try await bench.go(fleet.map { .listed($0.name, Self.copied($0)) })
    try await bench.go(.readiness(.current))
    let input = WorkerInput.records([Self.alarm("prod-region-api")], at: Self.now)
    try await bench.check(input)
    try await bench.go(input)
    let fired = try await bench.check(.timePassed, at: Self.now + .minutes(6), cuts: { [1, $0 / 2, $0 - 1] })
    #expect(fired.commits.count > 1)
    #expect(fired.state.applications.values.count { $0.runningExecution != nil } == 500)
  }

  @Test("300 files with 20,000 resources are declared at once, killed half-way too")
  func declare() async throws {
    let fleet = Self.fleet(300, resources: 67)
    let declared = try await CutOff(at: Self.now).check(.declared(fleet), cuts: { [$0 / 2] })
    #expect(declared.state.applications.values.compactMap(\.catalog).flatMap(\.resources).count == 20_100)
    #expect(declared.commits.count > 10)
  }

  @Test("20,000 resources become late in one second, killed half-way too")
  func late() async throws {
    let fleet = Self.fleet(50, resources: 400)
    var bench = CutOff(at: Self.now)
    try await bench.go(.declared(fleet))
    try await bench.go(fleet.map { .listed($0.name, Self.copied($0)) })
    let late = try await bench.check(.timePassed, at: Self.now + .hours(1), cuts: { [$0 / 2] })
    #expect(
      late.state.applications.values.flatMap { $0.exposures.values.filter { $0.status == .breached } }.count == 20_000)
  }

  @Test("with one event a commit: after every prefix of what a declaration or time leads to, only the rest is added")
  func everyPrefix() async throws {
    var limits = JournalLimits()
    limits.eventsPerCommit = 1
    var bench = CutOff(limits: limits, at: Self.now)
    let fleet = Self.fleet(3, resources: 5)
    try await bench.check(.declared(fleet), comparing: Self.learned)
    try await bench.go(.declared(fleet))
    try await bench.go(fleet.map { .listed($0.name, Self.copied($0)) })
    // The sum of all exposures is told only together with one of them; once that is mended, compare whole states.
    try await bench.check(.timePassed, at: Self.now + .hours(1), comparing: Self.learned)
  }

  /// What is known, and how each resource stands.
  private static func learned(_ state: State) -> [ApplicationName: [ResourceID: Exposure.Status]] {
    state.applications.mapValues { application in
      Dictionary(uniqueKeysWithValues: application.exposures.values.map { ($0.resource, $0.status) })
    }
  }

  @Test(
    "a record that leads to an event beyond a commit is a dead letter, nothing of it is applied, and the rest goes on")
  func tooLarge() async throws {
    var bench = CutOff(at: Self.now)
    try await bench.go(.declared([TestApplication.make("care")]))
    let texts = [
      Self.alarm("prod-region-a"), "[" + Self.failure(10) + "," + Self.failure(3_000) + "]",
      Self.alarm("prod-region-b"),
    ]
    bench.limits.bytesPerCommit = 3_000
    let taken = try await bench.go(.records(texts, at: Self.now))
    #expect(taken.decision.deadLetters.map(\.code) == [DeadLetter.tooLarge])
    #expect(taken.decision.deadLetters[0].bytes == Array(texts[1].utf8))
    let application = try #require(taken.state.applications["care"])
    #expect(application.projection.world.alarms.count == 2)
    #expect(application.projection.protection.jobs.isEmpty)
    #expect(taken.commits.last?.inputs.first?.nextOffset == 3)
  }

  @Test("of a listing only the signal that fits nowhere is left out, and that is told")
  func listed() async throws {
    var bench = CutOff(at: Self.now)
    let application = TestApplication.make("care")
    try await bench.go(.declared([application]))
    var large = Self.copied(application)[0]
    large.id = "large"
    large.fact = .backupProgressed(
      BackupProgressed(job: "j", state: .failed, reason: String(repeating: "x", count: 1_000_000)))
    let taken = try await bench.go(.listed("care", [large] + Self.copied(application)))
    #expect(taken.decision.leftOut.map(\.what) == ["a listed signal of application care"])
    #expect(taken.decision.leftOut[0].reason.code == "journal.event-too-large")
    #expect(taken.state.applications["care"]?.projection.protection.points.count == 1)
  }

  @Test("an application file beyond an event is refused and told; the others, and the one before it, are in force")
  func largeFile() async throws {
    var bench = CutOff(at: Self.now)
    try await bench.go(.declared(Self.fleet(2)))
    var large = Self.fleet(3)
    large[0].resources += (0..<12_000).map { number in
      Resource(
        id: ResourceID("r\(number)"), type: .rdsInstance, arn: ARN("arn:aws:rds:us-east-1:123456789012:db:x-\(number)"))
    }
    let input = WorkerInput.declared(
      DeclaredCatalog(large.map { DeclaredApplication(application: $0, digest: "new") }))
    let taken = try await bench.go(input)
    #expect(
      taken.decision.leftOut.map(\.what) == [
        "the application file of care-000 (what was in force before stays)"
      ])
    #expect(taken.state.applications["care-000"]?.catalogDigest == "d-care-000")
    #expect(taken.state.applications["care-001"]?.catalogDigest == "new")
    #expect(taken.state.applications["care-002"]?.catalogDigest == "new")
  }

  @Test(
    "6,000 heartbeats in one record are taken in; 6,000 faults in one record are one dead letter with the first of them"
  )
  func poison() async throws {
    var bench = CutOff(at: Self.now)
    try await bench.go(.declared([TestApplication.make("care")]))
    let beats = (0..<6_000).map { number in
      #"{"heartbeat":"canary","at":"\#(Self.now + Span(milliseconds: Int64(number)))"}"#
    }
    let record = "[" + beats.joined(separator: ",") + "]"
    let taken = try await bench.check(.records([record], at: Self.now))
    #expect(taken.state.applications["care"]?.projection.world.heartbeats["canary"] == Self.now + .milliseconds(5_999))
    #expect(taken.commits.count > 1 && taken.decision.deadLetters.isEmpty)
    let faults = "[" + Array(repeating: "1", count: 6_000).joined(separator: ",") + "]"
    let refused = try await bench.take(.records([faults], at: Self.now))
    #expect(refused.decision.deadLetters.count == 1)
    let letter = try #require(refused.decision.deadLetters.first)
    #expect(letter.count == 6_000 && letter.problems.count == DeadLetter.mostProblems)
    #expect(letter.reason.hasSuffix("; and 5990 more"))
    #expect(refused.commits.count == 1 && refused.commits[0].events.isEmpty)
  }

  @Test("the limit of an application file leaves room in an event of the journal")
  func limit() {
    #expect(SizeCheck.mostBytes + 10_000 < JournalLimits().bytesPerCommit)
  }
}

extension Span {
  fileprivate static func milliseconds(_ count: Int64) -> Span { Span(milliseconds: count) }
}
