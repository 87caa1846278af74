import DarumaAWS
import DarumaCore
import DarumaJournal
import Foundation
import TestSupport
import Testing

@testable import DarumaRuntime

@Suite("What effects wait for stands beside the journal")
struct WaitingEffectTests {
  private let clock = ManualClock(Instant(milliseconds: 1_800_000_000_000))

  private func effect(_ step: StepID) -> Effect {
    Effect(
      id: EffectID("app.1/\(step)/1"), application: "app", execution: "app.1", step: step, attempt: 1,
      purpose: .perform,
      action: .httpCheck(url: "https://a.example/", expect: 200, consecutive: 1),
      deadline: clock.now + .hours(1))
  }

  private func observer(_ place: JournalPlace) -> WaitingObserver {
    WaitingObserver(journal: place, now: { [clock] in clock.now }) { _ in }
  }

  private func place() -> JournalPlace {
    JournalPlace(FileManager.default.temporaryDirectory.appendingPathComponent("daruma-waiting-\(UUID()).sqlite").path)
  }

  @Test("a reason keeps its beginning while its words change, and another one begins anew")
  func since() throws {
    let place = place()
    defer { unlink(place.waiting) }
    let observer = observer(place)
    observer.noted(EffectNote(effect: effect("db"), text: "throttled (id 1)", reason: "rds.Throttling"))
    let first = clock.now
    clock.advance(by: WaitingObserver.pause)
    observer.noted(EffectNote(effect: effect("db"), text: "throttled (id 2)", reason: "rds.Throttling"))
    var told = try #require(WaitingObserver.read(place).first)
    #expect(told.text == "throttled (id 2)" && told.since == first && told.step == "db" && told.execution == "app.1")
    observer.noted(EffectNote(effect: effect("db"), text: "db-1 is creating"))
    told = try #require(WaitingObserver.read(place).first)
    #expect(told.text == "db-1 is creating" && told.since == clock.now)
    // Whoever starts anew knows of nothing yet.
    _ = self.observer(place)
    #expect(WaitingObserver.read(place).isEmpty)
  }

  @Test("the file is for its owner, bounded, and does not hold what has ended")
  func bounded() throws {
    let place = place()
    defer { unlink(place.waiting) }
    let observer = observer(place)
    for index in 0...WaitingObserver.most {
      observer.noted(EffectNote(effect: effect(StepID("s\(index)")), text: String(repeating: "x", count: 10_000)))
    }
    let told = WaitingObserver.read(place)
    #expect(told.count == WaitingObserver.most && told.allSatisfy { $0.text.count == WaitingObserver.longestText })
    let mode = try FileManager.default.attributesOfItem(atPath: place.waiting)[.posixPermissions] as? Int
    #expect(mode == 0o600)
    let commit = Commit(
      partition: 0, number: 1, previous: .genesis(partition: 0), epoch: 1, worker: "w", at: clock.now, inputs: [],
      events: [])
    observer.committed(commit, state: State())
    #expect(WaitingObserver.read(place).isEmpty)
  }
}
