/// How a metadata endpoint on this machine is asked: for how long, how often. `AWS_METADATA_SERVICE_TIMEOUT` (seconds) and
/// `AWS_METADATA_SERVICE_NUM_ATTEMPTS` say otherwise, as for AWS's own tools.
struct MetadataCalls: Sendable {
  static let usualAttempts = 3
  static let longestTimeoutSeconds = 120
  static let mostAttempts = 100
  static let firstPause = Duration.milliseconds(100)
  static let longestPause = Duration.seconds(1)

  /// Of one answer.
  let timeout: Duration
  let attempts: Int
  private let surroundings: CredentialSurroundings
  private let transport: any HTTPTransport

  /// - Throws: ``CredentialError`` where a variable holds no such number.
  init(
    _ surroundings: CredentialSurroundings, _ transport: any HTTPTransport, usualTimeout: Duration,
    for source: CredentialSource
  ) throws(CredentialError) {
    let seconds = try Self.number(
      "AWS_METADATA_SERVICE_TIMEOUT", upTo: Self.longestTimeoutSeconds, surroundings, source)
    let attempts = try Self.number("AWS_METADATA_SERVICE_NUM_ATTEMPTS", upTo: Self.mostAttempts, surroundings, source)
    timeout = seconds.map { .seconds($0) } ?? usualTimeout
    self.attempts = attempts ?? Self.usualAttempts
    self.surroundings = surroundings
    self.transport = transport
  }

  /// The answer, whatever it says; asked again where nobody answers, or with 429 or 5xx.
  ///
  /// - Throws: ``TransportError`` of the last try.
  func send(_ request: HTTPRequest) async throws(TransportError) -> HTTPResponse {
    var request = request
    request.timeout = timeout
    var pause = Self.firstPause
    for attempt in 1... {
      let isLast = attempt >= attempts
      do throws(TransportError) {
        let response = try await transport.send(request)
        if isLast || !(response.status == 429 || response.status >= 500) { return response }
      } catch {
        switch error.code {
        case .unreachable where isLast, .interrupted where isLast, .timedOut where isLast: throw error
        case .unreachable, .interrupted, .timedOut: break
        case .untrusted, .tooLarge, .cancelled, .invalidRequest: throw error
        }
      }
      await surroundings.pause(pause)
      pause = min(pause * 2, Self.longestPause)
    }
    preconditionFailure("the last attempt returns or throws")
  }

  private static func number(
    _ name: String, upTo limit: Int, _ surroundings: CredentialSurroundings, _ source: CredentialSource
  ) throws(CredentialError) -> Int? {
    guard let text = surroundings.variable(name) else { return nil }
    guard let number = Int(text), (1...limit).contains(number) else {
      throw CredentialError(.incomplete, source, "\(name) is '\(text)', not a whole number from 1 to \(limit)")
    }
    return number
  }
}
