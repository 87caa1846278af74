import DarumaCore
import DarumaCrypto
import Foundation

/// What a profile says of IAM Identity Center: a role in an account, for whoever has signed in with `aws sso login`.
struct SignOn: Sendable, Equatable {
  /// The name of the `sso-session`, or the start URL of a profile without one: the token's file is named by it.
  var cacheKey: String
  var region: Region
  var account: String
  var role: String

  /// The token that `aws sso login` left, from `~/.aws/sso/cache/<SHA-1 of the key>.json`.
  ///
  /// - Throws: ``CredentialError`` where there is none that is good now. Daruma never signs in itself.
  func token(_ surroundings: CredentialSurroundings, for source: CredentialSource) throws(CredentialError) -> String {
    let again = "sign in with: aws sso login"
    guard let home = surroundings.variable("HOME"), let name = SHA1.hex(utf8: cacheKey) else {
      throw CredentialError(.incomplete, source, "HOME is not set, so there is no cache of sign-ins")
    }
    let path = home + "/.aws/sso/cache/\(name).json"
    let text: String
    switch surroundings.readFile(path) {
    case .missing: throw CredentialError(.expired, source, "nobody has signed in (\(path) does not exist): \(again)")
    case .unreadable(let reason): throw CredentialError(.incomplete, source, "\(path) can't be read: \(reason)")
    case .text(let content): text = content
    }
    guard let cached = try? JSONDecoder().decode(Cached.self, from: Data(text.utf8)),
      let expiresAt = Instant(rfc3339: cached.expiresAt.replacingOccurrences(of: "UTC", with: "Z"))
    else { throw CredentialError(.malformed, source, "\(path) is no cached sign-in: \(again)") }
    guard surroundings.now() < expiresAt else {
      throw CredentialError(.expired, source, "the sign-in expired at \(expiresAt): \(again)")
    }
    return cached.accessToken
  }

  private struct Cached: Decodable {
    var accessToken: String
    var expiresAt: String
  }
}

extension AWSService {
  /// The portal of IAM Identity Center.
  static let signOnPortal = AWSService(
    name: "IAM Identity Center", endpointPrefix: "portal.sso", environmentName: "SSO", version: "2019-06-10",
    wireProtocol: .restJSON, permissionPrefix: "sso")
}

/// Exchanges the token of a sign-in for the credentials of a role. Not signed.
struct GetRoleCredentials: RestJSONOperation {
  static let service = AWSService.signOnPortal
  static let name = "GetRoleCredentials"
  static let repetition = Repetition.reads

  var signOn: SignOn
  var token: String

  var path: String { "/federation/credentials" }
  var query: QueryParameters {
    var query = QueryParameters()
    query.add("role_name", signOn.role)
    query.add("account_id", signOn.account)
    return query
  }

  func message() throws(WireFormatError) -> OutgoingMessage {
    OutgoingMessage(
      method: method, path: path, query: query, headers: [HTTPHeader("x-amz-sso_bearer_token", token)])
  }

  struct Answer: Decodable, Sendable {
    struct Role: Decodable, Sendable {
      var accessKeyId: String
      var secretAccessKey: String
      var sessionToken: String
      /// Milliseconds since 1970.
      var expiration: Int64
    }

    var roleCredentials: Role
  }
}
