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

  @Test(
    "a limit means what its service means by it: asked too often, or a quota",
    arguments: [
      (nil, .throttled), ("monitoring", .throttled), ("kms", .refused(mayPassLater: true)),
      ("ecs", .refused(mayPassLater: true)),
    ] as [(String?, ErrorMeaning)])
  func limit(service: String?, meaning: ErrorMeaning) {
    let error = ServiceError(status: 400, code: "LimitExceededException", message: "")
    #expect(ErrorMeaning(error, of: service) == meaning)
  }

  @Test(
    "what has not the form of AWS is no answer of AWS, whatever its status",
    arguments: [
      (302, false), (403, false), (404, false), (407, false), (408, true), (500, true), (502, true),
    ])
  func notOfService(status: Int, mayHaveReached: Bool) {
    let error = ServiceError(status: status, code: "HTTP\(status)", message: "", hasServiceForm: false)
    #expect(ErrorMeaning(error) == .notOfService(mayHaveReached: mayHaveReached))
  }

  @Test("the table", arguments: table)
  func meaning(status: Int, code: String, meaning: ErrorMeaning) {
    #expect(ErrorMeaning(ServiceError(status: status, code: code, message: "")) == meaning)
  }
}
