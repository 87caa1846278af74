package import DarumaCore

/// Signs what ``AWSClient`` sends. The seam between the wire protocols and credentials with their clock.
package protocol RequestSigner: Sendable {
  /// Adds date, session token and signature. Called again for every try: a signature lives for minutes.
  ///
  /// - Throws: ``CloudFault`` where there are no credentials, or others than the scope is bound to.
  func sign(_ request: inout HTTPRequest, for scope: SigningScope) async throws(CloudFault)

  /// Makes the URL of `request` one that proves by itself who asks, for a service that hands it on to another region.
  ///
  /// - Throws: ``CloudFault`` where there are no credentials.
  func presign(
    _ request: HTTPRequest, for scope: SigningScope, validFor lifetime: Span
  ) async throws(CloudFault) -> HTTPRequest

  /// A service refused a signature and named its own time.
  ///
  /// - Returns: whether later signatures will be dated differently, so that signing again makes sense.
  func correctClock(_ serverTime: Instant) async -> Bool

  /// A service refused the credentials themselves.
  ///
  /// - Returns: whether the next signature will be made with other ones.
  func renewCredentials() async -> Bool
}

/// What a signature is good for.
package struct SigningScope: Sendable, Hashable {
  /// The service's signing name: `rds`.
  package var service: String
  package var region: Region
  /// The one key that it may be made with; nil: whichever is at hand.
  package var key: CheckedKey?

  package init(service: String, region: Region, key: CheckedKey? = nil) {
    self.service = service
    self.region = region
    self.key = key
  }
}
