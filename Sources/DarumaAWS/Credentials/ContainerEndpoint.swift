/// Where a container asks for its credentials, and which addresses may be asked.
enum ContainerEndpoint {
  /// The address of relative URIs.
  static let taskMetadata = "http://169.254.170.2"

  /// Besides loopback, the hosts to which a token may go without TLS: the ECS task endpoint and EKS Pod
  /// Identity (docs.aws.amazon.com, "Container credential provider").
  private static let plainHosts: Set<String> = ["169.254.170.2", "169.254.170.23", "[fd00:ec2::23]"]

  /// - Throws: ``CredentialError`` where there is none, or where it may not be asked.
  static func url(_ surroundings: CredentialSurroundings) throws(CredentialError) -> String {
    if let relative = surroundings.variable("AWS_CONTAINER_CREDENTIALS_RELATIVE_URI") {
      guard relative.hasPrefix("/") else {
        throw CredentialError(
          .incomplete, .container, "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI does not begin with a slash")
      }
      return taskMetadata + relative
    }
    guard let full = surroundings.variable("AWS_CONTAINER_CREDENTIALS_FULL_URI") else {
      throw CredentialError(
        .notSetUp, .container, "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI and _FULL_URI are not set")
    }
    let url: RequestURL
    do throws(TransportError) {
      url = try RequestURL(full)
    } catch {
      throw CredentialError(.incomplete, .container, "AWS_CONTAINER_CREDENTIALS_FULL_URI: \(error.message)")
    }
    guard
      url.scheme == .https || LocalAddress.isLoopback(host: url.host)
        || plainHosts.contains(url.host.lowercased())
    else {
      throw CredentialError(
        .refused, .container,
        "AWS_CONTAINER_CREDENTIALS_FULL_URI names the host \(url.host), to which a token may not go "
          + "in the clear: "
          + "use https, a loopback address, 169.254.170.2, 169.254.170.23 or [fd00:ec2::23]")
    }
    return full
  }
}
