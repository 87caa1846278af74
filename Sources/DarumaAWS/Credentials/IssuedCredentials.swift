import DarumaCore

/// The `Credentials` element in an answer of STS.
struct IssuedCredentials: Sendable, Equatable {
  var accessKeyID: String
  var secretAccessKey: String
  var sessionToken: String
  var expiresAt: Instant

  init(_ result: XMLTree) throws(WireFormatError) {
    let element = try result.required("Credentials")
    accessKeyID = try element.requiredText("AccessKeyId")
    secretAccessKey = try element.requiredText("SecretAccessKey")
    sessionToken = try element.requiredText("SessionToken")
    let expiration = try element.requiredText("Expiration")
    guard let expiresAt = Instant(rfc3339: expiration) else {
      throw WireFormatError("Credentials.Expiration is '\(expiration)', not a time")
    }
    self.expiresAt = expiresAt
  }

  func credentials(from source: CredentialSource) -> AWSCredentials {
    AWSCredentials(
      accessKeyID: accessKeyID, secretAccessKey: secretAccessKey, sessionToken: sessionToken,
      expiresAt: expiresAt, source: source)
  }
}
