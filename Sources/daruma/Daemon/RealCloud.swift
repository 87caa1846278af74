import DarumaAWS
import DarumaActions
import DarumaCore
import DarumaRuntime
import Foundation
import Logging

/// The connection to AWS: transport, credentials, signer, endpoints, put together.
struct RealCloud {
  let cloud: AWSCloud
  let lister: AWSLister
  let callers: CallerIdentities
  let client: AWSClient
  /// Whether plans would succeed.
  let plans: AWSPlanLooker
  private let transport: CurlTransport

  /// - Parameters:
  ///   - environment: as AWS's own tools read it (`AWS_ENDPOINT_URL`, `AWS_PROFILE`, …).
  ///   - addresses: of webhooks that stand in application files.
  ///   - journal: where the journal ends, which notices say.
  ///   - looksEvery: how often plans are looked at.
  ///   - now: dates the signatures.
  /// - Throws: What is wrong with the environment, or with libcurl.
  init(
    environment: [String: String], addresses: WebhookAddresses, logger: Logger,
    journal: @escaping JournalEnd, looksEvery interval: Span = PlanWatchSettings.defaultInterval,
    now: @escaping @Sendable () -> Instant
  ) throws {
    let surroundings = CredentialSurroundings.real(variables: environment, now: now)
    let transport = try CurlTransport(CurlConfiguration(version: Version.text, surroundings))
    let endpoints = EndpointResolver(try EndpointSettings(environment: environment))
    let chain = CredentialChain.standard(
      surroundings, transport: transport,
      tokenService: TokenService(transport: transport, endpoints: endpoints))
    let credentials = RefreshingCredentials(chain, now: now) { notice in
      switch notice {
      case .obtained: logger.debug("\(notice)")
      case .keptOld, .usedExpired: logger.warning("\(notice)")
      }
    }
    let signer = CredentialSigner(credentials, now: now)
    client = AWSClient(transport: transport, endpoints: endpoints, signer: signer)
    cloud = AWSCloud(
      client: client, transport: transport, connector: transport, lookup: SystemNameLookup(), addresses: addresses,
      journal: journal)
    let gate = CallGate()
    lister = AWSLister(client: client, now: now, gate: gate)
    let looks = SharedLooks(gate: gate, limits: SharedLooks.Limits(every: interval))
    // With a budget of tries of its own: what is only looked at takes none from what is done.
    let looking = AWSClient(
      transport: transport, endpoints: endpoints, signer: signer,
      policy: RetryPolicy(maximumTries: 2, totalTime: .seconds(15)), looks: looks)
    plans = AWSPlanLooker(
      cloud: AWSCloud(client: looking, transport: transport, addresses: addresses), client: looking, looks: looks)
    callers = CallerIdentities(client: client, credentials: credentials)
    self.transport = transport
  }

  func shutdown() async { await transport.shutdown() }
}
