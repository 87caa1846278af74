import Synchronization

/// Holds the one ``SimulatedCloud`` that both faces share. Every call is a short critical section; answers
/// are written, delayed or cut outside it.
package final class CloudHost: Sendable {
  private let cloud: Mutex<SimulatedCloud>

  package init(_ cloud: sending SimulatedCloud) {
    self.cloud = Mutex(cloud)
  }

  /// One call; see ``SimulatedCloud/call(_:in:now:)``.
  package func call<Operation: CloudOperation>(
    _ operation: Operation, in region: String, now: Int64
  ) -> Reply<Operation.Output> {
    cloud.withLock { $0.call(operation, in: region, now: now) }
  }

  /// Looks at the cloud or changes it, as a scenario or a test does.
  package func withCloud<Result: Sendable>(
    _ body: (inout SimulatedCloud) throws -> sending Result
  ) rethrows -> Result {
    try cloud.withLock { try body(&$0) }
  }

  package func hasRegion(_ name: String) -> Bool {
    cloud.withLock { $0.estate.regions[name] != nil }
  }

  /// Twelve digits.
  package var account: String {
    cloud.withLock { $0.estate.account }
  }

  /// The calls made so far.
  package var log: CallLog {
    cloud.withLock { $0.log }
  }
}
