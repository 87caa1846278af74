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
