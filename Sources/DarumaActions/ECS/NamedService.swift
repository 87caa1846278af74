import DarumaAWS
import DarumaCatalog
import DarumaCore

/// The cluster and service that an action acts on: named in its `with`, or those of the step's resource.
struct NamedService: Sendable {
  private static let clusterKey = Key.optional(
    "cluster", Form<String>.awsIdentifier("the name of an ECS cluster", example: "the name alone, not the ARN"),
    "The cluster in the region where the step acts; that of the resource without it.")
  private static let serviceKey = Key.optional(
    "service", Form<String>.awsIdentifier("the name of an ECS service", example: "the name alone, not the ARN"),
    "The service in the region where the step acts; that of the resource without it.")

  static let keys: [any KeyOfTable] = [clusterKey, serviceKey]

  private var cluster: String?
  private var service: String?

  init(_ fields: Fields) {
    cluster = fields.value(Self.clusterKey)
    service = fields.value(Self.serviceKey)
  }

  func parameters(in setting: ActionSetting) -> [String: Document] {
    let named = Self.names(setting.arn)
    return .parameters([
      Self.clusterKey.name: Document(cluster ?? (named.count == 2 ? named[0] : nil)),
      Self.serviceKey.name: Document(service ?? named.last),
    ])
  }

  /// - Parameter deed: What is done to it: `deployed`.
  func check(in setting: ActionSetting, deed: String, _ findings: Findings) {
    // A resource that is given but unknown is reported by name.
    guard !setting.hasResource || setting.arn != nil else { return }
    // An ARN of the old form, `service/NAME`, does not tell the cluster.
    let parts = Self.names(setting.arn).count
    var missing: [String] = []
    if cluster == nil, parts < 2 { missing.append(Self.clusterKey.name) }
    if service == nil, parts < 1 { missing.append(Self.serviceKey.name) }
    guard !missing.isEmpty else { return }
    findings.report(
      .missingKey, at: setting.place, "nothing says which \(missing.joined(separator: " and ")) is \(deed)",
      remedy: "add `resource:` with the id of an ecs.service, or \(listing(missing)) to `with`")
  }

  static func cluster(_ arguments: Arguments) throws(CloudFault) -> String { try arguments.text(clusterKey.name) }
  static func service(_ arguments: Arguments) throws(CloudFault) -> String { try arguments.text(serviceKey.name) }

  /// Cluster and service of `arn:aws:ecs:region:account:service/cluster/name`.
  private static func names(_ arn: ARN?) -> [String] {
    arn?.resourceName.split(separator: "/").map(String.init) ?? []
  }
}
