import DarumaCore
import DarumaJournal
import Synchronization
import Testing

@testable import DarumaRuntime

@Suite("A journal that a person went on with")
struct JournalAcceptanceTests {
  private static let now = Instant(rfc3339: "2026-11-24T18:45:00Z") ?? Instant(milliseconds: 0)

  private func acceptance(moved: Bool, at instant: Instant = now) -> WorkerInput {
    .accepted(
      Acceptance(
        by: "hanako", comment: nil, at: instant, reason: "3 commits are gone", usersMayHaveMoved: moved,
        throughRecord: 4))
  }

  @Test("where users may have been moved by what is lost, nobody knows where they are; people are told, all is listed")
  func moved() async throws {
    var bench = CutOff(at: Self.now)
    try await bench.go(.declared([TestApplication.make("care"), TestApplication.make("other")]))
    let taken = try await bench.check(acceptance(moved: true))
    for name in ["care", "other"] as [ApplicationName] {
      let state = try #require(taken.state.applications[name])
      #expect(state.placement.isUnknown && state.journalAcceptedAt == Self.now)
      #expect(state.reconciliationAskedAt == Self.now)
    }
    try await bench.go(acceptance(moved: true))
    let again = try await bench.take(acceptance(moved: true))
    #expect(again.commits.isEmpty, "it is journaled once")
    let later = try await bench.take(acceptance(moved: true, at: Self.now + .minutes(1)))
    #expect(!later.commits.isEmpty)
  }

  @Test("where nobody was moved, everybody is where they were")
  func notMoved() async throws {
    var bench = CutOff(at: Self.now)
    try await bench.go(.declared([TestApplication.make("care")]))
    let taken = try await bench.take(acceptance(moved: false))
    #expect(taken.state.applications["care"]?.placement.isPrimary == true)
    #expect(taken.commits.flatMap(\.events).map(\.body.type).contains("observation.journal-accepted.v1"))
  }

  /// Remembers what it was given, and can refuse.
  private final class Keeper: HeadKeeper {
    let heads = Mutex<[OutsideHead]>([])
    let fails = Mutex(false)

    func keep(_ head: OutsideHead) async throws(LogError) {
      guard !fails.withLock(\.self) else { throw LogError(.full, "no space is left", remedy: "Free some") }
      heads.withLock { $0.append(head) }
    }
  }

  @Test("the head is kept after each claim and commit; where it can't be, the worker goes no further")
  func kept() async throws {
    let keeper = Keeper()
    let heads = HeadKeeping(keeper: keeper, journal: nil, moved: 0)
    let clock = ManualClock(Self.now)
    let application = DeclaredApplication(application: TestApplication.make("care"), digest: "d1")
    let worker = try await SteppedWorker(
      on: [], DeclaredCatalog([application]), clock: clock, eventsPerCommit: 100, heads: heads)
    let opened = try await worker.open()
    let kept = keeper.heads.withLock(\.self)
    #expect(kept.first?.number == 0 && kept.first?.records == 1, "the claim")
    #expect(
      kept.last?.number == Int64(opened.records.count - 1)
        && kept.last?.head == RecordHash.of(opened.records.last ?? []))
    keeper.fails.withLock { $0 = true }
    await #expect(throws: JournalError.self) { try await worker.take(.declared([TestApplication.make("more")])) }
  }

  @Test("its newest move is kept with the head")
  func movesAreKept() async throws {
    let keeper = Keeper()
    let told = Mutex(0)
    let heads = HeadKeeping(
      keeper: keeper, journal: nil, moved: 0,
      acceptance: Acceptance(
        by: "hanako", comment: nil, at: Self.now, reason: "gone", usersMayHaveMoved: true, throughRecord: 0),
      acceptanceJournaled: { told.withLock { $0 += 1 } })
    let application = DeclaredApplication(application: TestApplication.make("care"), digest: "d1")
    let worker = try await SteppedWorker(
      on: [], DeclaredCatalog([application]), clock: ManualClock(Self.now), eventsPerCommit: 100, heads: heads)
    let opened = try await worker.open()
    #expect(opened.after.applications["care"]?.placement.isUnknown == true, "also of an application that is new")
    #expect(told.withLock(\.self) == 1)
    #expect(keeper.heads.withLock(\.self).last.map { $0.moved > 0 } == true)
  }
}
