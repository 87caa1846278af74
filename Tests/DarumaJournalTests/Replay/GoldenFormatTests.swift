import DarumaCore
import DarumaJournal
import Testing

@Suite("Journals of every released format")
struct GoldenFormatTests {
  private func format1() async throws -> MemoryLog { try await journal(GoldenFormat1.export) }

  private func journal(_ export: String) async throws -> MemoryLog {
    let log = MemoryLog()
    var importing = try await JournalImport(into: log.producer("import"))
    for line in export.split(separator: "\n") { try await importing.take(Array(line.utf8)) }
    try await importing.finish()
    return log
  }

  @Test("format 1 replays: chain, numbers, positions")
  func replays() async throws {
    let replayed = try await Replay.fromFirstCommit(State.self, try await format1())
    #expect(replayed.fold.arbiter.head.rawValue == GoldenFormat1.head)
    #expect(replayed.fold.arbiter.number == 4 && replayed.fold.arbiter.epoch == 3)
    #expect(replayed.counts.claims == 2 && replayed.counts.commits == 4 && replayed.counts.voids == 1)
    #expect(
      replayed.fold.positions.all == [
        InputPosition(topic: "daruma.control", partition: 2, nextOffset: 9),
        InputPosition(topic: "daruma.signals", partition: 0, nextOffset: 7),
      ])
    let application = try #require(replayed.state.applications["kaigo-subsys"])
    #expect(application.sequence == 5 && application.automationPausedBy == "Müller / 大田 \u{1F6D1}\n\"x\"")
  }

  @Test("format 1 verifies: intact, with one void record")
  func verifies() async throws {
    let report = try await JournalVerification.run(State.self, try await format1(), snapshots: nil)
    #expect(report.isIntact && report.voids.map(\.reason) == [.wrongEpoch(carried: 0, newest: 3)])
  }

  @Test("what was read of format 1 is written byte for byte as it was, but for events that have a successor")
  func writes() async throws {
    let codec = CommitCodec()
    for record in try await format1().records {
      switch codec.decode(record) {
      case .claim(let claim): #expect(try codec.encode(claim) == record)
      case .commit(_, let commit):
        if String(decoding: record, as: UTF8.self).contains("observation.listening-") { continue }
        #expect(try codec.encode(try commit.get()) == record)
      case .unknownFormat, .unreadable: Issue.record("not read: \(String(decoding: record, as: UTF8.self))")
      }
    }
  }

  @Test("what was called listening is readiness, and nothing else is changed by it")
  func listening() async throws {
    func event(_ type: String) -> [UInt8] {
      Array(
        """
        {"at":"2026-09-21T14:13:20.000Z","epoch":0,"events":[{"application":"shop","at":"2026-09-21T14:13:20.000Z",\
        "data":{},"sequence":12,"type":"observation.listening-\(type).v1"}],"format":1,"inputs":[],"kind":"commit",\
        "number":1,"partition":0,"previous":"00","worker":"w"}
        """.utf8)
    }
    for (type, change) in [("paused", Readiness.Change.catchingUp), ("resumed", .current)] {
      guard case .commit(_, let commit) = CommitCodec().decode(event(type)) else {
        Issue.record("not read: \(type)")
        continue
      }
      #expect(try commit.get().events.map(\.body) == [.observation(.readinessChanged(change))])
    }
    let application = try await Replay.fromFirstCommit(State.self, try await format1()).state.applications[
      "kaigo-subsys"]
    #expect(application?.readiness.currentSince == Instant(rfc3339: "2026-09-21T14:13:21Z"))
  }

  /// As they were written before an execution named the file that it pins.
  @Test("a start that carries the application, and a request that carries the plan, are read as those of today")
  func carriedFiles() throws {
    func read(_ type: String, _ data: String) throws -> EventBody? {
      let text = """
        {"at":"2026-09-21T14:13:20.000Z","epoch":0,"events":[{"application":"shop","at":"2026-09-21T14:13:20.000Z",\
        "data":\(data),"sequence":12,"type":"\(type)"}],"format":1,"inputs":[],"kind":"commit",\
        "number":1,"partition":0,"previous":"00","worker":"w"}
        """
      guard case .commit(_, let commit) = CommitCodec().decode(Array(text.utf8)) else { return nil }
      return try commit.get().events.first?.body
    }
    let plan = #"{"kind":"failover","name":"region","steps":[]}"#
    let choice =
      #"{"loss":"PT37M","point":"arn:p2","resource":"db","takenAt":"2026-09-21T13:36:20.000Z","usability":1}"#
    let started = try read(
      "failover.execution-started.v1",
      """
      {"application":{"account":"1","contacts":[],"guards":{"failoversPerDay":2},"name":"shop",\
      "objectives":{"rpo":"PT1H","rto":"PT4H"},"plans":[\(plan)],"regions":{"primary":"us-east-1",\
      "recovery":"us-west-2"},"resources":[],"triggers":[]},"by":"trigger t","choices":[\(choice)],"evidence":[],\
      "execution":"shop.1","onset":"2026-09-21T14:13:00.000Z","plan":\(plan),"trigger":"t"}
      """)
    guard case .executionStarted(let start)? = started else {
      Issue.record("not read: \(String(describing: started))")
      return
    }
    #expect(start.plan == "region" && start.pinned?.name == "shop" && start.fates.map(\.resource) == ["db"])
    let asked = try read(
      "failover.execution-approval-requested.v1",
      """
      {"approval":{"approvers":[],"digest":"d1","expiresAt":"2026-09-21T14:43:20.000Z",\
      "policy":{"from":["management"],"onTimeout":"abort","required":1,"timeout":"PT30M"},\
      "requestedAt":"2026-09-21T14:13:20.000Z","round":1,"terms":{"application":"shop","choices":[\(choice)],\
      "evidence":[],"execution":"shop.1","onset":"2026-09-21T14:13:00.000Z","plan":\(plan)}},"execution":"shop.1"}
      """)
    guard case .execution(_, .approvalRequested(let approval))? = asked else {
      Issue.record("not read: \(String(describing: asked))")
      return
    }
    #expect(approval.digest == "d1" && approval.terms.choices.map(\.point) == ["arn:p2"])
  }

  @Test("exposure of the first version, and application files and points of that time, are read as those of today")
  func firstExposure() async throws {
    let replayed = try await Replay.fromFirstCommit(State.self, try await journal(GoldenExposure1.export))
    #expect(replayed.fold.arbiter.head.rawValue == GoldenExposure1.head)
    let application = try #require(replayed.state.applications["kaigo-subsys"])
    #expect(
      application.exposures["db"] == Exposure(resource: "db", levels: [.init(usability: .taken, status: .unknown)]))
    #expect(application.catalog?.resource("db")?.protection.first?.retain == .lasting(.days(30)))
    let points = application.projection.protection.points(of: "arn:aws:rds:us-east-1:123456789012:db:kaigo-subsys-prod")
    #expect(points.map(\.exists) == [true, false])
  }
}
