import DarumaAWS
import DarumaCore
import Synchronization

/// Signs with a counter, and remembers what it was asked.
final class RecordingSigner: RequestSigner {
  struct Asked: Equatable {
    var scopes: [SigningScope] = []
    var corrections: [Instant] = []
    var renewals = 0
  }

  private let asked = Mutex(Asked())
  private let correctsClock: Bool
  private let renewsCredentials: Bool
  private let fault: CloudFault?

  init(correctsClock: Bool = true, renewsCredentials: Bool = true, fault: CloudFault? = nil) {
    self.correctsClock = correctsClock
    self.renewsCredentials = renewsCredentials
    self.fault = fault
  }

  var record: Asked { asked.withLock { $0 } }

  func sign(_ request: inout HTTPRequest, for scope: SigningScope) async throws(CloudFault) {
    let count = asked.withLock { asked in
      asked.scopes.append(scope)
      return asked.scopes.count
    }
    if let fault { throw fault }
    request.headers.append(HTTPHeader("Authorization", "signature \(count)"))
  }

  func presign(
    _ request: HTTPRequest, for scope: SigningScope, validFor lifetime: Span
  ) async throws(CloudFault) -> HTTPRequest {
    asked.withLock { $0.scopes.append(scope) }
    if let fault { throw fault }
    var signed = request
    signed.url += "&presigned=\(scope.region)"
    return signed
  }

  func correctClock(_ serverTime: Instant) async -> Bool {
    asked.withLock { $0.corrections.append(serverTime) }
    return correctsClock
  }

  func renewCredentials() async -> Bool {
    asked.withLock { $0.renewals += 1 }
    return renewsCredentials
  }
}
