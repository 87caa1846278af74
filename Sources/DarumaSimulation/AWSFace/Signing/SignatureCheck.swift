/// Decides whether the signature of a request is right. The face itself checks only that one is there and
/// well formed; whoever knows the secret keys can hand in the rest.
package typealias SignatureCheck = @Sendable (FaceRequest, Authorization) -> SignatureVerdict

package enum SignatureVerdict: Sendable, Equatable {
  case right
  /// The access key isn't known.
  case unknownKey
  /// The signature is another one than the request and the secret give.
  case wrong

  var refusal: CloudError? {
    switch self {
    case .right: nil
    case .unknownKey: .invalidClientToken
    case .wrong:
      .signatureDoesNotMatch(
        "The request signature we calculated does not match the signature you provided. Check your AWS "
          + "Secret Access Key and signing method. Consult the service documentation for details.")
    }
  }
}
