import AWSTestSupport
import DarumaActions
import DarumaAWS
import DarumaCatalog
import DarumaCore
import TestSupport
import Testing

/// A cloud whose answers are given, in order.
struct ScriptedCloud {
  let cloud: AWSCloud
  let transport: ScriptedTransport

  init(_ replies: HTTPResponse...) { self.init(replies.map { .success($0) }) }

  init(_ replies: [ScriptedTransport.Reply]) {
    let harness = CallHarness(replies, policy: RetryPolicy(maximumTries: 1))
    transport = harness.transport
    cloud = AWSCloud(client: harness.client, transport: harness.transport, addresses: WebhookAddresses())
  }

  static func effect(
    _ name: ActionName, _ parameters: [String: Document], attempt: Int = 1, purpose: Effect.Purpose = .perform
  ) throws -> Effect {
    let traits = try #require(ActionCatalog.table[name]).traits
    return .sample(
      Action(name: name, region: "us-west-2", parameters: parameters, traits: traits), attempt: attempt,
      purpose: purpose)
  }

  func observe(_ effect: Effect) async throws -> Observation { try await cloud.observe(effect) }
  func act(_ effect: Effect) async throws -> Acted { try await cloud.act(effect) }

  /// The fault with which looking ends.
  func fault(observing effect: Effect, sourceLocation: SourceLocation = #_sourceLocation) async -> CloudFault? {
    await #expect(throws: CloudFault.self, sourceLocation: sourceLocation) { try await cloud.observe(effect) }
  }

  /// The fault with which acting ends.
  func fault(acting effect: Effect, sourceLocation: SourceLocation = #_sourceLocation) async -> CloudFault? {
    await #expect(throws: CloudFault.self, sourceLocation: sourceLocation) { try await cloud.act(effect) }
  }

  /// The code of what is conflicting or broken; nil, and a failed expectation, where nothing is.
  func failure(of effect: Effect, sourceLocation: SourceLocation = #_sourceLocation) async throws -> Failure? {
    switch try await cloud.observe(effect) {
    case .conflict(let failure), .broken(let failure): return failure
    case let seen:
      Issue.record("it was \(seen)", sourceLocation: sourceLocation)
      return nil
    }
  }

  var operations: [String] { transport.requests.map { Asked($0).operation } }
}
