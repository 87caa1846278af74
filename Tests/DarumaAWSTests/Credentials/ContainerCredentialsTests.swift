import DarumaCore
import Testing

@testable import DarumaAWS

@Suite("Credentials from the container endpoint")
struct ContainerCredentialsTests {
  static func provider(_ machine: FakeMachine, _ network: FakeNetwork) -> ContainerCredentials {
    ContainerCredentials(machine.surroundings, network)
  }

  /// Answers only where the authorization is `expected`.
  static func endpoint(_ expected: String?) -> FakeNetwork.Handler {
    { request, _ in
      request.header("Authorization") == expected
        ? HTTPResponse(200, credentialDocument())
        : HTTPResponse(400, #"{"code": "InvalidToken", "message": "no good"}"#)
    }
  }

  @Test("a relative URI is asked at the task's address")
  func relative() async throws {
    let network = FakeNetwork(["169.254.170.2": Self.endpoint(nil)])
    let machine = FakeMachine(["AWS_CONTAINER_CREDENTIALS_RELATIVE_URI": "/v2/credentials/x?y=1"])
    let credentials = try await Self.provider(machine, network).credentials()
    #expect(network.requests.map(\.url) == ["http://169.254.170.2/v2/credentials/x?y=1"])
    #expect(credentials.accessKeyID == "ASIAEXAMPLE")
    #expect(credentials.sessionToken == "tok")
    #expect(credentials.expiresAt == Instant(rfc3339: "2027-01-15T12:00:00Z"))
    #expect(credentials.source == .container)
  }

  @Test(
    "a token may go to these addresses",
    arguments: [
      "http://169.254.170.23/v1/credentials", "http://[fd00:ec2::23]/v1/credentials",
      "http://127.0.0.1:9000/c",
      "http://localhost/c", "http://[::1]:1/c", "http://169.254.170.2/x", "https://vault.example/c",
    ])
  func allowed(url: String) async throws {
    let host = try RequestURL(url).hostField
    let machine = FakeMachine([
      "AWS_CONTAINER_CREDENTIALS_FULL_URI": url, "AWS_CONTAINER_AUTHORIZATION_TOKEN": "Bearer a b",
    ])
    let network = FakeNetwork([host: Self.endpoint("Bearer a b")])
    #expect(await Self.provider(machine, network).outcome().success != nil)
  }

  @Test(
    "to these it may not, and none of them is asked",
    arguments: [
      "http://vault.example/c", "http://10.0.0.1/c", "http://169.254.169.254/c",
      "http://127.0.0.1.evil.example/c",
      "http://169.254.170.2.evil.example/c", "http://[fd00::23]/c", "ftp://127.0.0.1/c", "not a url",
      "http://127.0.0.1@evil.example/c",
    ])
  func refused(url: String) async {
    let network = FakeNetwork()
    let error = await Self.provider(
      FakeMachine([
        "AWS_CONTAINER_CREDENTIALS_FULL_URI": url, "AWS_CONTAINER_AUTHORIZATION_TOKEN": "secret",
      ]), network
    ).outcome().failure
    #expect(error?.code == .refused || error?.code == .incomplete)
    #expect(network.requests.isEmpty)
    #expect(error?.description.contains("secret") == false)
  }

  @Test("the token file goes before the token and is read anew each time")
  func tokenFile() async throws {
    let machine = FakeMachine(
      [
        "AWS_CONTAINER_CREDENTIALS_FULL_URI": "http://169.254.170.23/c",
        "AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE": "/token", "AWS_CONTAINER_AUTHORIZATION_TOKEN": "other",
      ], files: ["/token": "first\n"])
    let network = FakeNetwork(["169.254.170.23": Self.endpoint("second")])
    let provider = Self.provider(machine, network)
    let error = await provider.outcome().failure
    #expect(error?.code == .refused)
    #expect(error?.description.contains("InvalidToken: no good") == true)
    machine.write("/token", .text("second\n"))
    #expect(await provider.outcome().success != nil)
    #expect(network.requests.map { $0.header("Authorization") } == ["first", "second"])
  }

  @Test("a token with a line break inside is refused")
  func lineBreak() async {
    let machine = FakeMachine([
      "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI": "/c", "AWS_CONTAINER_AUTHORIZATION_TOKEN": "a\nX-B: c",
    ])
    let network = FakeNetwork(["169.254.170.2": Self.endpoint(nil)])
    #expect(await Self.provider(machine, network).outcome().failure?.code == .malformed)
    #expect(network.requests.isEmpty)
  }

  @Test(
    "each bad answer has its code",
    arguments: [
      (500, "", .unavailable), (429, "", .unavailable), (404, "", .refused), (301, "", .refused),
      (200, "not JSON", .malformed), (200, "{}", .malformed),
      (200, #"{"AccessKeyId": "A", "SecretAccessKey": ""}"#, .malformed),
      (200, credentialDocument(expiration: "soon"), .malformed),
    ] as [(Int, String, CredentialError.Code)])
  func badAnswers(status: Int, body: String, code: CredentialError.Code) async {
    let machine = FakeMachine(["AWS_CONTAINER_CREDENTIALS_RELATIVE_URI": "/c"])
    let network = FakeNetwork(["169.254.170.2": { _, _ in HTTPResponse(status, body) }])
    #expect(await Self.provider(machine, network).outcome().failure?.code == code)
  }

  @Test("nobody there is unavailable; nothing set is not set up; no slash is incomplete")
  func settings() async {
    for (variables, code) in [
      (["AWS_CONTAINER_CREDENTIALS_RELATIVE_URI": "/c"], .unavailable), ([:], .notSetUp),
      (["AWS_CONTAINER_CREDENTIALS_RELATIVE_URI": "c"], .incomplete),
    ] as [([String: String], CredentialError.Code)] {
      let outcome = await Self.provider(FakeMachine(variables), FakeNetwork()).outcome()
      #expect(outcome.failure?.code == code)
    }
  }
}
