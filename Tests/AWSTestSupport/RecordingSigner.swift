package import DarumaAWS
package import DarumaCore
import Synchronization

/// Signs with a counter, and remembers what it was asked.
package final class RecordingSigner: RequestSigner {
  package struct Asked: Equatable {
    package var scopes: [SigningScope] = []
    package var corrections: [Instant] = []
    package var renewals = 0
  }

  private let asked = Mutex(Asked())
  private let correctsClock: Bool
  private let renewsCredentials: Bool
  private let fault: CloudFault?

  package init(correctsClock: Bool = true, renewsCredentials: Bool = true, fault: CloudFault? = nil) {
    self.correctsClock = correctsClock
    self.renewsCredentials = renewsCredentials
    self.fault = fault
  }

  package var record: Asked { asked.withLock { $0 } }

  package func sign(_ request: inout HTTPRequest, for scope: SigningScope) async throws(CloudFault) {
    let count = asked.withLock { asked in
      asked.scopes.append(scope)
      return asked.scopes.count
    }
    if let fault { throw fault }
    request.headers.append(HTTPHeader("Authorization", "signature \(count)"))
  }

  package func presign(
    _ request: HTTPRequest, for scope: SigningScope, validFor lifetime: Span
  ) async throws(CloudFault) -> HTTPRequest {
    asked.withLock { $0.scopes.append(scope) }
    if let fault { throw fault }
    var signed = request
    signed.url += "&presigned=\(scope.region)"
    return signed
  }

  package func correctClock(_ serverTime: Instant) async -> Bool {
    asked.withLock { $0.corrections.append(serverTime) }
    return correctsClock
  }

  package func renewCredentials() async -> Bool {
    asked.withLock { $0.renewals += 1 }
    return renewsCredentials
  }
}
