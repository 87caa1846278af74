import Synchronization

@testable import DarumaKafka

/// Collects the reports of a client, and lets a test wait for one instead of sleeping.
final class ReportLog: Sendable {
  private struct State {
    var reports: [KafkaReport] = []
    var waiting: [(matches: @Sendable (KafkaReport) -> Bool, continuation: CheckedContinuation<KafkaReport, Never>)] =
      []
  }

  private let state = Mutex(State())

  var reporter: KafkaReporter {
    { self.add($0) }
  }

  var all: [KafkaReport] { state.withLock { $0.reports } }

  /// The first report, past or future, for which `matches` holds.
  func first(where matches: @escaping @Sendable (KafkaReport) -> Bool) async -> KafkaReport {
    await withCheckedContinuation { continuation in
      let found = state.withLock { state -> KafkaReport? in
        if let found = state.reports.first(where: matches) { return found }
        state.waiting.append((matches, continuation))
        return nil
      }
      if let found { continuation.resume(returning: found) }
    }
  }

  private func add(_ report: KafkaReport) {
    let ready = state.withLock { state in
      state.reports.append(report)
      let ready = state.waiting.filter { $0.matches(report) }
      state.waiting.removeAll { $0.matches(report) }
      return ready
    }
    for waiter in ready { waiter.continuation.resume(returning: report) }
  }
}
