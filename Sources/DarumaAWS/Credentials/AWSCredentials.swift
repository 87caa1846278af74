package import DarumaCore

/// A key pair to sign with, and where it came from. Its description never shows the secret.
package struct AWSCredentials: Sendable, Equatable {
  package var accessKeyID: String
  package var secretAccessKey: String
  /// Of temporary credentials.
  package var sessionToken: String?
  /// Nil for credentials that don't expire by themselves.
  package var expiresAt: Instant?
  package var source: CredentialSource

  package init(
    accessKeyID: String, secretAccessKey: String, sessionToken: String? = nil, expiresAt: Instant? = nil,
    source: CredentialSource
  ) {
    self.accessKeyID = accessKeyID
    self.secretAccessKey = secretAccessKey
    self.sessionToken = sessionToken
    self.expiresAt = expiresAt
    self.source = source
  }
}

extension AWSCredentials: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
  /// `ASIA... from instance metadata, until 2026-11-24T03:42:00.000Z`.
  package var description: String {
    accessKeyID + " from \(source)" + (expiresAt.map { ", until \($0)" } ?? "")
  }

  package var debugDescription: String { description }

  /// `dump` and test failures print a value by its mirror.
  package var customMirror: Mirror { Mirror(self, children: ["description": description]) }
}
