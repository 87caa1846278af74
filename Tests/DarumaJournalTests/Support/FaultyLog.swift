import DarumaJournal
import Synchronization

/// Any log, behind a connection that loses or delays what is appended. It works for every backend, so that the contract
/// can ask of each what happens then.
final class FaultyLog: CommitLog {
  enum Fault: Sendable { case none, loses, delays }

  private struct State {
    var fault = Fault.none
    var delayed: [[UInt8]] = []
  }

  private let base: any CommitLog
  private let state = Mutex(State())

  init(_ base: any CommitLog) { self.base = base }

  var partition: Int32 { base.partition }
  var traits: LogTraits { base.traits }

  func become(_ fault: Fault) { state.withLock { $0.fault = fault } }

  /// What was delayed arrives after all.
  func deliver() async throws(LogError) {
    let delayed = state.withLock { state in
      defer { state.delayed = [] }
      return state.delayed
    }
    try await base.append(delayed)
  }

  func append(_ records: [[UInt8]]) async throws(LogError) {
    let fault = state.withLock { state in
      if case .delays = state.fault { state.delayed += records }
      return state.fault
    }
    if case .none = fault { try await base.append(records) }
  }

  func read(from offset: Int64, limit: Int, wait: Duration) async throws(LogError) -> [LogRecord] {
    try await base.read(from: offset, limit: limit, wait: wait)
  }

  func end(within limit: Duration) async throws(LogError) -> Int64 { try await base.end(within: limit) }
}
