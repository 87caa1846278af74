import Synchronization

@testable import DarumaAWS

/// Instance metadata, version 2 only: refuses whatever comes without a session token that it has issued
/// itself.
final class FakeInstanceMetadata: Sendable {
  private struct State {
    var issued: Set<String> = []
    var violations: [String] = []
  }

  private let state = Mutex(State())
  private let role: String?
  private let document: String

  init(role: String? = "worker", document: String = credentialDocument(code: "Success")) {
    self.role = role
    self.document = document
  }

  /// What was asked in an order or form that real instance metadata refuses.
  var violations: [String] { state.withLock { $0.violations } }

  func answer(_ request: HTTPRequest, _ url: RequestURL) -> HTTPResponse {
    state.withLock { state in
      if request.method == "PUT", url.path == "/latest/api/token" {
        guard let life = request.header("X-aws-ec2-metadata-token-ttl-seconds").flatMap({ Int($0) }),
          (1...21600).contains(life)
        else { return refuse(&state, "a token of no allowed life", 400) }
        let token = "session-\(state.issued.count)=="
        state.issued.insert(token)
        return HTTPResponse(200, token)
      }
      guard request.method == "GET" else { return refuse(&state, "\(request.method) \(url.path)", 405) }
      guard let token = request.header("X-aws-ec2-metadata-token"), state.issued.contains(token) else {
        return refuse(&state, "\(url.path) without a session token", 401)
      }
      return content(at: url.path)
    }
  }

  private func content(at path: String) -> HTTPResponse {
    let roles = "/latest/meta-data/iam/security-credentials/"
    guard let role, path.hasPrefix(roles) else { return HTTPResponse(404, "") }
    switch path.dropFirst(roles.count) {
    case "": return HTTPResponse(200, role + "\n")
    case CanonicalText.encode(role.utf8): return HTTPResponse(200, document)
    default: return HTTPResponse(404, "")
    }
  }

  private func refuse(_ state: inout State, _ violation: String, _ status: Int) -> HTTPResponse {
    state.violations.append(violation)
    return HTTPResponse(status, "")
  }
}
