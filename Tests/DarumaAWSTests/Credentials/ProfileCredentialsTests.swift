import DarumaCore
import Testing

@testable import DarumaAWS

@Suite("Credentials from a profile")
struct ProfileCredentialsTests {
  static func outcome(
    credentials: String? = nil, config: String? = nil, _ variables: [String: String] = [:],
    files: [String: String] = [:], _ network: FakeNetwork = FakeNetwork(),
    named: [String: any CredentialProvider] = [:]
  ) async -> Result<AWSCredentials, CredentialError> {
    var files = files
    files["/home/d/.aws/credentials"] = credentials
    files["/home/d/.aws/config"] = config
    let machine = FakeMachine(variables.merging(["HOME": "/home/d"]) { a, _ in a }, files: files)
    return await ProfileCredentials(
      machine.surroundings, .faked(network), CredentialRegion(configured: nil, machine.surroundings),
      named: named
    ).outcome()
  }

  static func sts(_ service: FakeTokenService, _ region: String = "us-west-2") -> FakeNetwork {
    FakeNetwork(["sts.\(region).amazonaws.com": service.answer])
  }

  static let keys = "aws_access_key_id = AKIA1\naws_secret_access_key = s\n"

  @Test("keys of the default profile")
  func keys() async {
    let expected = AWSCredentials(accessKeyID: "AKIA1", secretAccessKey: "s", source: .profile("default"))
    #expect(await Self.outcome(credentials: "[default]\n" + Self.keys) == .success(expected))
    #expect(await Self.outcome(config: "[default]\n" + Self.keys) == .success(expected))
  }

  @Test("AWS_PROFILE names another; the credentials file wins over the config file, setting by setting")
  func merged() async {
    let outcome = await Self.outcome(
      credentials: "[dr]\naws_access_key_id = AKIA2\n",
      config: "[profile dr]\n" + Self.keys + "aws_session_token = t\n", ["AWS_PROFILE": "dr"])
    let expected = AWSCredentials(
      accessKeyID: "AKIA2", secretAccessKey: "s", sessionToken: "t", source: .profile("dr"))
    #expect(outcome == .success(expected))
  }

  @Test("the files can stand elsewhere; a tilde is the home folder")
  func elsewhere() async {
    let outcome = await Self.outcome(
      ["AWS_SHARED_CREDENTIALS_FILE": "~/other", "AWS_CONFIG_FILE": "/etc/aws"],
      files: [
        "/home/d/other": "[default]\naws_access_key_id = AKIA3",
        "/etc/aws": "[default]\naws_secret_access_key = s3",
      ])
    #expect(outcome.success?.accessKeyID == "AKIA3")
    #expect(outcome.success?.secretAccessKey == "s3")
  }

  @Test("a role on top of another profile is asked for with its keys, in the profile's region")
  func sourceProfile() async throws {
    let service = FakeTokenService(knownKeys: ["AKIA1"])
    let network = Self.sts(service, "eu-west-1")
    let config = """
      [profile dr]
      role_arn = arn:aws:iam::1:role/dr
      source_profile = base
      external_id = ext
      role_session_name = night
      duration_seconds = 900
      region = eu-west-1
      """
    let outcome = await Self.outcome(
      credentials: "[base]\n" + Self.keys, config: config, ["AWS_PROFILE": "dr"], network)
    #expect(outcome.success?.accessKeyID == "ASIAROLE1")
    #expect(outcome.success?.source == .profile("dr"))
    let form = try #require(service.forms.first)
    #expect(form["RoleArn"] == "arn:aws:iam::1:role/dr")
    #expect(form["ExternalId"] == "ext")
    #expect(form["RoleSessionName"] == "night")
    #expect(form["DurationSeconds"] == "900")
  }

  @Test("a role on a role on keys: each is asked for with the one below")
  func roleOnRole() async {
    let service = FakeTokenService(knownKeys: ["AKIA1", "ASIAROLE1"])
    let config = """
      [profile a]
      role_arn = arn:a
      source_profile = b
      [profile b]
      role_arn = arn:b
      source_profile = c
      """
    let outcome = await Self.outcome(
      credentials: "[c]\n" + Self.keys, config: config, ["AWS_PROFILE": "a", "AWS_REGION": "us-west-2"],
      Self.sts(service))
    #expect(outcome.success?.accessKeyID == "ASIAROLE2")
    #expect(service.forms.map { $0["RoleArn"] } == ["arn:b", "arn:a"])
  }

  @Test("a profile that names itself uses its own keys")
  func itself() async {
    let service = FakeTokenService(knownKeys: ["AKIA1"])
    let outcome = await Self.outcome(
      credentials: "[default]\nrole_arn = arn:a\nsource_profile = default\n" + Self.keys,
      ["AWS_REGION": "us-west-2"], Self.sts(service))
    #expect(outcome.success?.accessKeyID == "ASIAROLE1")
  }

  @Test("a role for a web identity is asked for without a signature")
  func webIdentity() async {
    let service = FakeTokenService(tokens: ["ey"])
    let outcome = await Self.outcome(
      config: "[default]\nrole_arn = arn:a\nweb_identity_token_file = /token\nregion = us-west-2",
      files: ["/token": "ey"], Self.sts(service))
    #expect(outcome.success?.accessKeyID == "ASIAROLE1")
  }

