/// Decides whether the signature of a request is right. The face itself checks only that one is there and
/// well formed; ``AccessKeys``, which knows the secrets, judges the rest.
package typealias SignatureCheck = @Sendable (FaceRequest, Authorization) -> SignatureVerdict

package enum SignatureVerdict: Sendable, Equatable {
  case right
  /// The access key isn't known.
  case unknownKey
  /// The signature is another one than the request and the secret give.
  case wrong
  /// It is too old, or of a time to come; in AWS's words.
  case outOfTime(String)

  var refusal: CloudError? {
    switch self {
    case .right: nil
    case .outOfTime(let message): .signatureDoesNotMatch(message)
    case .unknownKey: .invalidClientToken
    case .wrong:
      .signatureDoesNotMatch(
        "The request signature we calculated does not match the signature you provided. Check your AWS "
          + "Secret Access Key and signing method. Consult the service documentation for details.")
    }
  }
}
