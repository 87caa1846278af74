/// How the connection to the brokers is protected. Client certificates and what else a site needs
/// go through `KafkaConnection.properties` (`ssl.certificate.location`, `ssl.key.location`, ...).
package enum KafkaSecurity: Sendable, Equatable {
  /// Whether what is sent is encrypted.
  var isEncrypted: Bool {
    switch self {
    case .plaintext, .saslPlaintext: false
    case .tls, .saslTLS: true
    }
  }

  var credentials: KafkaCredentials? {
    switch self {
    case .plaintext, .tls: nil
    case .saslPlaintext(let credentials), .saslTLS(let credentials, _): credentials
    }
  }

  case plaintext
  /// TLS; `caPath` is a PEM file of trusted authorities, nil for the system's own.
  case tls(caPath: String?)
  case saslPlaintext(KafkaCredentials)
  case saslTLS(KafkaCredentials, caPath: String?)
}

/// A SASL name and password. Its description never shows the password.
package struct KafkaCredentials: Sendable, Equatable, CustomStringConvertible,
  CustomDebugStringConvertible, CustomReflectable
{
  package enum Mechanism: String, Sendable, CaseIterable {
    case plain = "PLAIN"
    case scramSHA256 = "SCRAM-SHA-256"
    case scramSHA512 = "SCRAM-SHA-512"
    /// Tokens; where they come from is said by properties (`sasl.oauthbearer.*`).
    case oauthBearer = "OAUTHBEARER"
    /// Kerberos; set up by properties (`sasl.kerberos.*`).
    case kerberos = "GSSAPI"

    /// Whether a name and a password belong to it.
    package var needsPassword: Bool {
      switch self {
      case .plain, .scramSHA256, .scramSHA512: true
      case .oauthBearer, .kerberos: false
      }
    }
  }

  package let mechanism: Mechanism
  package let username: String
  package let password: String

  /// Of a mechanism that needs no password.
  package init(mechanism: Mechanism) { self.init(mechanism: mechanism, username: "", password: "") }

  package init(mechanism: Mechanism, username: String, password: String) {
    self.mechanism = mechanism
    self.username = username
    self.password = password
  }

  package var description: String {
    mechanism.needsPassword ? "\(mechanism.rawValue) as \(username)" : mechanism.rawValue
  }
  package var debugDescription: String { description }
  /// `dump` and interpolation of an enclosing value go through the mirror, so it hides the password too.
  package var customMirror: Mirror {
    Mirror(self, children: ["mechanism": mechanism.rawValue, "username": username])
  }
}
