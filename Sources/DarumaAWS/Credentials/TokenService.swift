import DarumaCore

/// AWS STS, as far as credentials need it: always the regional endpoint. The global one stands in us-east-1.
package struct TokenService: Sendable {
  private let transport: any HTTPTransport
  private let endpoints: EndpointResolver
  private let policy: RetryPolicy
  private let pacing: Pacing

  package init(
    transport: any HTTPTransport, endpoints: EndpointResolver, policy: RetryPolicy = RetryPolicy(),
    pacing: Pacing = .real()
  ) {
    self.transport = transport
    self.endpoints = endpoints
    self.policy = policy
    self.pacing = pacing
  }

  /// - Throws: ``CredentialError`` with the service's own words.
  func assume(
    _ role: RoleRequest, token: String, in region: Region, for source: CredentialSource
  ) async throws(CredentialError) -> AWSCredentials {
    let call = AssumeRoleWithWebIdentity(role: role, token: token)
    return try await send(call, signer: UnsignedRequests(), region, source)
  }

  /// - Parameters:
  ///   - base: the credentials that are exchanged.
  ///   - now: the clock that signatures are dated by.
  /// - Throws: ``CredentialError`` with the service's own words.
  func assume(
    _ role: RoleRequest, with base: AWSCredentials, in region: Region, for source: CredentialSource,
    now: @escaping @Sendable () -> Instant
  ) async throws(CredentialError) -> AWSCredentials {
    let signer = CredentialSigner(FixedCredentials(base), now: now)
    return try await send(AssumeRole(role: role), signer: signer, region, source)
  }

  /// The credentials of a role, for whoever has signed in to IAM Identity Center.
  ///
  /// - Throws: ``CredentialError`` with the portal's own words.
  func roleCredentials(
    of signOn: SignOn, token: String, for source: CredentialSource
  ) async throws(CredentialError) -> AWSCredentials {
    try await roleResult(of: signOn, token: token, for: source).get()
  }

  private func roleResult(
    of signOn: SignOn, token: String, for source: CredentialSource
  ) async -> Result<AWSCredentials, CredentialError> {
    let client = AWSClient(
      transport: transport, endpoints: endpoints, signer: UnsignedRequests(), policy: policy, pacing: pacing)
    do throws(CloudFault) {
      let role = try await client.send(GetRoleCredentials(signOn: signOn, token: token), in: signOn.region)
        .roleCredentials
      guard let expiresAt = Instant(untrustedMilliseconds: role.expiration) else {
        return .failure(
          CredentialError(
            .malformed, source, "IAM Identity Center says that they expire at \(role.expiration) ms, which is no time"))
      }
      return .success(
        AWSCredentials(
          accessKeyID: role.accessKeyId, secretAccessKey: role.secretAccessKey, sessionToken: role.sessionToken,
          expiresAt: expiresAt, source: source))
    } catch {
      return .failure(CredentialError(Self.code(error.kind), source, error.description))
    }
  }

  private func send<Call: QueryOperation>(
    _ call: Call, signer: any RequestSigner, _ region: Region, _ source: CredentialSource
  ) async throws(CredentialError) -> AWSCredentials where Call.Answer == IssuedCredentials {
    let client = AWSClient(
      transport: transport, endpoints: endpoints, signer: signer, policy: policy, pacing: pacing)
    do throws(CloudFault) {
      return try await client.send(call, in: region).credentials(from: source)
    } catch {
      throw CredentialError(Self.code(error.kind), source, error.description)
    }
  }

  private static func code(_ kind: CloudFault.Kind) -> CredentialError.Code {
    switch kind {
    case .throttled, .unavailable, .outcomeUnknown: .unavailable
    case .refused: .refused
    case .unintelligible: .malformed
    }
  }
}

/// For operations that carry their proof in their parameters.
struct UnsignedRequests: RequestSigner {
  func sign(_ request: inout HTTPRequest, for scope: SigningScope) async throws(CloudFault) {}
  func presign(
    _ request: HTTPRequest, for scope: SigningScope, validFor lifetime: Span
  ) async throws(CloudFault) -> HTTPRequest { request }
  func correctClock(_ serverTime: Instant) async -> Bool { false }
  func renewCredentials() async -> Bool { false }
}
