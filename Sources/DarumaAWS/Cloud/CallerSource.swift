package import DarumaCore

/// Tells whose credentials are at hand. Implemented by ``CallerIdentities``.
package protocol CallerSource: Sendable {
  /// Asks anew, or answers from memory what can't have changed.
  ///
  /// - Parameters:
  ///   - regions: where STS is asked, in this order, until one answers. One at least.
  ///   - wanted: the account that is hoped for: where the credentials are not of it, their source is asked for others.
  func caller(in regions: [Region], wanting wanted: Account) async -> Caller

  /// Whether the credentials at hand are those that were last asked about. False as well where there are none.
  func isAsked() async -> Bool
}
