import DarumaCore
import DarumaJournal
import Foundation
import TestSupport
import Testing

@testable import DarumaRuntime

/// The export of a journal that a version wrote which knew neither placement nor effects of their own: a whole failover of the
/// sample application, from the first backup to the end.
@Suite("A journal of before: a whole failover replays, and a worker goes on from it")
struct GoldenFailoverTests {
  private static let end = Instant(rfc3339: "2026-11-30T20:00:00Z") ?? Instant(milliseconds: 0)

  private static func records() async throws -> [[UInt8]] {
    let root = try #require(SharedCorpus.repositoryRoot)
    let file = root.appendingPathComponent("Tests/DarumaRuntimeTests/Golden/failover-without-placement.ndjson")
    let log = MemoryLog()
    var take = try await JournalImport(into: log.producer("import"))
    for line in try Data(contentsOf: file).split(separator: UInt8(ascii: "\n")) { try await take.take(Array(line)) }
    try await take.finish()
    return log.records
  }

  @Test(
    "the state says what was done: it succeeded, every effect has an end, and users are served from the recovery region"
  )
  func replays() async throws {
    let log = MemoryLog()
    try await log.producer("reader").append(try await Self.records())
    let replay = try await Replay.fromFirstCommit(State.self, log.producer("reader"))
    // Whoever changes what the fold makes of a journal raises the version: snapshots of before are then not gone on from.
    #expect(State.stateVersion == 7)
    let digest = try replay.digest().rawValue
    #expect(digest == "a2eb49016adfdb86ddf5e7f6ddce7177dd3ec7f83be4e9ea23c348cc0d414aac")
    let state = try #require(replay.state.applications["kaigo-subsys"])
    let execution = try #require(state.executions.values.first)
    #expect(execution.machine.stateName == "succeeded" && execution.hasChanged && execution.cutOverAt != nil)
    #expect(state.effects.of(execution.id).allSatisfy { $0.machine.hasEnded })
    #expect(state.placement.words(execution.application.regions).hasPrefix("served from us-west-2 since"))
    let report = try #require(Report(execution.id, of: state))
    #expect(report.rta?.isMet == true && report.missing.isEmpty)
    #expect(report.fates.contains { $0.resource == "db" && !$0.fate.isLeftBehind })
  }

  @Test("the region stays down: nothing fails over again, and what is decided from there can be read again")
  func goesOn() async throws {
    var bench = CutOff(at: Self.end)
    bench.take(up: try await Self.records())
    try await bench.go(.readiness(.catchingUp))
    try await bench.go(.readiness(.current))
    var last = try await bench.go(.timePassed)
    for day in 1...3 { last = try await bench.go(.timePassed, at: Self.end + .days(Int64(day))) }
    let state = try #require(last.state.applications["kaigo-subsys"])
    #expect(state.executionCount == 1 && state.placement.place == .recovery("us-west-2"))
  }
}
