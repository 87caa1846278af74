import DarumaCore
import Testing

@testable import DarumaAWS

@Suite("Credentials from instance metadata")
struct InstanceMetadataCredentialsTests {
  static let host = "169.254.169.254"

  static func outcome(
    _ variables: [String: String] = [:], _ network: FakeNetwork
  ) async -> Result<AWSCredentials, CredentialError> {
    await InstanceMetadataCredentials(FakeMachine(variables).surroundings, network).outcome()
  }

  @Test("first a session token, then the role, then its credentials", arguments: ["worker", "my role/x"])
  func order(role: String) async throws {
    let metadata = FakeInstanceMetadata(role: role)
    let network = FakeNetwork([Self.host: metadata.answer])
    let credentials = try #require(await Self.outcome([:], network).success)
    #expect(credentials.accessKeyID == "ASIAEXAMPLE")
    #expect(credentials.sessionToken == "tok")
    #expect(credentials.source == .instanceMetadata)
    #expect(metadata.violations == [])
    #expect(network.requests.map(\.method) == ["PUT", "GET", "GET"])
  }

  @Test("version 1 is not tried where no token is given out", arguments: [403, 404, 405])
  func noVersion1(status: Int) async {
    let network = FakeNetwork([
      Self.host: { request, _ in HTTPResponse(request.method == "PUT" ? status : 200, "worker") }
    ])
    #expect(await Self.outcome([:], network).failure != nil)
    #expect(network.requests.count == 1)
  }

  @Test("switched off, nothing is asked", arguments: ["true", "TRUE"])
  func disabled(value: String) async {
    let network = FakeNetwork([Self.host: FakeInstanceMetadata().answer])
    let error = await Self.outcome(["AWS_EC2_METADATA_DISABLED": value], network).failure
    #expect(error?.code == .notSetUp)
    #expect(network.requests.isEmpty)
  }

  @Test("nobody there: not on EC2")
  func elsewhere() async {
    #expect(await Self.outcome([:], FakeNetwork()).failure?.code == .notSetUp)
  }

  @Test("an instance without a role is not set up")
  func noRole() async {
    let network = FakeNetwork([Self.host: FakeInstanceMetadata(role: nil).answer])
    #expect(await Self.outcome([:], network).failure?.code == .notSetUp)
  }

  @Test("a document that says that it failed is refused, in its words")
  func failedDocument() async {
    let document = #"{"Code": "AssumeRoleUnauthorizedAccess", "Message": "EC2 cannot assume the role"}"#
    let network = FakeNetwork([Self.host: FakeInstanceMetadata(document: document).answer])
    let error = await Self.outcome([:], network).failure
    #expect(error?.code == .refused)
    #expect(error?.description.contains("AssumeRoleUnauthorizedAccess: EC2 cannot assume the role") == true)
  }

  @Test(
    "the endpoint can be set, also to IPv6",
    arguments: [
      (["AWS_EC2_METADATA_SERVICE_ENDPOINT": "http://127.0.0.1:1338/"], "127.0.0.1:1338"),
      (["AWS_EC2_METADATA_SERVICE_ENDPOINT_MODE": "IPv6"], "[fd00:ec2::254]"),
      (["AWS_EC2_METADATA_SERVICE_ENDPOINT_MODE": "ipv4"], "169.254.169.254"),
    ])
  func endpoint(variables: [String: String], host: String) async {
    let network = FakeNetwork([host: FakeInstanceMetadata().answer])
    #expect(await Self.outcome(variables, network).success != nil)
  }

  @Test(
    "an endpoint that is none is incomplete",
    arguments: [
      ["AWS_EC2_METADATA_SERVICE_ENDPOINT": "127.0.0.1"], ["AWS_EC2_METADATA_SERVICE_ENDPOINT_MODE": "IPv5"],
    ])
  func badEndpoint(variables: [String: String]) async {
    #expect(await Self.outcome(variables, FakeNetwork()).failure?.code == .incomplete)
  }

  @Test("the fake refuses what real metadata refuses")
  func fake() async throws {
    let metadata = FakeInstanceMetadata()
    let network = FakeNetwork([Self.host: metadata.answer])
    let url = "http://169.254.169.254/latest/meta-data/iam/security-credentials/"
    let answer = try await network.send(HTTPRequest(method: "GET", url: url))
    #expect(answer.status == 401)
    #expect(metadata.violations.count == 1)
  }
}
