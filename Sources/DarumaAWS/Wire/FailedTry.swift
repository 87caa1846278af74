internal import DarumaCore

/// A try that brought no good answer, and what would have to happen before the next.
struct FailedTry: Error, Sendable, Equatable {
  enum Cure: Sendable, Equatable {
    /// Another try would end the same way, or may do harm.
    case none
    case pause
    case correctClock(Instant)
    case renewCredentials
  }

  var fault: CloudFault
  var cure: Cure
  /// How long the answer asks to be left alone.
  var notBefore: Duration?
  /// What another try costs of the ``RetryBudget``.
  var cost = RetryBudget.cost

  init(fault: CloudFault, cure: Cure) {
    self.fault = fault
    self.cure = cure
  }

  /// No answer.
  init(_ error: TransportError, label: CallLabel) {
    fault = label.fault(error)
    if error.code == .timedOut { cost = RetryBudget.costAfterTimeout }
    switch error.code {
    case .unreachable: cure = .pause
    case .interrupted, .timedOut: cure = label.repetition.mayRepeatBlindly ? .pause : .none
    // Asked for again by whoever asked, after a while: the same is on the way for longer than a moment.
    case .tooLarge, .untrusted: cure = .none
    case .cancelled, .invalidRequest: cure = .none
    }
  }

  /// An answer with an error status.
  ///
  /// - Parameter secrets: Of the request, should the answer quote them.
  init(_ response: HTTPResponse, label: CallLabel, secrets: [String] = []) {
    let error = ServiceError(response, secrets: secrets)
    let meaning = ErrorMeaning(error, of: label.service.endpointPrefix)
    notBefore = RetryAfter.read(response)
    fault = label.fault(error, meaning: meaning)
    if fault.isRetriable { fault.notBefore = notBefore }
    switch meaning {
    case .throttled: cure = .pause
    case .failedInside: cure = label.repetition.mayRepeatBlindly ? .pause : .none
    case .notOfService(let mayHaveReached):
      cure = label.repetition.mayRepeatBlindly || !mayHaveReached ? .pause : .none
    case .signatureRefused:
      cure = response.header("Date").flatMap(HTTPDate.read).map { .correctClock($0) } ?? .none
    case .credentialsRefused: cure = .renewCredentials
    case .refused: cure = .none
    }
  }
}