  @Test("a role on top of a named source")
  func credentialSource() async {
    let service = FakeTokenService(knownKeys: ["ASIAENV"])
    let base = AWSCredentials(accessKeyID: "ASIAENV", secretAccessKey: "s", source: .environment)
    let outcome = await Self.outcome(
      config: "[default]\nrole_arn = arn:a\ncredential_source = Environment", ["AWS_REGION": "us-west-2"],
      Self.sts(service), named: ["Environment": FixedCredentials(base)])
    #expect(outcome.success?.accessKeyID == "ASIAROLE1")
  }

  @Test("a named source that is not set up is an error here, not a reason to look further")
  func namedSourceMissing() async {
    let outcome = await Self.outcome(
      config: "[default]\nrole_arn = arn:a\ncredential_source = Environment", ["AWS_REGION": "us-west-2"],
      named: ["Environment": EnvironmentCredentials(FakeMachine().surroundings)])
    #expect(outcome.failure?.code == .incomplete)
    #expect(outcome.failure?.description.contains("AWS_ACCESS_KEY_ID is not set") == true)
  }

  @Test("a refusal by STS is told in its words")
  func refused() async {
    let outcome = await Self.outcome(
      credentials: "[default]\nrole_arn = arn:a\nsource_profile = default\n" + Self.keys,
      ["AWS_REGION": "us-west-2"], Self.sts(FakeTokenService()))
    #expect(outcome.failure?.code == .refused)
    #expect(outcome.failure?.description.contains("InvalidClientTokenId") == true)
  }

  @Test(
    "what can't be followed is named",
    arguments: [
      ("role_arn = arn:a", .incomplete, "source_profile"),
      ("role_arn = arn:a\nsource_profile = nowhere", .incomplete, "'nowhere' does not exist"),
      ("role_arn = arn:a\nsource_profile = default", .incomplete, "circle"),
      (
        "role_arn = arn:a\nsource_profile = b\n[profile b]\nregion = x", .incomplete,
        "says nothing about credentials"
      ),
      (
        "role_arn = arn:a\nsource_profile = b\n[profile b]\nrole_arn = arn:b\nsource_profile = default",
        .incomplete, "default, b, default"
      ),
      ("role_arn = arn:a\nsource_profile = b\ncredential_source = Environment", .incomplete, "only one"),
      ("role_arn = arn:a\ncredential_source = Elsewhere", .unsupported, "Elsewhere"),
      ("role_arn = arn:a\nsource_profile = b\nmfa_serial = x", .unsupported, "mfa_serial"),
      ("role_arn = arn:a\nsource_profile = b\nduration_seconds = an hour", .malformed, "duration_seconds"),
      ("sso_session = x", .incomplete, "sso_account_id"),
      ("sso_account_id = 1\nsso_role_name = r", .incomplete, "sso_start_url"),
      ("sso_session = x\nsso_account_id = 1\nsso_role_name = r", .incomplete, "sso_session 'x' does not exist"),
      ("credential_process = \"x", .malformed, "credential_process"),
      ("login_session = x", .unsupported, "login_session"),
      ("aws_access_key_id = A", .incomplete, "aws_secret_access_key"),
      ("aws_secret_access_key = s", .incomplete, "aws_access_key_id"),
      ("region = us-west-2", .notSetUp, "says nothing about credentials"),
      ("nonsense", .malformed, "line 2 of /home/d/.aws/config"),
    ] as [(String, CredentialError.Code, String)])
  func refusals(settings: String, code: CredentialError.Code, words: String) async {
    let network = FakeNetwork()
    let error = await Self.outcome(config: "[default]\n" + settings, ["AWS_REGION": "us-west-2"], network)
      .failure
    #expect(error?.code == code)
    #expect(error?.description.contains(words) == true, "\(error?.description ?? "no error")")
    #expect(network.requests.isEmpty)
  }

  @Test("no files: not set up, and the places are named; but a profile that was asked for must exist")
  func noFiles() async {
    let nothing = await Self.outcome().failure
    #expect(nothing?.code == .notSetUp)
    #expect(nothing?.description.contains("/home/d/.aws/credentials (does not exist)") == true)
    let named = await Self.outcome(["AWS_PROFILE": "dr"]).failure
    #expect(named?.code == .incomplete)
    #expect(named?.description.contains("AWS_PROFILE") == true)
    #expect(await Self.outcome(["HOME": ""]).failure?.code == .notSetUp)
  }

  @Test("a file that can't be read is an error, not an absence")
  func unreadable() async {
    let machine = FakeMachine(["HOME": "/home/d"])
    machine.write("/home/d/.aws/credentials", .unreadable(reason: "no permission"))
    let outcome = await ProfileCredentials(
      machine.surroundings, .faked(FakeNetwork()), CredentialRegion(configured: nil, machine.surroundings),
      named: [:]
    ).outcome()
    #expect(outcome.failure?.code == .incomplete)
    #expect(outcome.failure?.description.contains("no permission") == true)
  }
}
