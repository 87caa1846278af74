/// A source of credentials.
package protocol CredentialProvider: Sendable {
  /// Credentials that are good now.
  ///
  /// - Throws: ``CredentialError``.
  func credentials() async throws(CredentialError) -> AWSCredentials
}

/// Credentials that are at hand.
package struct FixedCredentials: CredentialProvider {
  private let fixed: AWSCredentials

  package init(_ credentials: AWSCredentials) { fixed = credentials }

  package func credentials() async throws(CredentialError) -> AWSCredentials { fixed }
}
