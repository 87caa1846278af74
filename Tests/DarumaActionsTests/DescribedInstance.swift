import AWSTestSupport
import DarumaAWS
import DarumaActions
import DarumaCatalog
import DarumaCore
import TestSupport
import Testing

/// What RDS answers when it is asked for one instance.
enum DescribedInstance {
  static let endpoint = "<Endpoint><Address>kaigo.x.example</Address><Port>5432</Port></Endpoint>"
  static let outputs = [
    "endpoint": "kaigo.x.example", "port": "5432", "identifier": "kaigo",
    "arn": "arn:aws:rds:us-west-2:012345678901:db:kaigo",
  ]
  static let named = outputs.filter { ["identifier", "arn"].contains($0.key) }

  static func answer(
    _ status: String?, name: String = "kaigo", region: String = "us-west-2", more: String = endpoint
  ) -> HTTPResponse {
    list([instance(status, name: name, region: region, more: more)])
  }

  static func list(_ instances: [String]) -> HTTPResponse {
    result("<DBInstances>\(instances.joined())</DBInstances>")
  }

  static func instance(
    _ status: String?, name: String = "kaigo", region: String = "us-west-2", more: String = endpoint
  ) -> String {
    "<DBInstance><DBInstanceIdentifier>\(name)</DBInstanceIdentifier>"
      + (status.map { "<DBInstanceStatus>\($0)</DBInstanceStatus>" } ?? "")
      + "<DBInstanceArn>arn:aws:rds:\(region):012345678901:db:\(name)</DBInstanceArn>\(more)</DBInstance>"
  }

  static func result(_ content: String) -> HTTPResponse {
    .ok(
      "<DescribeDBInstancesResponse><DescribeDBInstancesResult>\(content)</DescribeDBInstancesResult>"
        + "</DescribeDBInstancesResponse>")
  }

  /// Answers that say nothing of the instance `kaigo` in us-west-2.
  static let meaningless: [HTTPResponse] = [
    result(""), list([]), result("<DBInstances>none</DBInstances>"), answer("available", name: "other"),
    answer("available", region: "us-east-1"), answer(nil), answer(""),
    list([instance("available"), instance("stopped")]),
    list(["<DBInstance><DBInstanceIdentifier>kaigo</DBInstanceIdentifier></DBInstance>"]),
    list([
      "<DBInstance><DBInstanceIdentifier>kaigo</DBInstanceIdentifier><DBInstanceStatus>stopped</DBInstanceStatus>"
        + "</DBInstance>"
    ]),
  ]

  /// Statuses that only a person ends, whatever is wanted of the instance.
  static let lost = [
    "failed", "restore-error", "deleting", "storage-full", "incompatible-network", "incompatible-parameters",
    "incompatible-option-group", "inaccessible-encryption-credentials", "insufficient-capacity",
  ]
}

/// One action of RDS on the instance `kaigo`, over scripted answers.
struct InstanceScene {
  let cloud: AWSCloud
  let transport: ScriptedTransport

  init(_ replies: HTTPResponse...) {
    let harness = CallHarness(replies.map { .success($0) })
    transport = harness.transport
    cloud = AWSCloud(client: harness.client, transport: harness.transport, addresses: WebhookAddresses())
  }

  static func effect(_ name: ActionName, _ settings: [String: Document] = [:]) throws -> Effect {
    let traits = try #require(ActionCatalog.table[name]).traits
    let parameters = settings.merging(["instance": "kaigo"]) { $1 }
    return .sample(Action(name: name, region: "us-west-2", parameters: parameters, traits: traits))
  }

  static func seen(
    _ answer: HTTPResponse, _ name: ActionName, _ settings: [String: Document] = [:]
  ) async throws -> Observation {
    try await InstanceScene(answer).cloud.observe(try effect(name, settings))
  }

  /// The fault with which looking ends; nil where it ends well.
  static func fault(
    _ answer: HTTPResponse, _ name: ActionName, _ settings: [String: Document] = [:]
  ) async throws -> CloudFault? {
    do {
      _ = try await seen(answer, name, settings)
      return nil
    } catch let fault as CloudFault {
      return fault
    }
  }

  /// What is sent where it is not as wanted.
  static func sent(_ operation: String, _ name: ActionName, _ settings: [String: Document] = [:]) async throws -> String
  {
    let scene = InstanceScene(
      .ok(
        "<\(operation)Response><\(operation)Result>\(DescribedInstance.instance("available"))</\(operation)Result>"
          + "</\(operation)Response>"))
    #expect(try await scene.cloud.act(try effect(name, settings)) == .started)
    let body = try #require(scene.transport.bodies.first)
    #expect(body.contains("Action=\(operation)&") && body.contains("DBInstanceIdentifier=kaigo"))
    return body
  }
}
