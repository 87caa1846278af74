import AWSTestSupport
import DarumaCore
import Testing

@testable import DarumaAWS

@Suite("Whose the credentials are")
struct CallerIdentitiesTests {
  private static let regions: [Region] = ["us-west-2", "us-east-1"]

  private static func answer(_ account: String) -> ScriptedTransport.Reply {
    .success(
      .ok(
        "<GetCallerIdentityResponse><GetCallerIdentityResult><Arn>arn:aws:iam::\(account):user/u</Arn>"
          + "<Account>\(account)</Account></GetCallerIdentityResult></GetCallerIdentityResponse>"))
  }

  private static func credentials(_ id: String) -> AWSCredentials {
    AWSCredentials(accessKeyID: id, secretAccessKey: "s", source: .profile("default"))
  }

  private struct Scene {
    let harness: CallHarness
    let source: ScriptedSource
    let machine = FakeMachine()
    let identities: CallerIdentities

    init(_ replies: [ScriptedTransport.Reply], _ first: Result<AWSCredentials, CredentialError>) {
      harness = CallHarness(
        replies, signer: RecordingSigner(renewsCredentials: false), policy: RetryPolicy(maximumTries: 1))
      source = ScriptedSource(first)
      let machine = machine
      let credentials = RefreshingCredentials(source, now: { machine.now }) { _ in }
      identities = CallerIdentities(client: harness.client, credentials: credentials, pacing: harness.time.pacing)
    }

    func ask(_ wanted: Account = "1") async -> Caller { await identities.caller(in: regions, wanting: wanted) }
  }

  @Test("asked in the recovery region's STS first, and once for a quarter of an hour while it is as hoped for")
  func remembered() async {
    let scene = Scene([Self.answer("1"), Self.answer("1")], .success(Self.credentials("A")))
    #expect(await scene.identities.checkedKey(of: "1") == nil)
    #expect(await scene.ask().account == "1")
    #expect(await scene.identities.checkedKey(of: "1") == CheckedKey("A"))
    #expect(await scene.identities.checkedKey(of: "2") == nil)
    #expect(await scene.ask().account == "1")
    #expect(scene.harness.transport.requests.map(\.url) == ["https://sts.us-west-2.amazonaws.com/"])
    scene.harness.time.pass(CallerIdentities.goodFor)
    #expect(await scene.ask().account == "1")
    scene.harness.transport.finish()
  }

  @Test("STS out of reach in one region is asked in the other; in both, nothing is known")
  func otherRegion() async {
    let away = ScriptedTransport.Reply.failure(TransportError(.unreachable, "away"))
    let other = Scene([away, Self.answer("1")], .success(Self.credentials("A")))
    #expect(await other.ask().account == "1")
    #expect(other.harness.transport.requests.last?.url == "https://sts.us-east-1.amazonaws.com/")
    let none = Scene([away, away], .success(Self.credentials("A")))
    #expect(await none.ask().standing == .unreachable)
    #expect(await none.identities.checkedKey(of: "1") == nil)
  }

  @Test("what was known of a key holds while STS is away, and not of another key")
  func away() async {
    let away = ScriptedTransport.Reply.failure(TransportError(.unreachable, "away"))
    let scene = Scene([Self.answer("1"), away, away, away, away], .success(Self.credentials("A")))
    #expect(await scene.ask().account == "1")
    scene.harness.time.pass(CallerIdentities.goodFor)
    #expect(await scene.ask().account == "1")
    // Another account is wanted, so that the source is asked again, which has other keys now.
    scene.source.set(.success(Self.credentials("B")))
    scene.machine.advance(.minutes(1))
    scene.harness.time.pass(CallerIdentities.freshFor)
    #expect(await scene.ask("2").standing == .unreachable)
  }

  @Test("renewed under the question: what STS says is of the key that it was asked with, and of no other")
  func renewedUnderTheQuestion() async throws {
    let refused = ScriptedTransport.Reply.success(.queryError(403, "InvalidClientTokenId"))
    let transport = ScriptedTransport([Self.answer("1"), refused, Self.answer("9")])
    let (source, machine, time) = (ScriptedSource(.success(Self.credentials("A"))), FakeMachine(), ManualPacing())
    let credentials = RefreshingCredentials(source, now: { machine.now }) { _ in }
    let client = AWSClient(
      transport: transport, endpoints: EndpointResolver(EndpointSettings()),
      signer: CredentialSigner(credentials, now: { machine.now }), pacing: time.pacing)
    let identities = CallerIdentities(client: client, credentials: credentials, pacing: time.pacing)
    #expect(await identities.caller(in: Self.regions, wanting: "1").account == "1")
    source.set(.success(Self.credentials("B")))
    machine.advance(.minutes(1))
    time.pass(CallerIdentities.goodFor)
    #expect(await identities.caller(in: Self.regions, wanting: "1").account == "9")
    #expect(await identities.checkedKey(of: "1") == nil)
    #expect(await identities.checkedKey(of: "9") == CheckedKey("B"))
    transport.finish()
  }

  @Test("of another account: the source is asked for others, and these are asked about")
  func renewed() async {
    let scene = Scene([Self.answer("9"), Self.answer("1")], .success(Self.credentials("A")))
    let wrong = await scene.ask()
    #expect(wrong.account == "9" && wrong.fault(for: "1")?.contains("account 9") == true)
    #expect(wrong.remedy(for: "1")?.contains("account 1") == true)
    scene.source.set(.success(Self.credentials("B")))
    // Many ask one after the other.
    #expect(await scene.ask() == wrong)
    scene.machine.advance(.minutes(1))
    scene.harness.time.pass(CallerIdentities.freshFor)
    #expect(await scene.ask().fault(for: "1") == nil)
  }

  @Test("no credentials, or such as STS refuses, are not usable; a source that is away for a moment is something else")
  func unusable() async {
    let none = Scene([], .failure(CredentialError(.notSetUp, .environment, "AWS_ACCESS_KEY_ID is not set")))
    #expect(await none.ask().standing == .unusable)
    let busy = Scene([], .failure(CredentialError(.unavailable, .instanceMetadata, "HTTP 503")))
    #expect(await busy.ask().standing == .unreachable)
    let refused = ScriptedTransport.Reply.success(.queryError(403, "InvalidClientTokenId", "no such key"))
    let bad = Scene([refused, refused], .success(Self.credentials("A")))
    let caller = await bad.ask()
    #expect(caller.standing == .unusable && caller.reason?.contains("no such key") == true)
  }

  @Test("an address of STS that can't be used says nothing of the credentials")
  func badAddress() async {
    let (machine, time) = (FakeMachine(), ManualPacing())
    let credentials = RefreshingCredentials(ScriptedSource(.success(Self.credentials("A"))), now: { machine.now }) {
      _ in
    }
    let client = AWSClient(
      transport: ScriptedTransport([]), endpoints: EndpointResolver(EndpointSettings(url: "ftp://x")),
      signer: RecordingSigner(), pacing: time.pacing)
    let identities = CallerIdentities(client: client, credentials: credentials, pacing: time.pacing)
    let caller = await identities.caller(in: Self.regions, wanting: "1")
    #expect(caller.standing == .unreachable && caller.reason?.contains("AWS_ENDPOINT_URL can't be used") == true)
  }
}
