/// An error as AWS answers it: the code, message and HTTP status that its own clients see.
package struct CloudError: Error, Sendable, Equatable, CustomStringConvertible {
  /// The wire code, for example `DBInstanceAlreadyExists`.
  package let code: String
  package let message: String
  package let status: Int

  package init(_ code: String, _ message: String, status: Int = 400) {
    self.code = code
    self.message = message
    self.status = status
  }

  /// Whether AWS blames the caller (`Sender`) or itself (`Receiver`).
  package var isSendersFault: Bool { status < 500 }

  package var description: String { "\(code) (\(status)): \(message)" }
}

/// Errors that every service can give. Source of codes and statuses: the "Common Errors" page of each
/// service's API reference; the spelling differs between the query and the JSON protocols.
extension CloudError {
  package static func throttled(by service: CloudService) -> CloudError {
    switch (service, service.wire) {
    case (.lambda, _): CloudError("TooManyRequestsException", "Rate exceeded", status: 429)
    case (_, .json), (_, .restJSON): CloudError("ThrottlingException", "Rate exceeded")
    case (_, .query), (_, .restXML): CloudError("Throttling", "Rate exceeded")
    case (_, .plain): CloudError("TooManyRequests", "Too many requests", status: 429)
    }
  }

  package static func internalFailure(of service: CloudService) -> CloudError {
    let message = "The request processing has failed because of an unknown error, exception or failure."
    return switch service {
    case .ecs: CloudError("ServerException", "Service Unavailable. Please try again later.", status: 500)
    case .sns: CloudError("InternalError", message, status: 500)
    case .ssm, .fileSystems: CloudError("InternalServerError", message, status: 500)
    case .events: CloudError("InternalException", message, status: 500)
    case .lambda: CloudError("ServiceException", message, status: 500)
    case .rds, .route53, .sts, .monitoring, .loadBalancing, .backup, .elasticache, .autoscaling, .web:
      CloudError("InternalFailure", message, status: 500)
    }
  }

  package static func unavailable(_ service: CloudService) -> CloudError {
    let message = "The request has failed due to a temporary failure of the server."
    return switch service.wire {
    case .json, .restJSON: CloudError("ServiceUnavailableException", message, status: 503)
    case .query, .restXML, .plain: CloudError("ServiceUnavailable", message, status: 503)
    }
  }

  package static func unknownRegion(_ region: String) -> CloudError {
    CloudError(
      "SignatureDoesNotMatch", "Credential should be scoped to a valid region, not '\(region)'.", status: 403)
  }

  package static func missingParameter(_ name: String) -> CloudError {
    CloudError("MissingParameter", "The request must contain the parameter \(name)")
  }

  package static func invalidParameterValue(_ message: String) -> CloudError {
    CloudError("InvalidParameterValue", message)
  }

  package static func invalidParameterCombination(_ message: String) -> CloudError {
    CloudError("InvalidParameterCombination", message)
  }
}
