package import DarumaCore

/// The region whose STS is asked: the configured one, else `AWS_REGION`, else `AWS_DEFAULT_REGION`. There is
/// no further default: it would be a region that may be down.
package struct CredentialRegion: Sendable, Equatable {
  private let region: Region?

  package init(configured: Region?, _ surroundings: CredentialSurroundings) {
    region =
      configured
      ?? (surroundings.variable("AWS_REGION") ?? surroundings.variable("AWS_DEFAULT_REGION")).map {
        Region($0)
      }
  }

  /// - Parameter profile: the region of the profile that asks, for where nothing else names one.
  /// - Throws: ``CredentialError``.
  func required(
    for source: CredentialSource, profile: String? = nil
  ) throws(CredentialError) -> Region {
    guard let region = region ?? profile.map({ Region($0) }) else {
      throw CredentialError(
        .incomplete, source, "no region is known whose STS could be asked: set AWS_REGION")
    }
    return region
  }
}
