import DarumaCore
import Testing

@testable import DarumaAWS

@Suite("Signing with whatever credentials there are")
struct CredentialSignerTests {
  static let scope = SigningScope(service: "rds", region: "us-west-2")
  static let request = HTTPRequest(method: "POST", url: "https://rds.us-west-2.amazonaws.com/")
  static let credentials = AWSCredentials(accessKeyID: "AKIA1", secretAccessKey: "s", source: .explicit)

  @Test("a request is signed by the clock, and by AWS's once it has said so")
  func clock() async throws {
    let machine = FakeMachine()
    let signer = CredentialSigner(FixedCredentials(Self.credentials), now: { machine.now })
    var request = Self.request
    try await signer.sign(&request, for: Self.scope)
    #expect(request.header("X-Amz-Date") == FakeMachine.start.compact)
    #expect(await signer.correctClock(FakeMachine.start + .seconds(30)) == false)
    #expect(await signer.correctClock(FakeMachine.start + .hours(2)) == true)
    machine.advance(.minutes(1))
    try await signer.sign(&request, for: Self.scope)
    #expect(request.header("X-Amz-Date") == (FakeMachine.start + .hours(2) + .minutes(1)).compact)
    #expect(request.headers.count { $0.name == "Authorization" } == 1)
  }

  @Test("no credentials: the fault names every source")
  func none() async {
    let signer = CredentialSigner(
      CredentialChain([EnvironmentCredentials(FakeMachine().surroundings)]), now: { FakeMachine.start })
    var request = Self.request
    let fault = await #expect(throws: CloudFault.self) { try await signer.sign(&request, for: Self.scope) }
    #expect(fault?.kind == .refused)
    #expect(fault?.code == "credentials.not-set-up")
    #expect(fault?.message.contains("AWS_ACCESS_KEY_ID is not set") == true)
    #expect(request == Self.request)
  }

  @Test("a source that does not answer now is a fault that may pass")
  func unavailable() async {
    let error = CredentialError(.unavailable, .container, "nobody there")
    let signer = CredentialSigner(ScriptedSource(.failure(error)), now: { FakeMachine.start })
    var request = Self.request
    let fault = await #expect(throws: CloudFault.self) { try await signer.sign(&request, for: Self.scope) }
    #expect(fault?.kind == .unavailable)
    #expect(fault?.isRetriable == true)
  }

  @Test("a request that can't be signed is refused")
  func unsignable() async {
    let signer = CredentialSigner(FixedCredentials(Self.credentials), now: { FakeMachine.start })
    var request = HTTPRequest(method: "GET", url: "https://h/?a=b+c")
    let fault = await #expect(throws: CloudFault.self) { try await signer.sign(&request, for: Self.scope) }
    #expect(fault?.code == "signing.invalid-url")
  }

  @Test("fixed credentials can't be renewed; kept ones can")
  func renew() async throws {
    let fixed = CredentialSigner(FixedCredentials(Self.credentials), now: { FakeMachine.start })
    #expect(await fixed.renewCredentials() == false)
    let machine = FakeMachine()
    let source = ScriptedSource(.success(Self.credentials))
    let keeper = RefreshingCredentials(source, now: { machine.now }, notify: { _ in })
    let signer = CredentialSigner(keeper, now: { machine.now })
    var request = Self.request
    try await signer.sign(&request, for: Self.scope)
    machine.advance(.minutes(1))
    source.set(.success(AWSCredentials(accessKeyID: "AKIA2", secretAccessKey: "s", source: .explicit)))
    #expect(await signer.renewCredentials() == true)
    try await signer.sign(&request, for: Self.scope)
    #expect(request.header("Authorization")?.contains("AKIA2") == true)
  }
}
