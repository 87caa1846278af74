import DarumaCore
import Testing

@testable import DarumaAWS

@Suite("The order of the sources")
struct CredentialChainTests {
  /// A machine on which every source but the explicit one is set up; `without` are the settings to leave out.
  static func everything(without: Set<String> = []) -> FakeMachine {
    let variables = [
      "AWS_ACCESS_KEY_ID": "AKIAENV", "AWS_SECRET_ACCESS_KEY": "s", "AWS_REGION": "us-west-2",
      "AWS_WEB_IDENTITY_TOKEN_FILE": "/token", "AWS_ROLE_ARN": "arn:a", "HOME": "/home/d",
      "AWS_SHARED_CREDENTIALS_FILE": "/keys", "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI": "/c",
    ]
    return FakeMachine(
      variables.filter { !without.contains($0.key) },
      files: [
        "/token": "ey", "/keys": "[default]\naws_access_key_id = AKIAPROFILE\naws_secret_access_key = s",
      ])
  }

  static func chain(
    _ machine: FakeMachine, explicit: AWSCredentials? = nil
  ) -> (CredentialChain, FakeNetwork) {
    let network = FakeNetwork([
      "sts.us-west-2.amazonaws.com": FakeTokenService(tokens: ["ey"]).answer,
      "169.254.170.2": { _, _ in HTTPResponse(200, credentialDocument(id: "ASIACONTAINER")) },
      "169.254.169.254": FakeInstanceMetadata(document: credentialDocument(id: "ASIAINSTANCE")).answer,
    ])
    let chain = CredentialChain.standard(
      explicit: explicit, machine.surroundings, transport: network, tokenService: .faked(network))
    return (chain, network)
  }

  @Test("environment, web identity, profile, container, instance: each gives way only where it is not set up")
  func order() async throws {
    let steps: [(String?, String)] = [
      (nil, "AKIAENV"), ("AWS_ACCESS_KEY_ID", "ASIAROLE1"), ("AWS_WEB_IDENTITY_TOKEN_FILE", "AKIAPROFILE"),
      ("AWS_SHARED_CREDENTIALS_FILE", "ASIACONTAINER"),
      ("AWS_CONTAINER_CREDENTIALS_RELATIVE_URI", "ASIAINSTANCE"),
    ]
    var without: Set<String> = []
    for (left, expected) in steps {
      if let left { without.formUnion([left, "AWS_SECRET_ACCESS_KEY"]) }
      let (chain, _) = Self.chain(Self.everything(without: without))
      #expect(await chain.outcome().success?.accessKeyID == expected)
    }
  }

  @Test("explicit credentials come first")
  func explicit() async {
    let own = AWSCredentials(accessKeyID: "AKIAOWN", secretAccessKey: "s", source: .explicit)
    let (chain, network) = Self.chain(Self.everything(), explicit: own)
    #expect(await chain.outcome() == .success(own))
    #expect(network.requests.isEmpty)
  }

  @Test("a source that is set up but fails ends the search: another identity is not what was meant")
  func failureEnds() async {
    let machine = Self.everything(without: ["AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"])
    machine.write("/token", .text("wrong"))
    let (chain, _) = Self.chain(machine)
    let error = await chain.outcome().failure
    #expect(error?.code == .refused)
    #expect(error?.attempts.map(\.source) == [.environment, .webIdentity])
    #expect(
      error?.description.hasPrefix("No AWS credentials from web identity: STS AssumeRoleWithWebIdentity")
        == true)
    #expect(
      error?.description.hasSuffix("Asked before: the environment: AWS_ACCESS_KEY_ID is not set.") == true)
  }

  @Test("where nothing is set up, every source and its reason is named, and what to do")
  func nothing() async {
    let network = FakeNetwork()
    let chain = CredentialChain.standard(
      FakeMachine().surroundings, transport: network, tokenService: .faked(network))
    let error = await chain.outcome().failure
    #expect(error?.code == .notSetUp)
    #expect(
      error?.attempts.map(\.source) == [
        .environment, .webIdentity, .profile("default"), .container, .instanceMetadata,
      ])
    for word in [
      "AWS_ACCESS_KEY_ID", "AWS_WEB_IDENTITY_TOKEN_FILE", "HOME is not set", "RELATIVE_URI",
      "169.254.169.254",
      "Set up one of these sources.",
    ] {
      #expect(error?.description.contains(word) == true)
    }
  }

  @Test("no sources at all is said too")
  func empty() async {
    #expect(await CredentialChain([]).outcome().failure?.code == .notSetUp)
  }
}
