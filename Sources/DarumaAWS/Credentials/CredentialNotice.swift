/// What ``RefreshingCredentials`` tells whoever runs it.
package enum CredentialNotice: Sendable, Equatable, CustomStringConvertible {
  case obtained(AWSCredentials)
  /// Renewing failed; the ones at hand are used on.
  case keptOld(AWSCredentials, CredentialError)
  /// Instance metadata hands out expired credentials, as it does while AWS can't renew them; AWS then accepts
  /// them longer.
  case usedExpired(AWSCredentials)

  package var description: String {
    switch self {
    case .obtained(let credentials): "AWS credentials obtained: \(credentials)."
    case .keptOld(let credentials, let error):
      "AWS credentials could not be renewed; the old ones are used on: \(credentials). \(error)"
    case .usedExpired(let credentials):
      "Instance metadata hands out expired AWS credentials (\(credentials)); they are tried all the same."
    }
  }
}
