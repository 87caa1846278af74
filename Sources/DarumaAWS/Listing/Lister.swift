package import DarumaCore

/// Lists what the provider has. Read only: it may be called at any time, by anyone.
package protocol Lister: Sendable {
  /// Everything of the kind that is asked for, from all pages.
  ///
  /// - Throws: ``CloudFault`` where it could not be seen whole: a part of it would look as if the rest were gone.
  func list(_ request: ListingRequest) async throws(CloudFault) -> [Listed]
}
