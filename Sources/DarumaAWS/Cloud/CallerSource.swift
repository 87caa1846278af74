package import DarumaCore

/// Tells whose credentials are at hand. Implemented by ``CallerIdentities``.
package protocol CallerSource: Sendable {
  /// Asks anew, or answers from memory what can't have changed.
  ///
  /// - Parameters:
  ///   - regions: where STS is asked, in this order, until one answers. One at least.
  ///   - wanted: the account that is hoped for: where the credentials are not of it, their source is asked for others.
  func caller(in regions: [Region], wanting wanted: Account) async -> Caller

  /// The key at hand, where it is known to be of `account`; nil where it is not, was not asked about yet, or there is none.
  func checkedKey(of account: Account) async -> CheckedKey?
}
