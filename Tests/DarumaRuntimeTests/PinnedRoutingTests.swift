import DarumaCore
import DarumaJournal
import Testing

@testable import DarumaRuntime

@Suite("What a running execution pinned is heard until it has ended, whatever a newer file asks for")
struct PinnedRoutingTests {
  private static let now = Instant(rfc3339: "2026-11-24T18:45:00Z") ?? Instant(milliseconds: 0)

  private static func alarm(_ name: String, _ state: String, at time: String) -> String {
    #"{"version":"0","id":"3","detail-type":"CloudWatch Alarm State Change","source":"aws.cloudwatch","account":"123456789012","#
      + #""time":"\#(time)","region":"us-east-1","resources":["arn:aws:cloudwatch:us-east-1:123456789012:alarm:\#(name)"],"#
      + #""detail":{"alarmName":"\#(name)","state":{"value":"\#(state)","timestamp":"\#(time)"},"previousState":{"value":"OK"},"#
      + #""configuration":{}}}"#
  }

  private static func order(_ command: String, _ id: String) -> String {
    #"{"id":"\#(id)","command":"\#(command)","application":"care","by":"yuki","at":"2026-11-24T18:44:00Z","#
      + #""plan":\#(command == "failover" ? #""failover""# : "null")}"#
  }

  private static func snapshot() -> Signal {
    Signal(
      id: "s", at: now - .minutes(9), seenAt: now - .minutes(9), source: "test", account: "123456789012",
      region: "us-west-2", resource: TestApplication.database,
      fact: .recoveryPointTaken(
        RecoveryPointTaken(recoveryPoint: "arn:aws:rds:us-west-2:123456789012:snapshot:s", takenAt: now - .minutes(9))))
  }

  @Test("the OK of an alarm that only the pinned file asks for reaches the application; once it has ended, no more")
  func evidence() async throws {
    var bench = CutOff(at: Self.now)
    try await bench.go([.declared([TestApplication.make("care")]), .listed("care", [Self.snapshot()])])
    try await bench.go(
      .records(
        [Self.alarm("prod-region-a", "ALARM", at: "2026-11-24T18:44:00Z"), Self.order("failover", "c1")], at: Self.now))
    var newer = TestApplication.make("care")
    newer.triggers[0].when = .alarm(AlarmTest(name: "other", state: .alarm))
    let catalog = DeclaredCatalog([DeclaredApplication(application: newer, digest: "newer")])
    let running = try await bench.go(.declared(catalog))
    #expect(running.state.applications["care"]?.runningExecution != nil)
    func states(_ taken: CutOff.Taken) -> [AlarmChanged.State] {
      taken.state.applications["care"]?.projection.world.alarms.values.map(\.state) ?? []
    }
    let ok = Self.alarm("prod-region-a", "OK", at: "2026-11-24T18:44:30Z")
    #expect(states(try await bench.go(.records([ok], at: Self.now, from: 2))) == [.ok])
    try await bench.go(.records([Self.order("abort", "c2")], at: Self.now, from: 3))
    let late = Self.alarm("prod-region-a", "ALARM", at: "2026-11-24T18:44:40Z")
    let after = try await bench.go(.records([late], at: Self.now, from: 4))
    #expect(states(after) == [.ok])
    #expect(after.decision.ignored == ["no application asks for alarm prod-region-a": 1])
  }

  @Test("an application whose file is gone is withdrawn once its execution has ended, and not before")
  func withdrawnLater() async throws {
    var bench = CutOff(at: Self.now)
    try await bench.go([.declared([TestApplication.make("care")]), .listed("care", [Self.snapshot()])])
    try await bench.go(.records([Self.order("failover", "c1")], at: Self.now))
    let gone = WorkerInput.declared([], withdrawnBy: "applications folder")
    let waiting = try await bench.go(gone)
    #expect(waiting.decision.withdrawnLater == ["care"] && waiting.commits.isEmpty)
    #expect(waiting.state.applications["care"]?.catalog != nil)
    let ended = try await bench.go(.records([Self.order("abort", "c2")], at: Self.now, from: 1))
    let catalog = DeclaredCatalog([], othersWithdrawnBy: "applications folder")
    #expect(catalog.isToBeTakenUpAgain(after: ended.commits) && !catalog.isToBeTakenUpAgain(after: waiting.commits))
    #expect(!DeclaredCatalog([]).isToBeTakenUpAgain(after: ended.commits))
    let withdrawn = try await bench.go(gone)
    #expect(withdrawn.state.applications["care"]?.catalog == nil)
  }

  @Test(
    "an application that is renamed in the midst of a failover begins none of its own: nobody knows from where it is served"
  )
  func renamed() async throws {
    var bench = CutOff(at: Self.now)
    let old = TestApplication.make("care")
    try await bench.go([.declared([old]), .listed("care", [Self.snapshot()])])
    try await bench.go(.records([Self.order("failover", "c1")], at: Self.now))
    var new = old
    new.name = "care-two"
    let renamed = WorkerInput.declared([new], withdrawnBy: "applications folder")
    let taken = try await bench.check(renamed)
    let placement = try #require(taken.state.applications["care-two"]?.placement)
    #expect(placement.words(new.regions).contains("shares resources with care"))
    try await bench.go(renamed)
    let told =
      #"{"id":"c2","command":"rearm","application":"care-two","by":"yuki","at":"2026-11-24T18:44:00Z","#
      + #""servedFrom":"us-east-1"}"#
    try await bench.go(.records([told], at: Self.now, from: 1))
    let again = try await bench.go(renamed)
    #expect(again.state.applications["care-two"]?.placement.isPrimary == true, "a person has said so")
    // What was said last counts, also of users whom a person has moved.
    try await bench.go(.records([Self.order("abort", "c3")], at: Self.now, from: 2))
    let moved = told.replacing("c2", with: "c4").replacing("us-east-1", with: "us-west-2")
    try await bench.go([.records([moved], at: Self.now + .minutes(1), from: 3)], at: Self.now + .minutes(1))
    new.name = "care-three"
    let third = try await bench.go(.declared([new], withdrawnBy: "applications folder"), at: Self.now + .minutes(2))
    #expect(third.state.applications["care-three"]?.placement.isUnknown == true)
    #expect(third.state.applications["care-three"]?.placement.words(new.regions).contains("care-two") == true)
  }
}
