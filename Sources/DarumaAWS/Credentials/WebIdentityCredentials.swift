/// A role for a token in a file, as Kubernetes (IRSA) mounts it: `AWS_WEB_IDENTITY_TOKEN_FILE`,
/// `AWS_ROLE_ARN` and, where set, `AWS_ROLE_SESSION_NAME`.
package struct WebIdentityCredentials: CredentialProvider {
  private let surroundings: CredentialSurroundings
  private let tokenService: TokenService
  private let region: CredentialRegion

  package init(
    _ surroundings: CredentialSurroundings, _ tokenService: TokenService, _ region: CredentialRegion
  ) {
    self.surroundings = surroundings
    self.tokenService = tokenService
    self.region = region
  }

  package func credentials() async throws(CredentialError) -> AWSCredentials {
    // A role alone means nothing here: other tools set it for their own purposes.
    guard let path = surroundings.variable("AWS_WEB_IDENTITY_TOKEN_FILE") else {
      throw CredentialError(.notSetUp, .webIdentity, "AWS_WEB_IDENTITY_TOKEN_FILE is not set")
    }
    guard let roleARN = surroundings.variable("AWS_ROLE_ARN") else {
      throw CredentialError(
        .incomplete, .webIdentity, "AWS_WEB_IDENTITY_TOKEN_FILE is set, but AWS_ROLE_ARN is not")
    }
    // Read anew each time: the token is replaced long before it expires.
    let token = try surroundings.secret(
      inFile: path, namedBy: "AWS_WEB_IDENTITY_TOKEN_FILE", for: .webIdentity)
    let role = RoleRequest(
      roleARN: roleARN,
      sessionName: surroundings.variable("AWS_ROLE_SESSION_NAME") ?? RoleRequest.defaultSessionName)
    return try await tokenService.assume(
      role, token: token, in: try region.required(for: .webIdentity), for: .webIdentity)
  }
}
