internal import Synchronization

/// The role of an EC2 instance, by instance metadata version 2: a session token first, then the role's name,
/// then its credentials. Version 1 is never used: whoever can make an instance fetch a URL could read
/// credentials through it.
package struct InstanceMetadataCredentials: CredentialProvider {
  /// Longest time for one answer: beyond a virtual machine's own host there is nothing to wait for.
  package static let timeout: Duration = .seconds(1)
  /// Life of the session token, in seconds; one search for credentials needs it.
  static let tokenSeconds = 300
  private static let rolePath = "/latest/meta-data/iam/security-credentials/"

  private let surroundings: CredentialSurroundings
  private let transport: any HTTPTransport
  /// Whether it has ever answered: then this is EC2, and silence is trouble.
  private let hasAnswered = Answered()

  private final class Answered: Sendable {
    let flag = Mutex(false)
  }

  package init(_ surroundings: CredentialSurroundings, _ transport: any HTTPTransport) {
    self.surroundings = surroundings
    self.transport = transport
  }

  package func credentials() async throws(CredentialError) -> AWSCredentials {
    guard surroundings.variable("AWS_EC2_METADATA_DISABLED")?.lowercased() != "true" else {
      throw failure(.notSetUp, "switched off by AWS_EC2_METADATA_DISABLED")
    }
    let endpoint = try endpoint()
    let calls = try MetadataCalls(surroundings, transport, usualTimeout: Self.timeout, for: .instanceMetadata)
    let token = try await sessionToken(endpoint, calls)
    hasAnswered.flag.withLock { $0 = true }
    let roles = try await get(endpoint + Self.rolePath, token, calls)
    let lines = String(decoding: roles, as: UTF8.self).split { $0.isNewline }
    guard let role = lines.first?.trimmingBlanks(), !role.isEmpty else {
      throw failure(.notSetUp, "the instance has no role")
    }
    let path = Self.rolePath + CanonicalText.encode(role.utf8)
    return try EndpointDocument.credentials(
      in: try await get(endpoint + path, token, calls), from: .instanceMetadata)
  }

  private func endpoint() throws(CredentialError) -> String {
    if let configured = surroundings.variable("AWS_EC2_METADATA_SERVICE_ENDPOINT") {
      do throws(TransportError) {
        _ = try RequestURL(configured)
      } catch {
        throw failure(.incomplete, "AWS_EC2_METADATA_SERVICE_ENDPOINT: \(error.message)")
      }
      return configured.hasSuffix("/") ? String(configured.dropLast()) : configured
    }
    switch surroundings.variable("AWS_EC2_METADATA_SERVICE_ENDPOINT_MODE")?.lowercased() {
    case nil, "ipv4": return "http://169.254.169.254"
    case "ipv6": return "http://[fd00:ec2::254]"
    case let mode?:
      throw failure(.incomplete, "AWS_EC2_METADATA_SERVICE_ENDPOINT_MODE is '\(mode)', neither IPv4 nor IPv6")
    }
  }

  private func sessionToken(_ endpoint: String, _ calls: MetadataCalls) async throws(CredentialError) -> String {
    let request = HTTPRequest(
      method: "PUT", url: endpoint + "/latest/api/token",
      headers: [HTTPHeader("X-aws-ec2-metadata-token-ttl-seconds", String(Self.tokenSeconds))])
    let response: HTTPResponse
    do throws(TransportError) {
      response = try await calls.send(request)
    } catch {
      guard error.code == .unreachable, !hasAnswered.flag.withLock(\.self) else {
        throw failure(.unavailable, error.message)
      }
      // Outside EC2 nobody answers. In a container, the answer's hop limit of 1 has the same effect.
      throw failure(
        .notSetUp, "nothing answers at \(endpoint) (not on EC2, or the hop limit is too low for a container)")
    }
    guard response.status == 200 else {
      let isPassing = response.status == 429 || response.status >= 500
      throw failure(isPassing ? .unavailable : .refused, "no session token: HTTP \(response.status)")
    }
    let token = String(decoding: response.body, as: UTF8.self).trimmingBlanks()
    guard !token.isEmpty, token.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F }) else {
      throw failure(.malformed, "the session token is empty or not one word")
    }
    return token
  }

  private func get(_ url: String, _ token: String, _ calls: MetadataCalls) async throws(CredentialError) -> [UInt8] {
    let request = HTTPRequest(
      method: "GET", url: url, headers: [HTTPHeader("X-aws-ec2-metadata-token", token)])
    let response: HTTPResponse
    do throws(TransportError) {
      response = try await calls.send(request)
    } catch {
      throw failure(.unavailable, error.message)
    }
    switch response.status {
    case 200: return response.body
    case 404: throw failure(.notSetUp, "the instance has no role")
    case 429, 500...: throw failure(.unavailable, "HTTP \(response.status) for \(url)")
    default: throw failure(.refused, "HTTP \(response.status) for \(url)")
    }
  }

  private func failure(_ code: CredentialError.Code, _ reason: String) -> CredentialError {
    CredentialError(code, .instanceMetadata, reason)
  }
}

extension StringProtocol {
  /// Without blanks and line breaks around it.
  fileprivate func trimmingBlanks() -> String {
    var rest = Substring(self)
    while let first = rest.first, first.isWhitespace { rest.removeFirst() }
    while let last = rest.last, last.isWhitespace { rest.removeLast() }
    return String(rest)
  }
}
