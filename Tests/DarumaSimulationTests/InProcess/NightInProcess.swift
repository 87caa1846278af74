import DarumaActions
import DarumaAWS
import DarumaCore
import DarumaSimulation
import Synchronization

/// The reference night after us-east-1 has fallen: a simulated cloud in the same process, and the real client for it.
struct NightInProcess {
  let night = ReferenceNight(day: Instant(milliseconds: 1_795_478_400_000))
  let host: CloudHost
  let time: Time

  /// The model's time, which the test moves.
  final class Time: Sendable {
    private let now: Mutex<Int64>
    init(_ now: Instant) { self.now = Mutex(now.milliseconds) }
    var milliseconds: Int64 { now.withLock(\.self) }
    func pass(_ span: Span) { now.withLock { $0 += span.milliseconds } }
  }

  init() {
    host = CloudHost(SampleEstate.kaigo(now: night.start.milliseconds))
    time = Time(night.outage)
    for change: ReferenceNight.CloudChange in [.backUp, .copy, .primaryRegionFalls] { host.happen(change, in: night) }
  }

  var cloud: AWSCloud {
    let time = time
    let transport = InProcessTransport(
      AWSFace(
        host, now: { time.milliseconds },
        check: AccessKeys(["AKIATEST": "secret"], now: { Instant(milliseconds: time.milliseconds) }).check))
    let credentials = AWSCredentials(accessKeyID: "AKIATEST", secretAccessKey: "secret", source: .explicit)
    let signer = CredentialSigner(
      FixedCredentials(credentials), now: { Instant(milliseconds: time.milliseconds) })
    let pacing = Pacing(elapsed: { .zero }, sleep: { _ throws(CancellationError) in }, fraction: { 0.5 })
    let client = AWSClient(
      transport: transport, endpoints: EndpointResolver(EndpointSettings()), signer: signer, pacing: pacing)
    return AWSCloud(client: client, transport: transport, addresses: WebhookAddresses())
  }
}
