package import DarumaCore

/// Finds the endpoint of a service in a region: by what the environment says, else by AWS's own rules. A
/// resolved endpoint does not prove that the service exists there.
package struct EndpointResolver: Sendable {
  private let settings: EndpointSettings

  package init(_ settings: EndpointSettings) { self.settings = settings }

  /// - Parameters:
  ///   - region: for a service with one home in a partition, any region of the partition that is meant.
  ///   - address: of the call alone; it comes before what the environment says.
  /// - Throws: ``CloudFault`` where the region is none, where the partition has no such service, or where a given
  ///   address can't be used.
  package func endpoint(
    of service: AWSService, in region: Region, at address: String? = nil
  ) throws(CloudFault) -> Endpoint {
    guard Self.isLabel(region.rawValue) else {
      throw Self.refusal("endpoint.unknown-region", "'\(region)' is not the code of an AWS region.")
    }
    let partition = Partition(of: region)
    if let (name, url) = address.map({ ("The endpoint of the call", $0) }) ?? configuredURL(of: service) {
      let home = home(of: service, in: partition ?? .aws)
      return Endpoint(base: try configuredBase(name, url), signingRegion: home ?? region)
    }
    guard let partition else {
      throw Self.refusal(
        "endpoint.unknown-region",
        "No host name is known for \(service.name) in the region '\(region)'. Correct the region, or set "
          + "AWS_ENDPOINT_URL_\(service.environmentName) to the address of the service there.")
    }
    guard service.home == .everyRegion || home(of: service, in: partition) != nil else {
      throw Self.refusal(
        "endpoint.no-such-service",
        "AWS has no \(service.name) in the partition \(partition.rawValue), to which the region '\(region)' belongs. "
          + "Correct the region.")
    }
    let signingRegion = home(of: service, in: partition) ?? region
    let host: String
    if case .partition = service.home {
      host = globalHost(of: service, signingRegion, partition)
    } else if service.isAddressedByBucket {
      host = try bucketHost(of: service, region, partition)
    } else {
      host = regionalHost(of: service, signingRegion, partition)
    }
    return Endpoint(
      base: try Self.base("https://" + host), signingRegion: signingRegion,
      takesBucketInHost: service.isAddressedByBucket)
  }

  /// The one region that the service has in a partition; nil where it has many or none.
  private func home(of service: AWSService, in partition: Partition) -> Region? {
    switch service.home {
    case .everyRegion: nil
    case .partition(let homes): homes[partition]
    case .region(let homes, let underFIPS): (settings.usesFIPS ? underFIPS[partition] : nil) ?? homes[partition]
    }
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
  private func regionalHost(of service: AWSService, _ region: Region, _ partition: Partition) -> String {
    let form = service.hostForm
    let isDualStack = settings.usesDualStack
    let namesFIPS: Bool
    if partition == .govCloud {
      let isFIPSAnyway =
        isDualStack
        ? form.contains(.dualStackIsFIPSInGovCloud)
        : form.contains(.plainIsFIPSInGovCloud)
          || form.contains(.plainIsFIPSInGovCloudWest) && region == "us-gov-west-1"
      namesFIPS =
        settings.usesFIPS && !isFIPSAnyway || isDualStack && form.contains(.dualStackNamesFIPSInGovCloud)
    } else {
      namesFIPS = settings.usesFIPS
    }
    let hasOwnPrefix = isDualStack && !(settings.usesFIPS && form.contains(.dualStackPrefixWithoutFIPS))
    var label = hasOwnPrefix ? service.dualStackPrefix : service.endpointPrefix
    if namesFIPS {
      let leads = form.contains(.beginsWithFIPS) && !isDualStack && partition == .aws
      label = leads ? "fips.\(label)" : "\(label)-fips"
    }
    let hasOwnSuffix = isDualStack && !form.contains(.plainIsDualStack)
    return "\(label).\(region).\(hasOwnSuffix ? partition.dualStackSuffix : partition.suffix)"
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

  private func globalHost(of service: AWSService, _ home: Region, _ partition: Partition) -> String {
    let prefix = service.endpointPrefix
    let isDualStack = settings.usesDualStack
    let label = prefix + (settings.usesFIPS && partition != .govCloud ? "-fips" : "")
    switch partition {
    case .govCloud: return "\(prefix).us-gov.\(isDualStack ? partition.dualStackSuffix : partition.suffix)"
    case .china where isDualStack:
      // China's rules have no FIPS host of the global form.
      let isPlain = settings.usesFIPS || service.hostForm.contains(.dualStackIsPlainInChina)
      return "\(label).\(isPlain ? "" : "global.")\(partition.dualStackSuffix)"
    case .china where service.hostForm.contains(.namesRegionInChina): return "\(label).\(home).\(partition.suffix)"
    case .aws, .china:
      return isDualStack ? "\(label).global.\(partition.dualStackSuffix)" : "\(label).\(partition.suffix)"
    }
  }
}
