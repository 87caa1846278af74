import AWSTestSupport
import DarumaCore
import Synchronization
import Testing

@testable import DarumaAWS

@Suite("A metadata endpoint that is slow, busy or away for a moment")
struct MetadataCallsTests {
  /// Fails so often before it answers as instance metadata.
  private static func network(failing count: Int, _ failure: ScriptedTransport.Reply) -> FakeNetwork {
    let left = Mutex(count)
    let metadata = FakeInstanceMetadata()
    return FakeNetwork([
      InstanceMetadataCredentialsTests.host: { request, url throws(TransportError) in
        let fails = left.withLock { left in
          left -= 1
          return left >= 0
        }
        return fails ? try failure.get() : metadata.answer(request, url)
      }
    ])
  }

  @Test(
    "it is asked again",
    arguments: [
      .success(HTTPResponse(503, "busy")), .success(HTTPResponse(429, "slow down")), .success(HTTPResponse(500, "")),
      .failure(TransportError(.timedOut, "slow")), .failure(TransportError(.unreachable, "away")),
      .failure(TransportError(.interrupted, "cut")),
    ] as [ScriptedTransport.Reply])
  func again(failure: ScriptedTransport.Reply) async {
    let machine = FakeMachine()
    let provider = InstanceMetadataCredentials(machine.surroundings, Self.network(failing: 2, failure))
    #expect(await provider.outcome().success != nil)
    #expect(machine.pauses == [.milliseconds(100), .milliseconds(200)])
  }

  @Test("then it may pass, and a later call may succeed", arguments: [429, 503])
  func passing(status: Int) async {
    let network = Self.network(failing: 3, .success(HTTPResponse(status, "busy")))
    let provider = InstanceMetadataCredentials(FakeMachine().surroundings, network)
    let error = await provider.outcome().failure
    #expect(error?.code == .unavailable && error?.isRetriable == true)
    #expect(await provider.outcome().success != nil)
  }

  @Test("silence where there was an answer before is trouble, and not the absence of EC2")
  func silence() async {
    let metadata = FakeInstanceMetadata()
    let isAway = Mutex(false)
    let network = FakeNetwork([
      InstanceMetadataCredentialsTests.host: { request, url throws(TransportError) in
        guard !isAway.withLock(\.self) else { throw TransportError(.unreachable, "nobody") }
        return metadata.answer(request, url)
      }
    ])
    let provider = InstanceMetadataCredentials(FakeMachine().surroundings, network)
    #expect(await provider.outcome().success != nil)
    isAway.withLock { $0 = true }
    #expect(await provider.outcome().failure?.code == .unavailable)
  }

  @Test("time and tries can be set, for a container as well")
  func settings() async {
    let variables = ["AWS_METADATA_SERVICE_TIMEOUT": "7", "AWS_METADATA_SERVICE_NUM_ATTEMPTS": "5"]
    let network = Self.network(failing: 100, .success(HTTPResponse(503, "")))
    _ = await InstanceMetadataCredentials(FakeMachine(variables).surroundings, network).outcome()
    #expect(network.requests.count == 5 && network.requests.allSatisfy { $0.timeout == .seconds(7) })
    let container = FakeNetwork(["169.254.170.2": { _, _ in HTTPResponse(500, "") }])
    let outcome = await ContainerCredentials(
      FakeMachine(variables.merging(["AWS_CONTAINER_CREDENTIALS_RELATIVE_URI": "/c"]) { $1 }).surroundings, container
    ).outcome()
    #expect(outcome.failure?.code == .unavailable)
    #expect(container.requests.count == 5 && container.requests.allSatisfy { $0.timeout == .seconds(7) })
  }

  @Test(
    "a setting that is no number is named",
    arguments: [("AWS_METADATA_SERVICE_TIMEOUT", "soon"), ("AWS_METADATA_SERVICE_NUM_ATTEMPTS", "0")])
  func badSettings(name: String, value: String) async {
    let error = await InstanceMetadataCredentialsTests.outcome([name: value], FakeNetwork()).failure
    #expect(error?.code == .incomplete && error?.description.contains(name) == true)
  }
}
