/// One AWS service: where it is found, how it is signed for and which protocol it speaks. The values are
/// those of its service model; each service declares its own next to its operations.
package struct AWSService: Sendable, Hashable {
  package enum WireProtocol: Sendable, Hashable {
    /// Form in, XML out.
    case query
    /// JSON both ways; the operation stands in the `X-Amz-Target` field, behind this prefix.
    case json(version: String, targetPrefix: String)
    /// Method and path name the operation; XML both ways.
    case restXML
    /// Method and path name the operation; JSON both ways.
    case restJSON
    /// As `query`, with lists in a form of its own and no result element around the answer.
    case ec2
  }

  /// As people call it: `RDS`, `Route 53`.
  package var name: String
  /// The first label of its host, and the first word of its fault codes: `rds`.
  package var endpointPrefix: String
  package var signingName: String
  /// How `AWS_ENDPOINT_URL_<this>` names it: the service id in capitals, blanks as underscores.
  package var environmentName: String
  /// The API's version, as in its query parameter or path.
  package var version: String
  package var wireProtocol: WireProtocol
  /// One endpoint for a whole partition, signed for a fixed region.
  package var isGlobal: Bool
  /// The word before the colon in IAM policies: `cloudwatch` where the host says `monitoring`.
  package var permissionPrefix: String
  /// The first label of its dual-stack host, where that differs: `efs` for `elasticfilesystem`.
  package var dualStackPrefix: String
  /// Whether requests name a bucket, in the host or in the path.
  package var isAddressedByBucket: Bool

  package init(
    name: String, endpointPrefix: String, environmentName: String, version: String,
    wireProtocol: WireProtocol, isGlobal: Bool = false, permissionPrefix: String? = nil,
    dualStackPrefix: String? = nil, isAddressedByBucket: Bool = false
  ) {
    self.name = name
    self.endpointPrefix = endpointPrefix
    self.signingName = endpointPrefix
    self.environmentName = environmentName
    self.version = version
    self.wireProtocol = wireProtocol
    self.isGlobal = isGlobal
    self.permissionPrefix = permissionPrefix ?? endpointPrefix
    self.dualStackPrefix = dualStackPrefix ?? endpointPrefix
    self.isAddressedByBucket = isAddressedByBucket
  }
}
