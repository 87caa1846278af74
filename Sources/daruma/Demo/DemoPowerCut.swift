import DarumaCore
import DarumaRuntime
import DarumaSimulation

/// Kills the worker at the worst moment that there is: AWS has carried out its order to restore the database, and its answer
/// has not arrived. Another worker goes on.
struct DemoPowerCut {
  static let operation = "RestoreDBInstanceFromDBSnapshot"
  /// By how much the answer to the first order is late, so that there is such a moment.
  static let lateAnswer = FaultRule(.slow(milliseconds: 5_000), operation: operation, .nth(1))
  private static let look: Duration = .milliseconds(5)
  /// In real time, for what the worker does beside it (a notice) to end, and for what it has journaled to be told.
  private static let breath: Duration = .milliseconds(300)

  let parts: DemoParts

  func play() async throws {
    while parts.host.log.count(of: Self.operation, isDone: true) == 0 { try await RealTime.pass(Self.look) }
    try await RealTime.pass(Self.breath)
    guard let dead = await parts.workers.kill() else { return }
    let now = parts.clock.now
    try await RealTime.pass(Self.breath)
    parts.story.workerKilled(dead, at: now)
    parts.story.workerStarted(try await parts.workers.start(), at: parts.clock.now)
  }
}
