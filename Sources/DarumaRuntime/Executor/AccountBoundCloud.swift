import DarumaAWS
import DarumaCore

/// Acts only with a key that is known to be of the effect's account, at every try: credentials may become others between the
/// check and the call, and between two tries of it.
struct AccountBoundCloud: Cloud {
  let base: any Cloud
  /// The key at hand, where it is known to be of the account of this application; nil otherwise.
  let key: @Sendable (ApplicationName) async -> CheckedKey?

  func observe(_ effect: Effect) async throws(CloudFault) -> Observation { try await base.observe(effect) }

  func act(_ effect: Effect) async throws(CloudFault) -> Acted {
    guard effect.action.concernsAccount else { return try await base.act(effect) }
    guard let key = await key(effect.application) else {
      throw CloudFault(
        kind: .unavailable, code: "credentials.unchecked",
        message: "The credentials became others, and it is not known yet whose they are. Nothing was sent.",
        isRetriable: true)
    }
    return try await CheckedKey.bind(key) { () async throws(CloudFault) in try await base.act(effect) }
  }
}
