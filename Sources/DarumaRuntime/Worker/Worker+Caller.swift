import DarumaAWS
import DarumaCore
import DarumaJournal

/// Nothing is asked or done in AWS before it is known that the credentials are of the application's account.
extension Worker {
  /// Takes in whose credentials these are. What waited for the right ones goes on.
  func take(_ told: [ApplicationName: Caller]) async throws {
    callers.merge(told) { $1 }
    if !told.isEmpty { try await decide(.callers(told)) }
    bell.ring()
    reconciler?.look()
  }

  /// Why `application` must not be asked about or acted for now; nil where it may be.
  nonisolated func callerDelay(of application: ApplicationName) async -> EffectDelay? {
    guard let source = parts.callers else { return nil }
    if let delay = await knownCallerDelay(of: application) { return delay }
    // Others may have been fetched meanwhile.
    if await source.isAsked() { return nil }
    return await askForCaller()
  }

  private func knownCallerDelay(of application: ApplicationName) -> EffectDelay? {
    guard let account = ledger.state.applications[application]?.account else { return nil }
    guard let caller = callers[application] else { return askForCaller() }
    return caller.fault(for: account).map { delayed($0) }
  }

  private func askForCaller() -> EffectDelay {
    callerWatch?.look()
    return delayed("whose credentials these are is being asked")
  }
}
