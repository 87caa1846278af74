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
  /// In which regions it is found.
  package var home: ServiceHome
  /// The word before the colon in IAM policies: `cloudwatch` where the host says `monitoring`.
  package var permissionPrefix: String
  /// The first label of its dual-stack host, where that differs: `efs` for `elasticfilesystem`.
  package var dualStackPrefix: String
  /// Whether requests name a bucket, in the host or in the path.
  package var isAddressedByBucket: Bool
  /// Where its host names don't follow the rule.
  package var hostForm: HostForm
  /// Of the elements that it is sent, where it speaks XML.
  package var xmlNamespace: String?
  /// How its lists and maps are written in forms and XML.
  package var collections: CollectionNames

  package init(
    name: String, endpointPrefix: String, signingName: String? = nil, environmentName: String, version: String,
    wireProtocol: WireProtocol, home: ServiceHome = .everyRegion, permissionPrefix: String? = nil,
    dualStackPrefix: String? = nil, isAddressedByBucket: Bool = false, hostForm: HostForm = [],
    xmlNamespace: String? = nil, collections: CollectionNames = CollectionNames()
  ) {
    self.name = name
    self.endpointPrefix = endpointPrefix
    self.signingName = signingName ?? endpointPrefix
    self.environmentName = environmentName
    self.version = version
    self.wireProtocol = wireProtocol
    self.home = home
    self.permissionPrefix = permissionPrefix ?? endpointPrefix
    self.dualStackPrefix = dualStackPrefix ?? endpointPrefix
    self.isAddressedByBucket = isAddressedByBucket
    self.hostForm = hostForm
    self.xmlNamespace = xmlNamespace
    self.collections = collections
  }
}
