import Testing

@testable import DarumaSimulation

@Suite("Signatures that are asked for")
struct AuthorizationTests {
  private let good = FaceRequest.query("Action=DescribeDBInstances")

  private func refusal(_ request: FaceRequest) -> CloudError? {
    do throws(CloudError) {
      _ = try Authorization(of: request)
      return nil
    } catch {
      return error
    }
  }

  @Test("a well-formed header tells who, where and what")
  func parts() throws {
    let authorization = try Authorization(of: good)
    #expect(authorization.accessKey == "AKIDEXAMPLE")
    #expect(authorization.date == "20261124")
    #expect(authorization.region == "us-west-2")
    #expect(authorization.service == "rds")
    #expect(authorization.signedHeaders == ["content-type", "host", "x-amz-date", "x-amz-target"])
  }

  @Test("commas may stand without a space behind them")
  func tightCommas() throws {
    let header = FaceRequest.authorization("rds", "us-west-2").replacing(", ", with: ",")
    #expect(refusal(good.replacing("Authorization", with: header)) == nil)
  }

  @Test(
    "no header, or one of another kind, is a missing token",
    arguments: ["Basic abc", "", "AWS4-ECDSA-P256-SHA256 Credential=a"])
  func missing(header: String) {
    #expect(refusal(good.replacing("Authorization", with: nil))?.code == "MissingAuthenticationToken")
    #expect(refusal(good.replacing("Authorization", with: header))?.code == "MissingAuthenticationToken")
  }

  /// `SIGNATURE` stands for one that is well formed.
  static let incompleteParts = [
    "",
    "Credential=AK/20261124/r/rds/aws4_request, SignedHeaders=host",
    "SignedHeaders=host, Signature=SIGNATURE",
    "Credential=AK/20261124/r/rds, SignedHeaders=host, Signature=SIGNATURE",
    "Credential=AK/20261124/r/rds/other, SignedHeaders=host, Signature=SIGNATURE",
    "Credential=AK/20261124//rds/aws4_request, SignedHeaders=host, Signature=SIGNATURE",
    "Credential=AK/20261124/r/rds/aws4_request, SignedHeaders=host, Signature=abc",
    "Credential=AK/20261124/r/rds/aws4_request, SignedHeaders=host, Signature=xSIGNATURE",
  ]

  @Test("a header with parts missing or out of shape is incomplete", arguments: incompleteParts)
  func incomplete(parts: String) {
    let header = "AWS4-HMAC-SHA256 " + parts.replacing("SIGNATURE", with: String(repeating: "a", count: 64))
    #expect(refusal(good.replacing("Authorization", with: header))?.code == "IncompleteSignature")
  }

  @Test("every part that is missing is named")
  func allNamed() {
    let message = refusal(good.replacing("Authorization", with: "AWS4-HMAC-SHA256 x"))?.message ?? ""
    for part in ["'Credential'", "'SignedHeaders'", "'Signature'"] {
      #expect(message.contains(part))
    }
  }

  @Test("the date must be there and be that of the scope")
  func date() {
    #expect(refusal(good.replacing("X-Amz-Date", with: nil))?.code == "IncompleteSignature")
    #expect(refusal(good.replacing("X-Amz-Date", with: "20261125T000000Z"))?.code == "SignatureDoesNotMatch")
  }

  @Test("the host and every x-amz header must be signed")
  func signedHeaders() {
    let without = FaceRequest.authorization("rds", "us-west-2").replacing("host;", with: "")
    #expect(refusal(good.replacing("Authorization", with: without))?.code == "SignatureDoesNotMatch")
    #expect(refusal(good.replacing("X-Amz-Security-Token", with: "t"))?.code == "SignatureDoesNotMatch")
  }

  @Test(
    "a check that is handed in decides, in the words of each protocol",
    arguments: [
      (SignatureVerdict.right, nil, nil),
      (.unknownKey, "InvalidClientTokenId", "UnrecognizedClientException"),
      (.wrong, "SignatureDoesNotMatch", "InvalidSignatureException"),
    ] as [(SignatureVerdict, String?, String?)])
  func checking(verdict: SignatureVerdict, queryCode: String?, jsonCode: String?) {
    let scenario = FaceScenario()
    let face = scenario.face { request, authorization in
      #expect(authorization.accessKey == "AKIDEXAMPLE")
      #expect(!request.body.isEmpty)
      return verdict
    }
    for (request, code) in [(good, queryCode), (.json("DescribeClusters", "{}"), jsonCode)] {
      guard case .response(let response, _) = face.answer(request) else {
        Issue.record("no response")
        return
      }
      #expect(code == nil ? response.status == 200 : code.map(response.body.contains) == true)
    }
  }
}
