/// What differs between services in how their requests are signed.
package struct SigningRules: Sendable, Equatable {
  /// Whether the canonical path is the wire's path percent-encoded once more, and without `.`, `..` and
  /// doubled slashes. For all but S3, whose keys may hold all of that.
  package var path: PathRule
  /// Whether the body's hash is sent and signed as `x-amz-content-sha256`.
  package var sendsBodyHash: Bool
  /// What a presigned URL says about the body.
  package var presignedBody: PresignedBody
  /// Whether the session token is added after signing instead of being signed.
  package var leavesTokenUnsigned: Bool

  package enum PathRule: Sendable, Equatable {
    case encodedAgain(normalized: Bool)
    case asSent
  }

  package enum PresignedBody: Sendable, Equatable {
    /// The hash of the body of the request that is presigned.
    case hashed
    case unsigned
  }

  package init(
    path: PathRule = .encodedAgain(normalized: true), sendsBodyHash: Bool = false,
    presignedBody: PresignedBody = .hashed, leavesTokenUnsigned: Bool = false
  ) {
    self.path = path
    self.sendsBodyHash = sendsBodyHash
    self.presignedBody = presignedBody
    self.leavesTokenUnsigned = leavesTokenUnsigned
  }

  /// The rules of a service, by its signing name.
  package static func of(service: String) -> SigningRules {
    switch service {
    case "s3", "s3-outposts", "s3-object-lambda":
      SigningRules(path: .asSent, sendsBodyHash: true, presignedBody: .unsigned)
    default: SigningRules()
    }
  }
}
