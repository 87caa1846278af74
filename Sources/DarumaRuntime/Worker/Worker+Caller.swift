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
    planWatch?.touch(Set(told.keys))
    planWatch?.look()
  }

  /// Whether AWS may be asked about the plans of `application`; nil while that is not known, and before what can be restored
  /// was listed once, or tried to be: nothing is missing before anybody has looked for it.
  func mayLookAtPlans(of application: ApplicationName) async -> Bool? {
    if await callerDelay(of: application) != nil {
      return ledger.state.applications[application]?.callerFault == nil ? nil : false
    }
    guard let reconciler else { return true }
    return await reconciler.hasListed(application) ? true : nil
  }

  /// Why `application` must not be asked about or acted for now; nil where it may be.
  nonisolated func callerDelay(of application: ApplicationName) async -> EffectDelay? {
    guard let source = parts.callers else { return nil }
    if let delay = await knownCallerDelay(of: application) { return delay }
    // Others may have been fetched meanwhile.
    guard let account = await account(of: application) else { return nil }
    if await source.checkedKey(of: account) != nil { return nil }
    return await askForCaller()
  }

  /// `cloud`, bound to keys of the right account where anybody can say whose they are.
  func accountBound(_ cloud: any Cloud) -> any Cloud {
    guard let source = parts.callers else { return cloud }
    return AccountBoundCloud(base: cloud) { [weak self] application in
      guard let account = await self?.account(of: application) else { return nil }
      return await source.checkedKey(of: account)
    }
  }

  private func account(of application: ApplicationName) -> Account? { ledger.state.applications[application]?.account }

  private func knownCallerDelay(of application: ApplicationName) -> EffectDelay? {
    guard let account = account(of: application) else { return nil }
    guard let caller = callers[application] else { return askForCaller() }
    return caller.fault(for: account).map { delayed($0) }
  }

  private func askForCaller() -> EffectDelay {
    callerWatch?.look()
    return delayed("whose credentials these are is being asked")
  }
}
