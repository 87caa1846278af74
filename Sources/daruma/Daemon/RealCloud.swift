import DarumaAWS
import DarumaActions
import DarumaCore
import Foundation
import Logging

/// The connection to AWS: transport, credentials, signer, endpoints, put together.
struct RealCloud {
  let cloud: AWSCloud
  let lister: AWSLister
  let callers: CallerIdentities
  let client: AWSClient
  private let transport: CurlTransport

  /// - Parameters:
  ///   - environment: as AWS's own tools read it (`AWS_ENDPOINT_URL`, `AWS_PROFILE`, …).
  ///   - addresses: of webhooks that stand in application files.
  ///   - journal: where the journal ends, which notices say.
  ///   - now: dates the signatures.
  /// - Throws: What is wrong with the environment, or with libcurl.
  init(
    environment: [String: String], addresses: WebhookAddresses, logger: Logger,
    journal: @escaping JournalEnd, now: @escaping @Sendable () -> Instant
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
    client = AWSClient(
      transport: transport, endpoints: endpoints, signer: CredentialSigner(credentials, now: now))
    cloud = AWSCloud(
      client: client, transport: transport, connector: transport, lookup: SystemNameLookup(), addresses: addresses,
      journal: journal)
    lister = AWSLister(client: client, now: now)
    callers = CallerIdentities(client: client, credentials: credentials)
    self.transport = transport
  }

  func shutdown() async { await transport.shutdown() }
}
