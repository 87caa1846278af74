import DarumaAWS
package import DarumaCore

/// The keys that the simulated cloud has handed out, and the judge of what is signed with them: each signature is computed
/// anew from the request as it came and the secret that belongs to its access key, and must be of within a quarter of an
/// hour, as AWS has it (IAM User Guide, "Signature Version 4 request elements").
package struct AccessKeys: Sendable {
  /// How far the time of a signature may lie from the clock.
  package static let longestSkew = Span.minutes(15)

  /// By access key.
  private let secrets: [String: String]
  private let now: @Sendable () -> Instant

  /// - Parameter now: the clock by which callers date their signatures: the wall clock, also of a cloud whose own is fast.
  package init(_ secrets: [String: String], now: @escaping @Sendable () -> Instant) {
    self.secrets = secrets
    self.now = now
  }

  package var check: SignatureCheck { { judge($0, $1) } }

  private func judge(_ request: FaceRequest, _ authorization: Authorization) -> SignatureVerdict {
    guard let secret = secrets[authorization.accessKey] else { return .unknownKey }
    guard let date = request.header("x-amz-date"), let time = Self.time(date) else { return .wrong }
    if time < now() - Self.longestSkew { return .outOfTime("Signature expired: \(date) is too early") }
    if time > now() + Self.longestSkew { return .outOfTime("Signature not yet current: \(date) is still later") }
    let names = Set(authorization.signedHeaders)
    let signed = HTTPRequest(
      method: request.method, url: "http://\(request.header("host") ?? "")\(request.target)",
      headers: request.headers.filter { names.contains($0.name.lowercased()) }.map { HTTPHeader($0.name, $0.value) },
      body: request.body)
    let credentials = AWSCredentials(
      accessKeyID: authorization.accessKey, secretAccessKey: secret,
      sessionToken: request.header("x-amz-security-token"), source: .explicit)
    let signer = SigV4Signer(scope: SigningScope(service: authorization.service, region: Region(authorization.region)))
    guard let again = try? signer.sign(signed, with: credentials, at: time),
      let right = again.header("Authorization")?.components(after: "Signature=")
    else { return .wrong }
    return right == authorization.signature ? .right : .wrong
  }

  /// The instant of `20261124T054400Z`.
  private static func time(_ text: String) -> Instant? {
    let letters = Array(text)
    guard letters.count == 16, letters[8] == "T", letters[15] == "Z" else { return nil }
    let (date, clock) = (letters[0..<8], letters[9..<15])
    return Instant(
      rfc3339: "\(String(date[0..<4]))-\(String(date[4..<6]))-\(String(date[6..<8]))T"
        + "\(String(clock[9..<11])):\(String(clock[11..<13])):\(String(clock[13..<15]))Z")
  }
}

extension HTTPRequest {
  fileprivate func header(_ name: String) -> String? { headers.first { $0.name == name }?.value }
}

extension String {
  /// What follows the last `mark`; nil without one.
  fileprivate func components(after mark: String) -> String? {
    ranges(of: mark).last.map { String(self[$0.upperBound...]) }
  }
}
