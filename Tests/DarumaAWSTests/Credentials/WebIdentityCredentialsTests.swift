import DarumaCore
import Testing

@testable import DarumaAWS

@Suite("Credentials for a web identity")
struct WebIdentityCredentialsTests {
  static let variables = [
    "AWS_WEB_IDENTITY_TOKEN_FILE": "/var/run/token", "AWS_ROLE_ARN": "arn:aws:iam::1:role/dr",
    "AWS_ROLE_SESSION_NAME": "worker-1", "AWS_REGION": "us-west-2",
  ]

  static func provider(
    _ machine: FakeMachine, _ network: FakeNetwork, _ settings: EndpointSettings = EndpointSettings(),
    region: Region? = nil
  ) -> WebIdentityCredentials {
    WebIdentityCredentials(
      machine.surroundings, .faked(network, settings),
      CredentialRegion(configured: region, machine.surroundings))
  }

  @Test("the token of the file is exchanged at the region's STS, unsigned")
  func exchange() async throws {
    let service = FakeTokenService(tokens: ["ey.token"])
    let network = FakeNetwork(["sts.us-west-2.amazonaws.com": service.answer])
    let machine = FakeMachine(Self.variables, files: ["/var/run/token": "ey.token\n"])
    let credentials = try await Self.provider(machine, network).credentials()
    #expect(credentials.accessKeyID == "ASIAROLE1")
    #expect(credentials.sessionToken == "issued-token")
    #expect(credentials.expiresAt == Instant(rfc3339: "2027-01-15T09:00:00Z"))
    #expect(credentials.source == .webIdentity)
    let form = try #require(service.forms.first)
    #expect(form["RoleArn"] == "arn:aws:iam::1:role/dr")
    #expect(form["RoleSessionName"] == "worker-1")
    #expect(form["DurationSeconds"] == nil)
  }

  @Test("the file is read anew each time")
  func replacedToken() async throws {
    let service = FakeTokenService(tokens: ["new"])
    let machine = FakeMachine(Self.variables, files: ["/var/run/token": "old"])
    let provider = Self.provider(machine, FakeNetwork(["sts.us-west-2.amazonaws.com": service.answer]))
    #expect(await provider.outcome().failure?.code == .refused)
    machine.write("/var/run/token", .text("new"))
    #expect(await provider.outcome().success?.accessKeyID == "ASIAROLE1")
  }

  @Test("a configured STS address and region win")
  func endpoint() async throws {
    let service = FakeTokenService(tokens: ["t"])
    let machine = FakeMachine(Self.variables, files: ["/var/run/token": "t"])
    let settings = EndpointSettings(urlsByService: ["STS": "http://127.0.0.1:4566"])
    let local = FakeNetwork(["127.0.0.1:4566": service.answer])
    #expect(await Self.provider(machine, local, settings).outcome().success != nil)
    let west = FakeNetwork(["sts.eu-west-1.amazonaws.com": service.answer])
    #expect(await Self.provider(machine, west, region: "eu-west-1").outcome().success != nil)
  }

  @Test(
    "what is missing is named",
    arguments: [
      ("AWS_WEB_IDENTITY_TOKEN_FILE", .notSetUp, "AWS_WEB_IDENTITY_TOKEN_FILE"),
      ("AWS_ROLE_ARN", .incomplete, "AWS_ROLE_ARN"), ("AWS_REGION", .incomplete, "AWS_REGION"),
    ] as [(String, CredentialError.Code, String)])
  func missing(variable: String, code: CredentialError.Code, named: String) async {
    var variables = Self.variables
    variables[variable] = nil
    let machine = FakeMachine(variables, files: ["/var/run/token": "t"])
    let network = FakeNetwork()
    let error = await Self.provider(machine, network).outcome().failure
    #expect(error?.code == code)
    #expect(error?.description.contains(named) == true)
    #expect(network.requests.isEmpty)
  }

  @Test(
    "without a session name the sessions are called daruma; AWS_DEFAULT_REGION is the second choice of region"
  )
  func defaults() async throws {
    var variables = Self.variables
    variables["AWS_ROLE_SESSION_NAME"] = nil
    variables["AWS_REGION"] = nil
    variables["AWS_DEFAULT_REGION"] = "eu-north-1"
    let service = FakeTokenService(tokens: ["t"])
    let machine = FakeMachine(variables, files: ["/var/run/token": "t"])
    let network = FakeNetwork(["sts.eu-north-1.amazonaws.com": service.answer])
    _ = try await Self.provider(machine, network).credentials()
    #expect(service.forms.first?["RoleSessionName"] == "daruma")
  }

  @Test(
    "a token file that is missing, unreadable or empty is named",
    arguments: [.missing, .unreadable(reason: "no permission"), .text(" \n")]
      as [CredentialSurroundings.FileContent])
  func tokenFile(content: CredentialSurroundings.FileContent) async {
    let machine = FakeMachine(Self.variables)
    machine.write("/var/run/token", content)
    let error = await Self.provider(machine, FakeNetwork()).outcome().failure
    #expect(error?.code == .incomplete)
    #expect(error?.description.contains("/var/run/token") == true)
  }

  @Test("an STS that can't be reached is unavailable, not refused, and the token is in no message")
  func unreachable() async {
    let machine = FakeMachine(Self.variables, files: ["/var/run/token": "ey.secret"])
    let error = await Self.provider(machine, FakeNetwork()).outcome().failure
    #expect(error?.code == .unavailable)
    #expect(error?.isRetriable == true)
    #expect(error?.description.contains("ey.secret") == false)
  }

  @Test("an answer without credentials is malformed")
  func malformed() async {
    let machine = FakeMachine(Self.variables, files: ["/var/run/token": "t"])
    let network = FakeNetwork([
      "sts.us-west-2.amazonaws.com": { _, _ in
        HTTPResponse(
          200,
          "<AssumeRoleWithWebIdentityResponse><AssumeRoleWithWebIdentityResult/>"
            + "</AssumeRoleWithWebIdentityResponse>"
        )
      }
    ])
    #expect(await Self.provider(machine, network).outcome().failure?.code == .malformed)
  }
}
