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
  /// Something that is not AWS answered: a proxy, a portal, a load balancer. `mayHaveReached`: it may have handed the
  /// request on before.
  case notOfService(mayHaveReached: Bool)
  /// Understood and refused.
  case refused(mayPassLater: Bool)

  /// - Parameter service: Whose error it is, where a code means different things; by its endpoint prefix.
  package init(_ error: ServiceError, of service: String? = nil) {
    let code = Self.withoutFault(error.code)
    if error.status == 429 {
      self = .throttled
    } else if !error.hasServiceForm {
      self = .notOfService(mayHaveReached: error.status >= 500 || error.status == 408 || error.status < 300)
    } else if let service, code == "LimitExceededException", Self.servicesWithQuotas.contains(service) {
      self = .refused(mayPassLater: true)
    } else if Self.throttling.contains(code) {
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
  package static func withoutFault(_ code: String) -> String {
    code.hasSuffix("Fault") && code != "Fault" ? String(code.dropLast("Fault".count)) : code
  }

  private static let throttling: Set<String> = [
    "BandwidthLimitExceeded", "EC2ThrottledException", "KMSThrottling", "LimitExceededException",
    "PriorRequestNotComplete",
    "ProvisionedThroughputExceededException", "RequestLimitExceeded", "RequestThrottled",
    "RequestThrottledException", "SlowDown", "ThrottledException", "Throttling", "ThrottlingException",
    "TooManyRequestsException", "TransactionInProgressException",
  ]

  /// Where `LimitExceededException` says that a quota is used up, as their API references have it; elsewhere it means "asked
  /// too often", as AWS's SDKs take it.
  private static let servicesWithQuotas: Set<String> = ["backup", "ecs", "kms"]

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
    "InsufficientDBClusterCapacity", "InsufficientDBInstanceCapacity", "InsufficientStorageClusterCapacity",
    "InvalidDBClusterSnapshotState", "InvalidDBClusterState", "InvalidDBInstanceAutomatedBackupState",
    "InvalidDBInstanceState", "InvalidDBSnapshotState", "InvalidGlobalClusterState", "InvalidVPCNetworkState",
    "ProvisionedIopsNotAvailableInAZ", "UpdateInProgressException",
  ]
}
