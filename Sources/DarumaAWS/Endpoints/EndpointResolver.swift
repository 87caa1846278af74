package import DarumaCore

/// Finds the endpoint of a service in a region: by what the environment says, else by AWS's own rules. A
/// resolved endpoint does not prove that the service exists there.
package struct EndpointResolver: Sendable {
  private let settings: EndpointSettings

  package init(_ settings: EndpointSettings) { self.settings = settings }

  /// - Parameter region: for a global service, any region of the partition that is meant.
  /// - Throws: ``CloudFault`` where the region is none, or where a configured address can't be used.
  package func endpoint(of service: AWSService, in region: Region) throws(CloudFault) -> Endpoint {
    guard Self.isLabel(region.rawValue) else {
      throw Self.refusal("endpoint.unknown-region", "'\(region)' is not the code of an AWS region.")
    }
    if let (name, url) = configuredURL(of: service) {
      return Endpoint(
        base: try configuredBase(name, url), signingRegion: Self.signingRegion(of: service, in: region))
    }
    guard let partition = Partition(of: region) else {
      throw Self.refusal(
        "endpoint.unknown-region",
        "No host name is known for \(service.name) in the region '\(region)'. Correct the region, or set "
          + "AWS_ENDPOINT_URL_\(service.environmentName) to the address of the service there.")
    }
    let host: String
    if service.isGlobal {
      host = globalHost(of: service, partition)
    } else if service.isAddressedByBucket {
      host = try bucketHost(of: service, region, partition)
    } else {
      host = regionalHost(of: service, region, partition)
    }
    return Endpoint(
      base: try Self.base("https://" + host), signingRegion: Self.signingRegion(of: service, in: region),
      takesBucketInHost: service.isAddressedByBucket)
  }

  private static func signingRegion(of service: AWSService, in region: Region) -> Region {
    guard service.isGlobal else { return region }
    return (Partition(of: region) ?? .aws).homeRegion
  }

  private func configuredURL(of service: AWSService) -> (name: String, url: String)? {
    let name = "AWS_ENDPOINT_URL_" + service.environmentName
    if let url = settings.urlsByService[service.environmentName] { return (name, url) }
    return settings.url.map { ("AWS_ENDPOINT_URL", $0) }
  }

  private func configuredBase(_ name: String, _ url: String) throws(CloudFault) -> RequestURL {
    guard !settings.usesFIPS, !settings.usesDualStack else {
      throw Self.refusal(
        "endpoint.contradiction",
        "\(name) names an address, and AWS_USE_FIPS_ENDPOINT or AWS_USE_DUALSTACK_ENDPOINT asks for AWS's "
          + "own. Unset one of them.")
    }
    let base: RequestURL
    do throws(TransportError) {
      base = try RequestURL(url)
    } catch {
      throw Self.refusal("endpoint.not-a-url", "\(name) can't be used: \(error.message)")
    }
    guard base.query == nil else {
      throw Self.refusal("endpoint.not-a-url", "\(name) can't be used: it must end before the question mark.")
    }
    return base
  }

  private static func base(_ url: String) throws(CloudFault) -> RequestURL {
    do throws(TransportError) {
      return try RequestURL(url)
    } catch {
      throw refusal("endpoint.unknown-region", error.message)
    }
  }

  private static func refusal(_ code: String, _ message: String) -> CloudFault {
    CloudFault(kind: .refused, code: code, message: message, isRetriable: false)
  }

  /// One label of a host name: a region comes from files and events, and must not be able to name another
  /// host.
  private static func isLabel(_ text: String) -> Bool {
    (1...63).contains(text.utf8.count)
      && text.utf8.allSatisfy {
        ($0 >= UInt8(ascii: "a") && $0 <= UInt8(ascii: "z"))
          || ($0 >= UInt8(ascii: "0") && $0 <= UInt8(ascii: "9"))
          || $0 == UInt8(ascii: "-")
      }
  }
}

/// The host names of the partitions' rule sets.
extension EndpointResolver {
  /// In GovCloud the plain hosts of these services are the validated ones; they have none with `-fips`.
  private static let plainHostIsFIPSInGovCloud: Set<String> = [
    "ec2", "elasticache", "monitoring", "rds", "sns", "sts",
  ]

  private func regionalHost(of service: AWSService, _ region: Region, _ partition: Partition) -> String {
    let plain =
      partition == .govCloud && !settings.usesDualStack
      && Self.plainHostIsFIPSInGovCloud.contains(service.endpointPrefix)
    let prefix = settings.usesDualStack ? service.dualStackPrefix : service.endpointPrefix
    let label = prefix + (settings.usesFIPS && !plain ? "-fips" : "")
    return "\(label).\(region).\(settings.usesDualStack ? partition.dualStackSuffix : partition.suffix)"
  }

  /// `s3.us-west-2.amazonaws.com`: the dual stack is a label of its own there.
  private func bucketHost(
    of service: AWSService, _ region: Region, _ partition: Partition
  ) throws(CloudFault) -> String {
    guard !settings.usesFIPS || partition != .china else {
      throw Self.refusal(
        "endpoint.no-fips",
        "\(service.name) has no FIPS endpoint in \(region). Unset AWS_USE_FIPS_ENDPOINT for this region.")
    }
    let label = service.endpointPrefix + (settings.usesFIPS ? "-fips" : "")
    return "\(label)\(settings.usesDualStack ? ".dualstack" : "").\(region).\(partition.suffix)"
  }

  private func globalHost(of service: AWSService, _ partition: Partition) -> String {
    let prefix = service.endpointPrefix
    switch partition {
    case .govCloud:
      return "\(prefix).us-gov.\(settings.usesDualStack ? partition.dualStackSuffix : partition.suffix)"
    case .aws, .china:
      let label = prefix + (settings.usesFIPS ? "-fips" : "")
      // China's rules have no FIPS host of the global form.
      let global = partition == .china && settings.usesFIPS ? "" : "global."
      return settings.usesDualStack
        ? "\(label).\(global)\(partition.dualStackSuffix)" : "\(label).\(partition.suffix)"
    }
  }
}
