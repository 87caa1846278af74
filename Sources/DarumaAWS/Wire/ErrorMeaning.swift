/// What an error answer means for the one who asked. The one table of AWS's error codes.
package enum ErrorMeaning: Sendable, Equatable {
  /// Not carried out: asked too often, or at a moment when another request was in the way.
  case throttled
  /// The service itself failed: whether the request was carried out is unknown.
  case failedInside
  /// The signature was not accepted; a wrong clock is the usual cause.
  case signatureRefused
  /// The credentials are no longer (or not yet) good; fresh ones may be.
  case credentialsRefused
  /// Understood and refused.
  case refused(mayPassLater: Bool)

  package init(_ error: ServiceError) {
    let code = Self.withoutFault(error.code)
    if Self.throttling.contains(code) || error.status == 429 {
      self = .throttled
    } else if Self.signature.contains(code) {
      self = .signatureRefused
    } else if Self.credentials.contains(code) {
      self = .credentialsRefused
    } else if Self.inside.contains(code) || error.status >= 500 || error.status == 408 {
      self = .failedInside
    } else {
      self = .refused(mayPassLater: Self.passing.contains(code))
    }
  }

  /// RDS ends some of its codes in `Fault` and others not, and other implementations differ in which.
  static func withoutFault(_ code: String) -> String {
    code.hasSuffix("Fault") && code != "Fault" ? String(code.dropLast("Fault".count)) : code
  }

  private static let throttling: Set<String> = [
    "BandwidthLimitExceeded", "EC2ThrottledException", "KMSThrottling", "PriorRequestNotComplete",
    "ProvisionedThroughputExceededException", "RequestLimitExceeded", "RequestThrottled",
    "RequestThrottledException", "SlowDown", "ThrottledException", "Throttling", "ThrottlingException",
    "TooManyRequestsException", "TransactionInProgressException",
  ]

  private static let inside: Set<String> = [
    "InternalError", "InternalFailure", "InternalServerError", "InternalServiceError", "RequestTimeout",
    "RequestTimeoutException", "ServerException", "ServiceUnavailable", "ServiceUnavailableException",
  ]

  private static let signature: Set<String> = [
    "AuthFailure", "InvalidSignatureException", "RequestExpired", "RequestInTheFuture",
    "RequestTimeTooSkewed",
    "SignatureDoesNotMatch",
  ]

  private static let credentials: Set<String> = [
    "ExpiredToken", "ExpiredTokenException", "InvalidClientTokenId", "TokenRefreshRequired",
    "UnrecognizedClientException",
  ]

  /// Refused in the present state of things, which changes by itself: a copy still being written, no capacity
  /// now.
  private static let passing: Set<String> = [
    "InsufficientDBInstanceCapacity", "InvalidDBInstanceState", "InvalidDBSnapshotState",
    "InvalidVPCNetworkState", "ProvisionedIopsNotAvailableInAZ", "UpdateInProgressException",
  ]
}
