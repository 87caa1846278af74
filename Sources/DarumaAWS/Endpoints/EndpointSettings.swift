/// What the environment says about endpoints, by the names that AWS's own tools use.
package struct EndpointSettings: Sendable, Equatable {
  /// `AWS_ENDPOINT_URL`: one address for all services.
  package var url: String?
  /// `AWS_ENDPOINT_URL_<SERVICE>`, by the service's part of the name.
  package var urlsByService: [String: String]
  /// `AWS_USE_FIPS_ENDPOINT`.
  package var usesFIPS: Bool
  /// `AWS_USE_DUALSTACK_ENDPOINT`.
  package var usesDualStack: Bool

  package init(
    url: String? = nil, urlsByService: [String: String] = [:], usesFIPS: Bool = false,
    usesDualStack: Bool = false
  ) {
    self.url = url
    self.urlsByService = urlsByService
    self.usesFIPS = usesFIPS
    self.usesDualStack = usesDualStack
  }

  /// Reads the environment; empty values count as not set. `AWS_IGNORE_CONFIGURED_ENDPOINT_URLS=true`
  /// switches the addresses off.
  ///
  /// - Throws: ``CloudFault`` where a switch is neither `true` nor `false`, or an address carries a user's name.
  package init(environment: [String: String]) throws(CloudFault) {
    usesFIPS = try Self.flag("AWS_USE_FIPS_ENDPOINT", environment)
    usesDualStack = try Self.flag("AWS_USE_DUALSTACK_ENDPOINT", environment)
    urlsByService = [:]
    guard try !Self.flag("AWS_IGNORE_CONFIGURED_ENDPOINT_URLS", environment) else { return }
    url = environment["AWS_ENDPOINT_URL"].flatMap { $0.isEmpty ? nil : $0 }
    let prefix = "AWS_ENDPOINT_URL_"
    for (name, value) in environment where name.hasPrefix(prefix) && !value.isEmpty {
      urlsByService[String(name.dropFirst(prefix.count))] = value
    }
    if let url { try Self.refuseUser("AWS_ENDPOINT_URL", url) }
    for (service, url) in urlsByService { try Self.refuseUser(prefix + service, url) }
  }

  /// The address is not shown: it holds a password, perhaps.
  private static func refuseUser(_ name: String, _ url: String) throws(CloudFault) {
    guard RequestURL.holdsUser(url) else { return }
    throw CloudFault(
      kind: .refused, code: "endpoint.not-a-url",
      message: "\(name) can't be used: it carries a user name or a password, and requests are signed instead. "
        + "Leave out what stands before the @.", isRetriable: false)
  }

  private static func flag(_ name: String, _ environment: [String: String]) throws(CloudFault) -> Bool {
    switch environment[name]?.lowercased() {
    case nil, "", "false": return false
    case "true": return true
    case .some(let value):
      throw CloudFault(
        kind: .refused, code: "endpoint.not-a-switch",
        message: "\(name) is '\(value)'. Set it to true or false.", isRetriable: false)
    }
  }
}
