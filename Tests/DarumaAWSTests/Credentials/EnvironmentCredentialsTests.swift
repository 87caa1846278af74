import DarumaCore
import Testing

@testable import DarumaAWS

@Suite("Credentials from the environment")
struct EnvironmentCredentialsTests {
  static func outcome(_ variables: [String: String]) async -> Result<AWSCredentials, CredentialError> {
    await EnvironmentCredentials(FakeMachine(variables).surroundings).outcome()
  }

  @Test("key, secret, token and expiry are read")
  func complete() async throws {
    let variables = [
      "AWS_ACCESS_KEY_ID": "ASIA1", "AWS_SECRET_ACCESS_KEY": "s", "AWS_SESSION_TOKEN": "t",
      "AWS_CREDENTIAL_EXPIRATION": "2027-01-15T12:00:00+09:00",
    ]
    let expected = AWSCredentials(
      accessKeyID: "ASIA1", secretAccessKey: "s", sessionToken: "t",
      expiresAt: Instant(rfc3339: "2027-01-15T03:00:00Z"), source: .environment)
    #expect(await Self.outcome(variables) == .success(expected))
  }

  @Test("long-lived keys have neither token nor expiry; empty variables count as not set")
  func longLived() async throws {
    let variables = [
      "AWS_ACCESS_KEY_ID": "AKIA1", "AWS_SECRET_ACCESS_KEY": "s", "AWS_SESSION_TOKEN": "",
      "AWS_CREDENTIAL_EXPIRATION": "",
    ]
    let expected = AWSCredentials(accessKeyID: "AKIA1", secretAccessKey: "s", source: .environment)
    #expect(await Self.outcome(variables) == .success(expected))
  }

  @Test(
    "nothing, a half and a wrong time each have their code",
    arguments: [
      ([:], .notSetUp), (["AWS_ACCESS_KEY_ID": "", "AWS_SECRET_ACCESS_KEY": ""], .notSetUp),
      (["AWS_ACCESS_KEY_ID": "A"], .incomplete), (["AWS_SECRET_ACCESS_KEY": "s"], .incomplete),
      (
        ["AWS_ACCESS_KEY_ID": "A", "AWS_SECRET_ACCESS_KEY": "s", "AWS_CREDENTIAL_EXPIRATION": "soon"],
        .malformed
      ),
    ] as [([String: String], CredentialError.Code)])
  func failures(variables: [String: String], code: CredentialError.Code) async {
    #expect(await Self.outcome(variables).failure?.code == code)
  }
}

extension CredentialProvider {
  func outcome() async -> Result<AWSCredentials, CredentialError> {
    do throws(CredentialError) { return .success(try await credentials()) } catch { return .failure(error) }
  }
}

extension Result {
  var failure: Failure? {
    if case .failure(let error) = self { error } else { nil }
  }

  var success: Success? {
    if case .success(let value) = self { value } else { nil }
  }
}
