import AWSTestSupport
import Testing

@testable import DarumaAWS

@Suite("Secrets in texts from outside")
struct SecrecyTests {
  static let token = "FwoGZXIvYXdzEXAMPLEtoken/" + String(repeating: "Qk3+", count: 60) + "=="

  @Test("AWS's text of a signature that does not match is told without the request that it quotes")
  func canonicalRequest() {
    let text = """
      The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and \
      signing method. Consult the service documentation for details.

      The Canonical String for this request should have been
      'POST
      /

      host:rds.us-west-2.amazonaws.com
      x-amz-date:20261124T034200Z
      x-amz-security-token:\(Self.token)

      host;x-amz-date;x-amz-security-token
      e3b0c442'
      """
    let cleaned = Secrecy.cleaned(text)
    #expect(!cleaned.contains("FwoGZXIv") && !cleaned.contains("Qk3+"))
    #expect(cleaned.hasPrefix("The request signature we calculated does not match the signature you provided. Check"))
  }

  @Test(
    "values of names that hold secrets are taken out, in each notation",
    arguments: [
      "x-amz-security-token: SECRET", "X-Amz-Security-Token=SECRET&x=1", #"{"SecretAccessKey": "SECRET"}"#,
      "<SessionToken>SECRET</SessionToken>", "Authorization: Bearer SECRET", "Signature=SECRET, and more",
      "aws_session_token = SECRET", "x-amz-sso_bearer_token:SECRET", "Proxy-Authorization: Basic SECRET",
    ])
  func named(text: String) {
    let cleaned = Secrecy.cleaned(text)
    #expect(!cleaned.contains("SECRET"), "\(cleaned)")
    #expect(cleaned.contains(Secrecy.removed))
  }

  @Test("what is known to be secret is taken out wherever it stands, also percent-encoded")
  func known() {
    let cleaned = Secrecy.cleaned("a tok/en+1234 b tok%2Fen%2B1234 c", without: ["tok/en+1234"])
    #expect(cleaned == "a [removed] b [removed] c")
  }

  static let session = "FwoGZXIvYXdzEBYaDEXAMPLE/SESSION+TOKENQk3xYz7wQk3x/Yz7w+Ab12Cd34=="

