import DarumaAWS
import DarumaCore
import Testing

@testable import DarumaSimulation

@Suite("The simulated cloud computes each signature anew")
struct AccessKeysTests {
  private static let time = Instant(rfc3339: "2026-11-24T05:44:00Z") ?? Instant(milliseconds: 0)
  private static let form = "Action=DescribeDBSnapshots&Version=2014-10-31"

  /// The face's answer to a request that is signed with `secret`, changed by `change` after that.
  private static func answer(
    key: String = "AKIATEST", secret: String = "secret", token: String? = nil, at time: Instant = time,
    change: (inout HTTPRequest) -> Void = { _ in }
  ) throws -> FaceResponse {
    let request = HTTPRequest(
      method: "POST", url: "http://127.0.0.1:4000/",
      headers: [HTTPHeader("Content-Type", "application/x-www-form-urlencoded; charset=utf-8")], body: Array(form.utf8))
    let credentials = AWSCredentials(
      accessKeyID: key, secretAccessKey: secret, sessionToken: token, source: .explicit)
    var signed = try SigV4Signer(scope: SigningScope(service: "rds", region: "us-west-2"))
      .sign(request, with: credentials, at: time)
    change(&signed)
    let keys = AccessKeys(["AKIATEST": "secret"], now: { Self.time })
    let answer = FaceScenario().face(check: keys.check).answer(
      FaceRequest(
        method: signed.method, target: "/", headers: signed.headers.map { ($0.name, $0.value) }, body: signed.body))
    guard case .response(let response, _) = answer else { throw FaceScenario.NoResponse() }
    return response
  }

  @Test(
    "what is signed with the secret that was handed out is right, with a session's token too",
    arguments: [nil, "tok"] as [String?])
  func right(token: String?) throws {
    #expect(try Self.answer(token: token).status == 200)
  }

  @Test("another secret, body or field, and a token that came later, are refused in the service's form")
  func wrong() throws {
    let changes: [(inout HTTPRequest) -> Void] = [
      { $0.body = Array((Self.form + "&MaxRecords=20").utf8) },
      { $0.headers[0].value = "application/x-www-form-urlencoded" },
    ]
    for answer in [try Self.answer(secret: "secreT")] + (try changes.map { try Self.answer(change: $0) }) {
      #expect(answer.status == 403 && answer.body.contains("<Code>SignatureDoesNotMatch</Code>"))
    }
  }

  @Test("a key that nobody was given is not known")
  func unknown() throws {
    #expect(try Self.answer(key: "AKIAOTHER").body.contains("<Code>InvalidClientTokenId</Code>"))
  }

  @Test("a signature of another time is refused, with the words by which a clock is corrected", arguments: [-16, 16])
  func outOfTime(minutes: Int64) throws {
    let answer = try Self.answer(at: Self.time + .minutes(minutes))
    #expect(answer.status == 403 && answer.body.contains("SignatureDoesNotMatch") && answer.body.contains("Signature "))
  }
}
