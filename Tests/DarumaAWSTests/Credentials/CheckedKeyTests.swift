import AWSTestSupport
import DarumaCore
import Synchronization
import Testing

@testable import DarumaAWS

@Suite("No try of a call is signed with a key that was not checked")
struct CheckedKeyTests {
  /// Other keys at each question.
  private final class ChangingKeys: CredentialProvider {
    private let keys: Mutex<[String]>

    init(_ keys: [String]) { self.keys = Mutex(keys) }

    func credentials() async throws(CredentialError) -> AWSCredentials {
      let key = keys.withLock { $0.count > 1 ? $0.removeFirst() : $0[0] }
      return AWSCredentials(accessKeyID: key, secretAccessKey: "s", source: .profile("default"))
    }
  }

  private static let change = RestoreDBInstanceFromDBSnapshot(instance: "i", snapshot: "s")
  private static let now = Instant(milliseconds: 1_800_000_000_000)

  private func client(_ transport: ScriptedTransport, _ provider: any CredentialProvider) -> AWSClient {
    AWSClient(
      transport: transport, endpoints: EndpointResolver(EndpointSettings()),
      signer: CredentialSigner(provider, now: { Self.now }), pacing: ManualPacing().pacing)
  }

  private func fault(_ transport: ScriptedTransport, _ provider: any CredentialProvider) async -> CloudFault? {
    do throws(CloudFault) {
      _ = try await CheckedKey.bind(CheckedKey("AKIDRIGHT")) { () async throws(CloudFault) in
        try await client(transport, provider).send(Self.change, in: "us-west-2")
      }
      return nil
    } catch {
      return error
    }
  }

  @Test("renewed while a change waited to be tried again: it is not sent with the new key, and is checked anew")
  func renewedInPause() async throws {
    let transport = ScriptedTransport([.success(.queryError(400, "Throttling"))])
    let fault = try #require(await fault(transport, ChangingKeys(["AKIDRIGHT", "AKIDOTHER"])))
    #expect(fault.code == CloudFault.credentialsChangedCode && fault.isRetriable && fault.kind == .unavailable)
    #expect(fault.message.contains("AKIDOTHER from the profile 'default'"))
    #expect(transport.requests.count == 1)
  }

  @Test("renewed because the service refused them: the same")
  func renewedAfterRefusal() async throws {
    let source = ScriptedSource(
      .success(AWSCredentials(accessKeyID: "AKIDRIGHT", secretAccessKey: "s", source: .profile("default"))))
    let machine = FakeMachine()
    let credentials = RefreshingCredentials(source, now: { machine.now }) { _ in }
    _ = try await credentials.credentials()
    machine.advance(.minutes(1))
    source.set(.success(AWSCredentials(accessKeyID: "AKIDOTHER", secretAccessKey: "s", source: .profile("default"))))
    let transport = ScriptedTransport([.success(.queryError(403, "InvalidClientTokenId"))])
    let fault = try #require(await fault(transport, credentials))
    #expect(fault.code == CloudFault.credentialsChangedCode && transport.requests.count == 1)
  }

  @Test("a change whose key is changed before the first try is not sent at all")
  func changedBefore() async throws {
    let transport = ScriptedTransport([])
    let fault = try #require(await fault(transport, ChangingKeys(["AKIDOTHER"])))
    #expect(fault.code == CloudFault.credentialsChangedCode)
  }
}