  @Test(
    "however a proxy writes a secret that is at hand, no piece of it stays",
    arguments: [
      session.replacing("/", with: "&#x2F;").replacing("+", with: "&#43;").replacing("=", with: "&equals;"),
      session.replacing("/", with: "&amp;#x2F;"), session.replacing("/", with: "%2F").replacing("+", with: "%2b"),
      session.replacing("/", with: #"\/"#).replacing("+", with: #"\u002B"#),
      session.enumerated().map { $0 % 20 == 19 ? "\($1)<br>\n" : "\($1)" }.joined(),
      session.enumerated().map { $0 % 5 == 4 ? "\($1)<wbr />" : "\($1)" }.joined(),
      "..." + session.dropFirst(7).prefix(30) + "...", session + " and " + session,
    ])
  func pieces(written: String) {
    let cleaned = Secrecy.cleaned("token \(written) is not accepted", without: [Self.session])
    let left = cleaned.replacing(Secrecy.removed, with: "").replacing("token", with: "")
      .replacing("is not accepted", with: "").replacing("and", with: "")
    #expect(left.filter { $0.isLetter || $0.isNumber }.count < SecretPieces.length, "\(cleaned)")
    #expect(cleaned.hasPrefix("token") && cleaned.hasSuffix("is not accepted"))
  }

  static let claims = "eyJzdWIiOiJzeXN0ZW06c2VydmljZWFjY291bnQ6ZGFydW1hIn0"
  static let identity = "eyJhbGciOiJSUzI1NiIsImtpZCI6IjEifQ.\(claims).c2lnbmF0dXJlLW9mLXRoZS10b2tlbg"

  @Test("a token in the request's body is quoted by STS, and taken out: whole, and each of its parts")
  func webIdentity() async throws {
    let call = AssumeRoleWithWebIdentity(role: RoleRequest(roleARN: "arn:aws:iam::1:role/r"), token: Self.identity)
    let text =
      "1 validation error detected: Value '\(Self.identity)' at 'webIdentityToken' failed to satisfy constraint"
    let harness = CallHarness([
      .success(.queryError(400, "ValidationError", text)),
      .success(.queryError(400, "InvalidIdentityToken", "the claims \(Self.claims) are too old")),
    ])
    for _ in 1...2 {
      let fault = try #require(await harness.fault(of: call))
      for part in Self.identity.split(separator: ".") { #expect(!fault.message.contains(part), "\(fault.message)") }
      #expect(fault.message.contains("failed to satisfy constraint") || fault.message.contains("are too old"))
    }
  }

  @Test(
    "secrets are found in the head, the address and the body of a request",
    arguments: [
      HTTPRequest(
        method: "POST", url: "https://a/",
        headers: [HTTPHeader("Content-Type", "application/x-www-form-urlencoded; charset=utf-8")],
        body: Array("Action=X&SAMLAssertion=SECRET%2Fof+the+body&ClientToken=c&SecretId=i".utf8)),
      HTTPRequest(
        method: "POST", url: "https://a/",
        body: Array(#"{"SecretId":"i","nextToken":"c","Auth":[{"MasterUserPassword":"SECRET/of the body"}]}"#.utf8)),
      HTTPRequest(method: "GET", url: "https://a/?x=1&access_token=SECRET%2Fof+the+body"),
      HTTPRequest(
        method: "POST", url: "https://a/",
        body: Array(
          "PreSignedUrl=https%3A%2F%2Fb%2F%3FA%3D1%26X-Amz-Security-Token%3DSECRET%252Fof%2520the%2520body".utf8)),
      HTTPRequest(
        method: "GET", url: "https://a/", headers: [HTTPHeader("X-Amz-Security-Token", "SECRET/of the body")]),
    ])
  func ofRequest(request: HTTPRequest) { #expect(RequestSecrets.of(request) == ["SECRET/of the body"]) }

  @Test("of AWS's own Authorization the signature alone is a secret")
  func authorization() {
    func secrets(_ value: String) -> [String] {
      RequestSecrets.of(HTTPRequest(method: "GET", url: "https://a/", headers: [HTTPHeader("Authorization", value)]))
    }
    #expect(secrets("AWS4-HMAC-SHA256 Credential=AKID/x, SignedHeaders=host, Signature=abcdef01") == ["abcdef01"])
    #expect(secrets("Bearer token-1234") == ["token-1234"])
  }

  @Test("a token of which nobody knows is one by its form")
  func unknownToken() {
    let cleaned = Secrecy.cleaned("got \(Self.identity) and " + String(repeating: "ab1.", count: 60))
    #expect(cleaned == "got \(Secrecy.removed) and \(Secrecy.removed)")
  }

  @Test(
    "what a person needs stays",
    arguments: [
      "User: arn:aws:sts::123456789012:assumed-role/daruma/i-0123 is not authorized to perform: rds:DescribeDBInstances",
      "Signature expired: 20261124T034200Z is now earlier than 20261124T034700Z",
      "DBSnapshot arn:aws:rds:us-west-2:123456789012:snapshot:awsbackup:copyjob-41c7e7ac-0b0e not found",
      "The security token included in the request is invalid.",
    ])
  func harmless(text: String) { #expect(Secrecy.cleaned(text) == text) }

  @Test("a whole answer that quotes the token leaves none of it in a fault")
  func fault() async throws {
    let text = "no match. The Canonical String for this request should have been 'x-amz-security-token:\(Self.token)'"
    let harness = CallHarness([.success(.queryError(403, "SignatureDoesNotMatch", text))])
    let fault = try #require(await harness.fault(of: GetCallerIdentity()))
    #expect(!fault.message.contains("FwoG") && fault.message.contains("no match."))
  }
}
