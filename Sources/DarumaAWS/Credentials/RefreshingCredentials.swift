package import DarumaCore

/// Keeps credentials and renews them before they expire, in the background: as long as the old ones are good,
/// nobody waits for a source that may be down. However many ask at once, the source is asked once. Where
/// renewing fails, the old ones are used on to their end, and a notice says so.
package actor RefreshingCredentials: CredentialProvider {
  private let source: any CredentialProvider
  private let timing: CredentialTiming
  private let now: @Sendable () -> Instant
  private let notify: @Sendable (CredentialNotice) -> Void

  private var lease: CredentialLease?
  private var lastFailure: (error: CredentialError, at: Instant)?
  private var renewal: Task<Result<AWSCredentials, CredentialError>, Never>?

  package init(
    _ source: any CredentialProvider, timing: CredentialTiming = CredentialTiming(),
    now: @escaping @Sendable () -> Instant, notify: @escaping @Sendable (CredentialNotice) -> Void
  ) {
    self.source = source
    self.timing = timing
    self.now = now
    self.notify = notify
  }

  package func credentials() async throws(CredentialError) -> AWSCredentials {
    if let lease {
      switch lease.need(at: now(), timing) {
      case .none: return lease.credentials
      case .renewalWise:
        _ = renewalTask()
        return lease.credentials
      case .renewalNecessary: break
      }
    }
    if renewal == nil, let failure = recentFailure { throw failure }
    return try await renewalTask().value.get()
  }

  /// Asks the source anew because a service refused the credentials.
  ///
  /// - Returns: whether there are other ones now. Also true where they were replaced a moment ago: the
  ///   refusal was for those before.
  package func renew() async -> Bool {
    guard let lease else { return false }
    if now() < lease.obtainedAt + timing.pause { return true }
    if renewal == nil, now() < lease.lastTry + timing.pause { return false }
    switch await renewalTask().value {
    case .success(let credentials): return !credentials.signsLike(lease.credentials)
    case .failure: return false
    }
  }

  /// Waits until no renewal is under way.
  func settled() async { _ = await renewal?.value }

  /// A failure so fresh that asking again is pointless, where nothing good is at hand.
  private var recentFailure: CredentialError? {
    guard let lastFailure, now() < lastFailure.at + timing.pause else { return nil }
    return lastFailure.error
  }

  /// The renewal that is under way, or a new one. A task of its own: it serves all who wait, so it does not
  /// end with the one who began it.
  private func renewalTask() -> Task<Result<AWSCredentials, CredentialError>, Never> {
    if let renewal { return renewal }
    // What whoever began it is bound to does not bind the source: it may exchange other keys for these.
    let task = Task { await CheckedKey.$current.withValue(nil) { await askSource() } }
    renewal = task
    return task
  }

  private func askSource() async -> Result<AWSCredentials, CredentialError> {
    defer { renewal = nil }
    do throws(CredentialError) {
      return .success(try adopt(try await source.credentials()))
    } catch {
      return keepOld(after: error)
    }
  }

  private func adopt(_ fresh: AWSCredentials) throws(CredentialError) -> AWSCredentials {
    let time = now()
    var usableUntil = fresh.expiresAt
    if let expiry = fresh.expiresAt, expiry <= time {
      guard fresh.source == .instanceMetadata else {
        throw CredentialError(
          .expired, fresh.source,
          "they expired at \(expiry), and it is \(time) by this machine's clock: "
            + "check the source and the clock"
        )
      }
      usableUntil = time + timing.graceOfInstanceMetadata
      notify(.usedExpired(fresh))
    } else {
      notify(.obtained(fresh))
    }
    lease = CredentialLease(credentials: fresh, obtainedAt: time, usableUntil: usableUntil, lastTry: time)
    lastFailure = nil
    return fresh
  }

  private func keepOld(after error: CredentialError) -> Result<AWSCredentials, CredentialError> {
    let time = now()
    lastFailure = (error, time)
    guard var old = lease else { return .failure(error) }
    old.lastTry = time
    lease = old
    guard old.need(at: time, timing) != .renewalNecessary else { return .failure(error) }
    notify(.keptOld(old.credentials, error))
    return .success(old.credentials)
  }
}

extension AWSCredentials {
  /// Whether a signature made with either is the same.
  fileprivate func signsLike(_ other: AWSCredentials) -> Bool {
    accessKeyID == other.accessKeyID && secretAccessKey == other.secretAccessKey
      && sessionToken == other.sessionToken
  }
}
