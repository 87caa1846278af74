import DarumaCore
import Synchronization

@testable import DarumaAWS

/// STS: issues credentials for what is asked in the right form, and refuses the rest. A web identity must not
/// be signed, a role must be, with a key that it knows.
final class FakeTokenService: Sendable {
  private let knownKeys: Set<String>
  private let tokens: Set<String>
  private let asked = Mutex<[[String: String]]>([])

  init(knownKeys: Set<String> = [], tokens: Set<String> = []) {
    self.knownKeys = knownKeys
    self.tokens = tokens
  }

  /// The forms that were accepted.
  var forms: [[String: String]] { asked.withLock { $0 } }

  func answer(_ request: HTTPRequest, _ url: RequestURL) -> HTTPResponse {
    let form = request.form
    let authorization = request.header("Authorization")
    guard request.method == "POST", form["Version"] == "2011-06-15", let action = form["Action"] else {
      return refusal("InvalidAction", "no such action")
    }
    switch action {
    case "AssumeRoleWithWebIdentity":
      guard authorization == nil else { return refusal("SignatureDoesNotMatch", "must not be signed") }
      guard let token = form["WebIdentityToken"], tokens.contains(token) else {
        return refusal("InvalidIdentityToken", "No OpenIDConnect provider found")
      }
    case "AssumeRole":
      guard let key = authorization?.split(separator: "/").first?.split(separator: "=").last,
        knownKeys.contains(String(key))
      else { return refusal("InvalidClientTokenId", "The security token is invalid") }
    default: return refusal("InvalidAction", "no such action")
    }
    let count = asked.withLock {
      $0.append(form)
      return $0.count
    }
    return HTTPResponse(
      200,
      """
      <\(action)Response xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><\(action)Result><Credentials>
      <AccessKeyId>ASIAROLE\(count)</AccessKeyId><SecretAccessKey>issued</SecretAccessKey>
      <SessionToken>issued-token</SessionToken><Expiration>2027-01-15T09:00:00Z</Expiration>
      </Credentials></\(action)Result></\(action)Response>
      """)
  }

  private func refusal(_ code: String, _ message: String) -> HTTPResponse {
    HTTPResponse(
      403, "<ErrorResponse><Error><Code>\(code)</Code><Message>\(message)</Message></Error></ErrorResponse>")
  }
}

extension TokenService {
  /// At AWS's own addresses on `network`, without retries.
  static func faked(
    _ network: FakeNetwork, _ settings: EndpointSettings = EndpointSettings()
  ) -> TokenService {
    TokenService(
      transport: network, endpoints: EndpointResolver(settings), policy: RetryPolicy(maximumTries: 1))
  }
}
