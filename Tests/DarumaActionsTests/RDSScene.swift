import AWSTestSupport
import DarumaAWS
import DarumaActions
import DarumaCatalog
import DarumaCore
import TestSupport
import Testing

/// One action of RDS over scripted answers.
struct RDSScene {
  static let account = "012345678901"
  /// The mark of an attempt at the same step.
  static let ours = [
    "daruma:effect": "\(ExecutionID.sample)/step/1", "daruma:execution": "\(ExecutionID.sample)",
    "daruma:application": "kaigo",
  ]
  /// Those of things that are not this step's.
  static let foreign: [[String: String]] = [
    [:], ["daruma:execution": "\(ExecutionID.sample)"], ["daruma:effect": "\(ExecutionID.sample)/other/1"],
    ["daruma:effect": "other.20261124T034200Z.1/step/1"],
  ]

  let cloud: AWSCloud
  let transport: ScriptedTransport
  let effect: Effect

  init(
    _ name: ActionName, _ parameters: [String: Document], attempt: Int = 1, in region: Region = "us-west-2",
    _ replies: HTTPResponse...
  ) throws {
    let harness = CallHarness(replies.map { .success($0) })
    transport = harness.transport
    cloud = AWSCloud(client: harness.client, transport: harness.transport, addresses: WebhookAddresses())
    let traits = try #require(ActionCatalog.table[name]).traits
    effect = .sample(Action(name: name, region: region, parameters: parameters, traits: traits), attempt: attempt)
  }

  func seen() async throws -> Observation {
    let seen = try await cloud.observe(effect)
    transport.finish()
    return seen
  }

  /// The fault with which looking ends; nil where it ends well.
  func fault() async -> CloudFault? {
    do throws(CloudFault) {
      _ = try await cloud.observe(effect)
      return nil
    } catch {
      return error
    }
  }

  /// The fault with which acting ends; nil where it ends well.
  func faultOfActing() async -> CloudFault? {
    do throws(CloudFault) {
      _ = try await cloud.act(effect)
      return nil
    } catch {
      return error
    }
  }

  /// What was asked, but for the version: the last request's form, its marks by their keys.
  func sent() async throws -> [String: String] {
    #expect(try await cloud.act(effect) == .started)
    transport.finish()
    return form
  }

  var form: [String: String] {
    guard let last = transport.requests.last.map({ Asked($0) }) else { return [:] }
    var form = last.form.filter { !$0.key.hasPrefix("Tags.Tag.") && $0.key != "Version" }
    for (key, value) in last.tags { form[key] = value }
    return form
  }

  static func answer(_ operation: String, _ content: String = "") -> HTTPResponse {
    .ok("<\(operation)Response><\(operation)Result>\(content)</\(operation)Result></\(operation)Response>")
  }

  static func tags(_ tags: [String: String] = ours) -> String {
    let items = tags.sorted { $0.key < $1.key }.map { "<Tag><Key>\($0)</Key><Value>\($1)</Value></Tag>" }
    return "<TagList>\(items.joined())</TagList>"
  }

  /// What RDS says of what is not there.
  static func missing(_ thing: String) -> HTTPResponse { .queryError(404, "\(thing)NotFound", "not found") }
}
