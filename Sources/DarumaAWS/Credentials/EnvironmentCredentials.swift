import DarumaCore

/// `AWS_ACCESS_KEY_ID`, `AWS_SECRET_ACCESS_KEY` and, of temporary ones, `AWS_SESSION_TOKEN` and
/// `AWS_CREDENTIAL_EXPIRATION`.
package struct EnvironmentCredentials: CredentialProvider {
  private let surroundings: CredentialSurroundings

  package init(_ surroundings: CredentialSurroundings) { self.surroundings = surroundings }

  package func credentials() async throws(CredentialError) -> AWSCredentials {
    let id = surroundings.variable("AWS_ACCESS_KEY_ID")
    let secret = surroundings.variable("AWS_SECRET_ACCESS_KEY")
    switch (id, secret) {
    case (nil, nil):
      throw CredentialError(.notSetUp, .environment, "AWS_ACCESS_KEY_ID is not set")
    case (nil, _):
      throw CredentialError(
        .incomplete, .environment, "AWS_SECRET_ACCESS_KEY is set, but AWS_ACCESS_KEY_ID is not")
    case (_, nil):
      throw CredentialError(
        .incomplete, .environment, "AWS_ACCESS_KEY_ID is set, but AWS_SECRET_ACCESS_KEY is not")
    case (let id?, let secret?):
      return AWSCredentials(
        accessKeyID: id, secretAccessKey: secret, sessionToken: surroundings.variable("AWS_SESSION_TOKEN"),
        expiresAt: try expiry(), source: .environment)
    }
  }

  private func expiry() throws(CredentialError) -> Instant? {
    guard let text = surroundings.variable("AWS_CREDENTIAL_EXPIRATION") else { return nil }
    guard let expiry = Instant(rfc3339: text) else {
      throw CredentialError(
        .malformed, .environment, "AWS_CREDENTIAL_EXPIRATION is '\(text)', not a time as 2026-11-24T03:42:00Z"
      )
    }
    return expiry
  }
}
