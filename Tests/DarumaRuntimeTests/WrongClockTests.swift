import DarumaCore
import Testing

@testable import DarumaRuntime

@Suite("What is heard by a clock that is not trusted counts for nothing")
struct WrongClockTests {
  private let clock = ManualClock(HearingTests.start)

  private func worker() async throws -> SteppedWorker {
    let application = DeclaredApplication(application: TestApplication.make("care"), digest: "d1")
    let worker = try await SteppedWorker(
      on: [], DeclaredCatalog([application], othersWithdrawnBy: "test"), clock: clock, eventsPerCommit: 100)
    _ = try await worker.open()
    return worker
  }

  private func isCurrent(_ worker: SteppedWorker) async -> Bool {
    await worker.worker.state.applications["care"]?.readiness.isCurrent ?? false
  }

  @Test("the end of the input, by a clock that was moved, makes nobody current; by one that agrees again it does")
  func endOfInput() async throws {
    let worker = try await worker()
    clock.part(by: .minutes(30))
    _ = try await worker.take(.endOfInput(nil))
    #expect(await isCurrent(worker) == false)
    clock.part(by: nil)
    _ = try await worker.take(.deadline)
    _ = try await worker.take(.endOfInput(nil))
    #expect(await isCurrent(worker))
  }

  @Test("the answer to a question that was open when the clock was moved is no answer, then or later")
  func openQuestion() async throws {
    let worker = try await worker()
    _ = try await worker.take(.listen)
    let question = try #require(await worker.worker.hearing.question)
    clock.part(by: .minutes(30))
    _ = try await worker.take(.heard(question))
    #expect(await isCurrent(worker) == false)
    clock.part(by: nil)
    _ = try await worker.take(.heard(question))
    #expect(await isCurrent(worker) == false, "asked before the clock was moved")
    _ = try await worker.take(.listen)
    let anew = try #require(await worker.worker.hearing.question)
    #expect(anew != question)
    _ = try await worker.take(.heard(anew))
    #expect(await isCurrent(worker))
  }
}
