/// What went wrong with a call, told to the person on call: what was asked, what came back (with the id of
/// the request), what can be done.
extension CallLabel {
  func fault(_ error: ServiceError, meaning: ErrorMeaning) -> CloudFault {
    let kind: CloudFault.Kind
    let isRetriable: Bool
    switch meaning {
    case .throttled: (kind, isRetriable) = (.throttled, true)
    case .failedInside:
      (kind, isRetriable) = (repetition.mayRepeatBlindly ? .unavailable : .outcomeUnknown, true)
    case .notOfService(let mayHaveReached): return fault(notOfService: error, mayHaveReached: mayHaveReached)
    case .signatureRefused: (kind, isRetriable) = (.refused, false)
    case .credentialsRefused: (kind, isRetriable) = (.refused, true)
    case .refused(let mayPassLater): (kind, isRetriable) = (.refused, mayPassLater)
    }
    let verb =
      kind == .refused ? "was refused" : kind == .throttled ? "was throttled" : "failed inside the service"
    let said = error.message.isEmpty ? "no reason given" : error.message
    let answer = "HTTP \(error.status), \(Self.requestIDText(error.requestID))"
    let advice = kind == .outcomeUnknown ? repetition.advice : remedy(for: error, meaning: meaning)
    return CloudFault(
      kind: kind, code: code(ErrorMeaning.withoutFault(error.code)),
      message: Self.sentences("\(text) \(verb): \(said)", "[\(answer)]", advice), isRetriable: isRetriable)
  }

  /// Told as trouble on the way: AWS has said nothing.
  private func fault(notOfService error: ServiceError, mayHaveReached: Bool) -> CloudFault {
    let lost = mayHaveReached && !repetition.mayRepeatBlindly
    return CloudFault(
      kind: lost ? .outcomeUnknown : .unavailable, code: code("NotAWS"),
      message: Self.sentences(
        "\(text) got an answer from something that is not AWS: "
          + (error.message.isEmpty ? "no text" : error.message),
        "[HTTP \(error.status), no request id]",
        lost ? repetition.advice : error.status == 407 ? Remedy.proxy : Remedy.wrongServer), isRetriable: true)
  }

  func fault(_ error: TransportError) -> CloudFault {
    let lost = error.outcomeUnknown && !repetition.mayRepeatBlindly
    let kind: CloudFault.Kind
    let isRetriable: Bool
    switch error.code {
    case .unreachable: (kind, isRetriable) = (.unavailable, true)
    case .interrupted, .timedOut, .cancelled:
      (kind, isRetriable) = (lost ? .outcomeUnknown : .unavailable, true)
    // A page of something on the way: no answer of a service is so large.
    case .tooLarge: (kind, isRetriable) = (lost ? .outcomeUnknown : .unintelligible, true)
    // A portal that wants a sign-in, a proxy that opens TLS: trouble on the way, before anything was sent.
    case .untrusted: (kind, isRetriable) = (.unavailable, true)
    case .invalidRequest: (kind, isRetriable) = (.refused, false)
    }
    let advice = lost ? repetition.advice : Remedy.forTransport(error.code, host: host)
    return CloudFault(
      kind: kind, code: code(Self.codeSuffix(error.code)),
      message: Self.sentences(
        "\(text) got no answer from \(host): \(error.message)", "[no request id]", advice),
      isRetriable: isRetriable)
  }

  /// A 2xx answer that can't be read: a change has most likely happened.
  func fault(unreadable error: WireFormatError, in response: HTTPResponse) -> CloudFault {
    let lost = !repetition.mayRepeatBlindly
    let id = Self.requestIDText(ServiceError.requestID(of: response))
    return CloudFault(
      kind: lost ? .outcomeUnknown : .unintelligible, code: code("UnreadableAnswer"),
      message: Self.sentences(
        "\(text) was answered by \(host) with something that can't be read: "
          + Legible.line(Secrecy.cleaned(error.reason), letters: ServiceError.maximumMessageLetters),
        "[HTTP \(response.status), \(id)]",
        lost ? repetition.advice : Remedy.wrongServer), isRetriable: true)
  }

  func fault(unwritable error: WireFormatError) -> CloudFault {
    CloudFault(
      kind: .refused, code: code("UnwritableRequest"), message: "\(text) can't be asked: \(error.reason).",
      isRetriable: false)
  }

  /// Of a client that only looks.
  func faultOfChange() -> CloudFault {
    CloudFault(
      kind: .refused, code: code("ChangesSomething"),
      message: "\(text) changes something, and was to be only a look: it was not sent.", isRetriable: false)
  }

  /// Given up between two tries: nothing is under way.
  func faultOfCancellation() -> CloudFault {
    CloudFault(
      kind: .unavailable, code: code("Cancelled"),
      message: "\(text) was given up while waiting for the next try; nothing is under way.", isRetriable: true
    )
  }

  private func remedy(for error: ServiceError, meaning: ErrorMeaning) -> String {
    switch meaning {
    case .throttled: "Daruma slows down and asks again."
    case .failedInside: "See the AWS Health Dashboard."
    case .notOfService: Remedy.wrongServer
    case .signatureRefused: Remedy.signature
    case .credentialsRefused: Remedy.credentials
    case .refused(mayPassLater: true):
      error.code == "LimitExceededException" ? Remedy.quota : "This may pass by itself."
    case .refused(mayPassLater: false):
      error.code.hasPrefix("HTTP") ? Remedy.wrongServer : Remedy.forRefusal(error.code, action: permission)
    }
  }

  private static func codeSuffix(_ code: TransportError.Code) -> String {
    switch code {
    case .unreachable: "Unreachable"
    case .interrupted: "Interrupted"
    case .timedOut: "TimedOut"
    case .untrusted: "Untrusted"
    case .tooLarge: "AnswerTooLarge"
    case .cancelled: "Cancelled"
    case .invalidRequest: "InvalidRequest"
    }
  }

  private static func requestIDText(_ id: String?) -> String {
    id.map { "request id \($0)" } ?? "no request id"
  }

  /// What happened as a sentence, then the reference, then the advice where there is one.
  private static func sentences(_ what: String, _ reference: String, _ advice: String) -> String {
    let ended = what.last == "." ? what : what + "."
    return advice.isEmpty ? "\(ended) \(reference)" : "\(ended) \(reference) \(advice)"
  }
}
