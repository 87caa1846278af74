import DarumaCore
import DarumaRuntime
import DarumaSimulation

/// Kills the worker at the worst moment that there is: AWS has carried out its order to restore the database, and its answer
/// has not arrived. Another worker goes on.
struct DemoPowerCut {
  static let operation = "RestoreDBInstanceFromDBSnapshot"
  /// By how much the answer to the first order is late, so that there is such a moment.
  static let lateAnswer = FaultRule(.slow(milliseconds: 2_000), operation: operation, .nth(1))
  private static let look: Duration = .milliseconds(5)
  /// In real time; how long nobody is at work.
  private static let pause: Duration = .milliseconds(700)

  let parts: DemoParts

  func play() async throws {
    while parts.host.log.count(of: Self.operation, isDone: true) == 0 { try await RealTime.pass(Self.look) }
    guard let dead = await parts.workers.kill() else { return }
    parts.story.workerKilled(dead, at: parts.clock.now)
    try await RealTime.pass(Self.pause)
    parts.story.workerStarted(try await parts.workers.start(), at: parts.clock.now)
  }
}
