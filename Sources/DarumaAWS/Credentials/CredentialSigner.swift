package import DarumaCore
import Synchronization

/// Signs requests with whatever credentials its provider has now, dated by our clock as corrected by AWS's.
package final class CredentialSigner: RequestSigner {
  private let provider: any CredentialProvider
  private let now: @Sendable () -> Instant
  private let skew = Mutex(ClockSkew.none)

  /// - Parameter provider: where it is a ``RefreshingCredentials``, refused credentials are renewed.
  package init(_ provider: any CredentialProvider, now: @escaping @Sendable () -> Instant) {
    self.provider = provider
    self.now = now
  }

  package func sign(_ request: inout HTTPRequest, for scope: SigningScope) async throws(CloudFault) {
    let (credentials, time) = try await credentialsAndTime(for: scope)
    do throws(SigningError) {
      request = try SigV4Signer(scope: scope).sign(request, with: credentials, at: time)
    } catch {
      throw CloudFault(error)
    }
  }

  package func presign(
    _ request: HTTPRequest, for scope: SigningScope, validFor lifetime: Span
  ) async throws(CloudFault) -> HTTPRequest {
    let (credentials, time) = try await credentialsAndTime(for: scope)
    do throws(SigningError) {
      return try SigV4Signer(scope: scope).presign(request, with: credentials, at: time, validFor: lifetime)
    } catch {
      throw CloudFault(error)
    }
  }

  private func credentialsAndTime(for scope: SigningScope) async throws(CloudFault) -> (AWSCredentials, Instant) {
    let credentials: AWSCredentials
    do throws(CredentialError) {
      credentials = try await provider.credentials()
    } catch {
      throw CloudFault(error)
    }
    guard scope.key == nil || scope.key == CheckedKey(credentials.accessKeyID) else {
      throw .credentialsChanged(to: credentials)
    }
    return (credentials, skew.withLock { $0.corrected(now()) })
  }

  package func correctClock(_ serverTime: Instant) async -> Bool {
    let ours = now()
    return skew.withLock { $0.adopt(serverTime: serverTime, ours: ours) }
  }

  package func renewCredentials() async -> Bool {
    guard let renewable = provider as? RefreshingCredentials else { return false }
    return await renewable.renew()
  }
}

extension CloudFault {
  /// A call that could not be signed for want of credentials.
  init(_ error: CredentialError) {
    self.init(
      kind: error.code == .unavailable ? .unavailable : .refused, code: error.code.rawValue,
      message: error.description, isRetriable: error.isRetriable)
  }

  /// A call that can't be signed as it is.
  fileprivate init(_ error: SigningError) {
    self.init(kind: .refused, code: error.code.rawValue, message: error.message, isRetriable: false)
  }
}
