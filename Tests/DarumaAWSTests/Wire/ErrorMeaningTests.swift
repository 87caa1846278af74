import DarumaAWS
import Testing

@Suite("What an error code means")
struct ErrorMeaningTests {
  static let table: [(Int, String, ErrorMeaning)] = [
    (400, "Throttling", .throttled),
    (400, "ThrottlingException", .throttled),
    (503, "SlowDown", .throttled),
    (400, "RequestLimitExceeded", .throttled),
    (400, "PriorRequestNotComplete", .throttled),
    (429, "HTTP429", .throttled),
    (500, "InternalFailure", .failedInside),
    (400, "ServerException", .failedInside),
    (503, "ServiceUnavailable", .failedInside),
    (502, "HTTP502", .failedInside),
    (504, "HTTP504", .failedInside),
    (408, "RequestTimeout", .failedInside),
    (403, "SignatureDoesNotMatch", .signatureRefused),
    (400, "InvalidSignatureException", .signatureRefused),
    (403, "RequestTimeTooSkewed", .signatureRefused),
    (400, "RequestExpired", .signatureRefused),
    (403, "ExpiredToken", .credentialsRefused),
    (400, "ExpiredTokenException", .credentialsRefused),
    (403, "InvalidClientTokenId", .credentialsRefused),
    (400, "UnrecognizedClientException", .credentialsRefused),
    (403, "AccessDenied", .refused(mayPassLater: false)),
    (404, "DBSnapshotNotFound", .refused(mayPassLater: false)),
    (404, "HTTP404", .refused(mayPassLater: false)),
    (302, "HTTP302", .refused(mayPassLater: false)),
    (400, "InsufficientDBInstanceCapacity", .refused(mayPassLater: true)),
    (400, "InsufficientDBInstanceCapacityFault", .refused(mayPassLater: true)),
    (400, "InvalidDBSnapshotState", .refused(mayPassLater: true)),
    (400, "InstanceQuotaExceeded", .refused(mayPassLater: false)),
  ]

  @Test("the table", arguments: table)
  func meaning(status: Int, code: String, meaning: ErrorMeaning) {
    #expect(ErrorMeaning(ServiceError(status: status, code: code, message: "")) == meaning)
  }
}
