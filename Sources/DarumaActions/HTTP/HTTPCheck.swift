package import DarumaAWS
package import DarumaCatalog
package import DarumaCore

/// `http.check`: asks a URL until it answers as expected. There is nothing to bring about, so it is only observed.
package enum HTTPCheck: ActionDefinition {
  package static let name: ActionName = "http.check"
  package static let about = "Asks a URL until it answers as expected."
  package static let resource = ActionKind.ResourceUse.none
  package static let traits = ActionTraits(
    nature: .looks, idempotency: .none, plane: .addresses, proves: .validated, outputs: ["status"],
    sentence: "check that {url} answers {expect}")
  package static let usually = Span.minutes(1)
  package static let undo = Undo.notNeeded

  /// Longest time for one question.
  static let timeout: Duration = .seconds(10)
  /// Answers in a row that can be asked for.
  static let mostConsecutive = 100
}

// MARK: - In an application file

extension HTTPCheck {
  private static let defaultConsecutive = 1
  private static let defaultStatus = 200

  private static let url = Key.required(
    "url", Form<String>.checkedAddress,
    "What is asked; `env:NAME` or `file:/PATH` where its URL holds a secret.")
  private static let expect = Key.optional(
    "expect", Form<Int>.count(100...599), "The status that it must answer with; \(defaultStatus) without it.")
  private static let consecutive = Key.optional(
    "consecutive", Form<Int>.count(1...mostConsecutive),
    "How many answers in a row must be so; \(defaultConsecutive) without it.")

  package static let form = Form<Wanted>.mapping(
    KeyTable(title: "the `with` of http.check", keys: [url, expect, consecutive])
  ) { fields in
    let (address, status) = (fields.value(url), fields.value(expect))
    let count = fields.value(consecutive)
    guard let address else { return nil }
    return Wanted(
      url: address, place: fields.place(of: url), expect: status ?? defaultStatus,
      consecutive: count ?? defaultConsecutive)
  }

  package struct Wanted: ActionWanted {
    var url: String
    /// Where it is written.
    var place: Place
    var expect: Int
    var consecutive: Int

    package func parameters(in setting: ActionSetting) -> [String: Document] {
      [
        HTTPCheck.url.name: .text(url), HTTPCheck.expect.name: Document(expect),
        HTTPCheck.consecutive.name: Document(consecutive),
      ]
    }

    package func addresses(in setting: ActionSetting) -> [CalledAddress] {
      let host = WebAddress(url)?.host
      let isInPrimary = setting.primary.map { host?.isHost(in: $0) ?? false } ?? false
      return [CalledAddress(value: url, place: place, isInPrimary: isInPrimary)]
    }
  }
}

// MARK: - Carried out

extension HTTPCheck {
  package struct Request: ActionRequest {
    var url: String
    var expect: Int
    var consecutive: Int

    package init(_ arguments: Arguments) throws(CloudFault) {
      url = try arguments.text(HTTPCheck.url.name)
      expect = try arguments.integer(HTTPCheck.expect.name)
      consecutive = try arguments.integer(HTTPCheck.consecutive.name)
    }
  }

  package static func calls(_ wanted: Request, _ at: ActionPlace) throws(CloudFault) -> [PlannedCall] {
    [PlannedCall("GET", wanted.place, changes: false)]
  }

  package static func observe(_ wanted: Request, _ at: ActionPlace) async throws(CloudFault) -> Observation {
    guard (1...mostConsecutive).contains(wanted.consecutive) else { throw badCount(wanted) }
    let url = try at.tools.addresses.address(of: wanted.url, for: .check)
    for count in 1...wanted.consecutive {
      let place = wanted.consecutive > 1 ? " (answer \(count) of \(wanted.consecutive))" : ""
      let request = HTTPRequest(
        method: "GET", url: url, headers: [HTTPHeader("Cache-Control", "no-cache")], timeout: timeout)
      let status: Int
      do throws(TransportError) {
        status = try await at.tools.transport.send(request).status
      } catch {
        return try judge(error, wanted, place)
      }
      guard status == wanted.expect else {
        return .inProgress("\(wanted.place) answers \(status), not \(wanted.expect)\(place)")
      }
    }
    return .done(outputs: ["status": String(wanted.expect)], by: .unknown)
  }

  private static func badCount(_ wanted: Request) -> CloudFault {
    CloudFault(
      kind: .refused, code: "http.bad-count",
      message: "The check of \(wanted.place) wants \(wanted.consecutive) good answers in a row. Set 1 to "
        + "\(mostConsecutive) in the plan.",
      isRetriable: false)
  }

  /// No answer is an answer not as expected, unless the question itself can't be asked.
  private static func judge(
    _ error: TransportError, _ wanted: Request, _ place: String
  ) throws(CloudFault) -> Observation {
    switch error.code {
    case .unreachable, .interrupted, .timedOut, .untrusted, .tooLarge:
      return .inProgress("\(wanted.place) gives no answer\(place): \(error.message)")
    case .invalidRequest:
      throw CloudFault(
        kind: .refused, code: "http.invalid-url",
        message: wanted.isNamed
          ? "The URL of the check \(wanted.place) can't be asked (it is not shown, as it may hold a secret). Correct it "
            + "where it is found." : "The URL of the check can't be asked: \(error.message) Correct it in the plan.",
        isRetriable: false)
    case .cancelled:
      throw CloudFault(
        kind: .unavailable, code: "http.cancelled", message: "The check of \(wanted.place) was given up.",
        isRetriable: true)
    }
  }
}

extension HTTPCheck.Request {
  /// The URL as it may be shown: what stands behind the question mark may be a secret.
  fileprivate var place: String {
    guard !isNamed else { return url }
    let bare = url.prefix { $0 != "?" }
    return bare.count < url.count ? bare + "?..." : url
  }

  /// Whether it stands for a URL that is kept elsewhere.
  fileprivate var isNamed: Bool { !url.hasPrefix("http://") && !url.hasPrefix("https://") }
}
