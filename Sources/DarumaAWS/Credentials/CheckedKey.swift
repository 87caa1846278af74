/// An access key of which it is known that it is of the account that is asked or acted in. Credentials are renewed in the
/// background, also between two tries of one call: whoever has checked a key binds its calls to it, so that no try is signed
/// with another one.
package struct CheckedKey: Sendable, Hashable {
  package var accessKeyID: String

  package init(_ accessKeyID: String) { self.accessKeyID = accessKeyID }

  /// What the calls of this task may be signed with; nil: whatever is at hand.
  @TaskLocal package static var current: CheckedKey?

  /// Binds the calls of `body` to `key`.
  package static func bind<Value: Sendable>(
    _ key: CheckedKey?, _ body: () async throws(CloudFault) -> Value
  ) async throws(CloudFault) -> Value {
    let result = await $current.withValue(key) { () async -> Result<Value, CloudFault> in
      do throws(CloudFault) { return .success(try await body()) } catch { return .failure(error) }
    }
    return try result.get()
  }
}

extension CloudFault {
  static let credentialsChangedCode = "credentials.changed"

  /// Nothing was sent.
  static func credentialsChanged(to credentials: AWSCredentials) -> CloudFault {
    CloudFault(
      kind: .unavailable, code: credentialsChangedCode,
      message:
        "The credentials became others (\(credentials)) after it was checked whose they are. Nothing was sent with "
        + "these: it is asked whose they are first.", isRetriable: true)
  }
}
