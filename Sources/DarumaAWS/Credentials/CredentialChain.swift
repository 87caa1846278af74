package import DarumaCore

/// Asks several sources in a fixed order. The first that is set up decides: where it fails, no later one is
/// asked, since that would act under another identity than the one meant.
package struct CredentialChain: CredentialProvider {
  private let providers: [any CredentialProvider]

  package init(_ providers: [any CredentialProvider]) { self.providers = providers }

  /// The order of AWS's own tools: environment, web identity, shared files, container endpoint, instance
  /// metadata.
  ///
  /// - Parameters:
  ///   - explicit: credentials from Daruma's own configuration, before all others.
  ///   - region: whose STS is asked; by default what the environment or the profile says.
  package static func standard(
    explicit: AWSCredentials? = nil, region: Region? = nil, _ surroundings: CredentialSurroundings,
    transport: any HTTPTransport, tokenService: TokenService
  ) -> CredentialChain {
    let environment = EnvironmentCredentials(surroundings)
    let container = ContainerCredentials(surroundings, transport)
    let instance = InstanceMetadataCredentials(surroundings, transport)
    let region = CredentialRegion(configured: region, surroundings)
    let profile = ProfileCredentials(
      surroundings, tokenService, region,
      named: ["Environment": environment, "EcsContainer": container, "Ec2InstanceMetadata": instance])
    let fixed: [any CredentialProvider] = explicit.map { [FixedCredentials($0)] } ?? []
    return CredentialChain(
      fixed + [
        environment, WebIdentityCredentials(surroundings, tokenService, region), profile, container, instance,
      ])
  }

  package func credentials() async throws(CredentialError) -> AWSCredentials {
    var attempts: [CredentialError.Attempt] = []
    var last: CredentialError?
    for provider in providers {
      do throws(CredentialError) {
        return try await provider.credentials()
      } catch {
        let told = error.after(attempts)
        guard error.code == .notSetUp else { throw told }
        attempts = told.attempts
        last = told
      }
    }
    throw last ?? CredentialError(.notSetUp, .explicit, "no source is configured")
  }
}
