package import DarumaCore
import DarumaCrypto

/// AWS Signature Version 4, in header fields or in the query. Pure: the same request, credentials and time
/// give the same signature (docs.aws.amazon.com, "AWS Signature Version 4 for API requests").
package struct SigV4Signer: Sendable {
  /// The name of the algorithm, as it stands in requests.
  static let algorithm = "AWS4-HMAC-SHA256"
  /// AWS refuses presigned URLs that live longer.
  package static let longestLifetime = Span.days(7)

  package let scope: SigningScope
  package let rules: SigningRules

  /// - Parameter rules: by default those of the scope's service.
  package init(scope: SigningScope, rules: SigningRules? = nil) {
    self.scope = scope
    self.rules = rules ?? .of(service: scope.service)
  }

  /// `request` with date, token and signature in its header. A signature or date that it already carries is
  /// replaced, so that a request can be signed again.
  ///
  /// Signed are all fields but those that proxies change. What is signed is what must be sent: nothing may
  /// touch URL, body or these fields afterwards.
  ///
  /// - Throws: ``SigningError``.
  package func sign(
    _ request: HTTPRequest, with credentials: AWSCredentials, at now: Instant
  ) throws(SigningError) -> HTTPRequest {
    try check(credentials)
    let url = try url(of: request)
    let bodyHash = SHA256.hex(request.body)
    var signed = request
    signed.headers.removeAll { Self.ownFields.contains($0.name.lowercased()) }
    signed.addHost(of: url)
    let token = credentials.sessionToken.map { HTTPHeader("X-Amz-Security-Token", $0) }
    if let token, !rules.leavesTokenUnsigned { signed.headers.append(token) }
    signed.headers.append(HTTPHeader("X-Amz-Date", now.compact))
    if rules.sendsBodyHash { signed.headers.append(HTTPHeader("x-amz-content-sha256", bodyHash)) }
    let canonical = CanonicalRequest(
      method: request.method, path: try CanonicalPath.of(url.path, rules.path),
      query: try CanonicalQuery(url.query), headers: CanonicalHeaders(signed.headers), bodyHash: bodyHash)
    let signature = SigningKey(credentials, scope, at: now).signature(of: canonical)
    if let token, rules.leavesTokenUnsigned { signed.headers.append(token) }
    signed.headers.append(
      HTTPHeader(
        "Authorization",
        "\(Self.algorithm) Credential=\(credentials.accessKeyID)/\(scope.text(at: now)), "
          + "SignedHeaders=\(canonical.headers.names), Signature=\(signature)"))
    return signed
  }

  /// `request` with the signature in its URL, for someone else to send: the same method, body and signed
  /// fields (the host, and all that `request` carries).
  ///
  /// - Parameter lifetime: whole seconds, up to ``longestLifetime``.
  /// - Throws: ``SigningError``.
  package func presign(
    _ request: HTTPRequest, with credentials: AWSCredentials, at now: Instant, validFor lifetime: Span
  ) throws(SigningError) -> HTTPRequest {
    try check(credentials)
    guard lifetime >= .seconds(1), lifetime <= Self.longestLifetime else {
      throw SigningError(
        .invalidLifetime, "A presigned URL lives from 1s to \(Self.longestLifetime), not \(lifetime).")
    }
    var url = try url(of: request)
    var signed = request
    signed.addHost(of: url)
    let headers = CanonicalHeaders(signed.headers)
    let token = credentials.sessionToken.map { ("X-Amz-Security-Token", $0) }
    let parameters: [(String, String)] = [
      ("X-Amz-Algorithm", Self.algorithm),
      ("X-Amz-Credential", "\(credentials.accessKeyID)/\(scope.text(at: now))"),
      ("X-Amz-Date", now.compact),
      ("X-Amz-SignedHeaders", headers.names),
      ("X-Amz-Expires", String(lifetime.milliseconds / 1000)),
    ]
    let signedParameters = rules.leavesTokenUnsigned ? parameters : parameters + [token].compactMap(\.self)
    var query = try CanonicalQuery(url.query)
    for (name, value) in signedParameters { query.add(name, value) }
    let canonical = CanonicalRequest(
      method: request.method, path: try CanonicalPath.of(url.path, rules.path), query: query,
      headers: headers,
      bodyHash: rules.presignedBody == .hashed ? SHA256.hex(request.body) : "UNSIGNED-PAYLOAD")
    let signature = SigningKey(credentials, scope, at: now).signature(of: canonical)
    let added = (parameters + [token].compactMap(\.self) + [("X-Amz-Signature", signature)])
      .map { "\($0)=\(CanonicalText.encode($1.utf8))" }.joined(separator: "&")
    url.query = url.query.map { $0.isEmpty ? added : "\($0)&\(added)" } ?? added
    signed.url = url.text
    return signed
  }

  /// Fields that signing writes, in lower case.
  private static let ownFields: Set<String> = [
    "authorization", "x-amz-date", "x-amz-security-token", "x-amz-content-sha256",
  ]

  private func url(of request: HTTPRequest) throws(SigningError) -> RequestURL {
    do throws(TransportError) {
      return try RequestURL(request.url)
    } catch {
      throw SigningError(.invalidURL, error.message)
    }
  }

  private func check(_ credentials: AWSCredentials) throws(SigningError) {
    let id = credentials.accessKeyID.utf8
    guard !id.isEmpty, id.allSatisfy({ $0 > 0x20 && $0 < 0x7F && $0 != UInt8(ascii: "/") }) else {
      throw SigningError(.invalidCredentials, "The access key id from \(credentials.source) is not one word.")
    }
    guard !credentials.secretAccessKey.isEmpty else {
      throw SigningError(.invalidCredentials, "The secret access key from \(credentials.source) is empty.")
    }
    guard credentials.sessionToken?.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F }) ?? true else {
      throw SigningError(.invalidCredentials, "The session token from \(credentials.source) is not one word.")
    }
  }
}

extension HTTPRequest {
  /// The host is said in so many words, so that what is sent is what was signed.
  fileprivate mutating func addHost(of url: RequestURL) {
    guard !headers.contains(where: { $0.name.lowercased() == "host" }) else { return }
    headers.append(HTTPHeader("Host", url.hostField))
  }
}

extension SigningScope {
  /// `20150830/us-east-1/service/aws4_request`.
  func text(at now: Instant) -> String { "\(now.compact.prefix(8))/\(region)/\(service)/aws4_request" }
}
