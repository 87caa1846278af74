/// The endpoint that ECS and EKS give each container: `AWS_CONTAINER_CREDENTIALS_RELATIVE_URI` or
/// `..._FULL_URI`, with an authorization from `AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE` or
/// `AWS_CONTAINER_AUTHORIZATION_TOKEN`.
package struct ContainerCredentials: CredentialProvider {
  /// Longest time for one answer: the endpoint stands on the same machine.
  package static let timeout: Duration = .seconds(2)

  private let surroundings: CredentialSurroundings
  private let transport: any HTTPTransport

  package init(_ surroundings: CredentialSurroundings, _ transport: any HTTPTransport) {
    self.surroundings = surroundings
    self.transport = transport
  }

  package func credentials() async throws(CredentialError) -> AWSCredentials {
    let url = try ContainerEndpoint.url(surroundings)
    var headers = [HTTPHeader("Accept", "application/json")]
    if let token = try authorization() { headers.append(HTTPHeader("Authorization", token)) }
    let request = HTTPRequest(method: "GET", url: url, headers: headers)
    let calls = try MetadataCalls(surroundings, transport, usualTimeout: Self.timeout, for: .container)
    let response: HTTPResponse
    do throws(TransportError) {
      response = try await calls.send(request)
    } catch {
      throw CredentialError(.unavailable, .container, error.message)
    }
    guard response.status == 200 else {
      let code: CredentialError.Code =
        response.status == 429 || response.status >= 500 ? .unavailable : .refused
      throw CredentialError(code, .container, "the endpoint answers \(EndpointDocument.refusal(response))")
    }
    return try EndpointDocument.credentials(in: response.body, from: .container)
  }

  /// The file comes first, and is read anew each time: EKS replaces it.
  private func authorization() throws(CredentialError) -> String? {
    let (token, name): (String?, String)
    if let path = surroundings.variable("AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE") {
      name = "AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE"
      token = try surroundings.secret(inFile: path, namedBy: name, for: .container)
    } else {
      name = "AWS_CONTAINER_AUTHORIZATION_TOKEN"
      token = surroundings.variable(name)
    }
    guard token?.utf8.contains(where: { $0 < 0x20 || $0 == 0x7F }) != true else {
      throw CredentialError(
        .malformed, .container, "the token of \(name) holds a line break or control character")
    }
    return token
  }
}
