import AWSTestSupport
import DarumaActions
import DarumaAWS
import DarumaCore
import TestSupport
import Testing

/// A cloud over a fake world, and the effects of one application.
struct Scene {
  let world: FakeWorld
  let cloud: AWSCloud

  init(_ world: FakeWorld = FakeWorld(), journal: @escaping JournalEnd = { nil }) {
    self.world = world
    let client = AWSClient(
      transport: world, endpoints: EndpointResolver(EndpointSettings()), signer: RecordingSigner(),
      pacing: ManualPacing().pacing)
    cloud = AWSCloud(
      client: client, transport: world, addresses: WebhookAddresses(), journal: journal)
  }

  /// The fault with which looking ends; nil, and a failed expectation, where it ends well.
  func faultOfObserving(_ effect: Effect, sourceLocation: SourceLocation = #_sourceLocation) async
    -> CloudFault?
  {
    do throws(CloudFault) {
      let seen = try await cloud.observe(effect)
      Issue.record("it was seen: \(seen)", sourceLocation: sourceLocation)
      return nil
    } catch {
      return error
    }
  }

  /// The fault with which acting ends; nil, and a failed expectation, where it ends well.
  func faultOfActing(
    _ effect: Effect, sourceLocation: SourceLocation = #_sourceLocation
  ) async -> CloudFault? {
    do throws(CloudFault) {
      let acted = try await cloud.act(effect)
      Issue.record("it was done: \(acted)", sourceLocation: sourceLocation)
      return nil
    } catch {
      return error
    }
  }

  /// Observes and acts as the executor does, until nothing is left to do.
  ///
  /// - Returns: the last observation; nil where the process was killed on the way.
  func carryOut(_ effect: Effect, sourceLocation: SourceLocation = #_sourceLocation) async -> Observation? {
    for _ in 0..<40 {
      do throws(CloudFault) {
        let seen = try await cloud.observe(effect)
        switch seen {
        case .absent: _ = try await cloud.act(effect)
        case .inProgress: continue
        case .done, .conflict, .broken: return seen
        }
      } catch {
        if error.message.contains("killed") { return nil }
        guard error.isRetriable else {
          Issue.record("\(error)", sourceLocation: sourceLocation)
          return nil
        }
      }
    }
    Issue.record("it never ended", sourceLocation: sourceLocation)
    return nil
  }
}
