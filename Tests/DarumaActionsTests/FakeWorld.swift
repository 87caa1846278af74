import DarumaAWS
import DarumaCore
import Synchronization
import Testing

/// The recovery region as seen through HTTP: services with state, which fail the test where they are used in
/// an order that no right client uses (changing what was not looked at first, changing what is already so).
/// The primary region is down.
final class FakeWorld: HTTPTransport {
  static let region: Region = "us-west-2"

  /// How one request goes wrong.
  enum Mishap: Sendable {
    /// Carried out, but the answer never arrives.
    case answerLost
    /// Answered with this instead of being carried out.
    case answered(HTTPResponse)
    /// Never arrives.
    case notSent
  }

  /// When the process is killed: after this many requests.
  struct Death: Sendable {
    var requests: Int
    /// Whether the last request was still carried out.
    var carriesOutLast: Bool
  }

  struct State {
    var rds = FakeRDS()
    var ecs = FakeECS()
    var route53 = FakeRoute53()
    var sns = FakeSNS()
    var backup = FakeBackup()
    var sites = FakeSites()
    /// Every request that was carried out, as `operation` or `method host`.
    var log: [String] = []
    var mishaps: [String: [Mishap]] = [:]
    var death: Death?
    var sent = 0
  }

  private let state = Mutex(State())

  /// Sets up or looks into the world.
  func with<Result>(_ body: (inout State) -> Result) -> Result where Result: Sendable {
    state.withLock { state in body(&state) }
  }

  /// The next request for `operation` goes wrong.
  func spoil(_ operation: String, _ mishap: Mishap) {
    with { $0.mishaps[operation, default: []].append(mishap) }
  }

  var log: [String] { with { $0.log } }

  func send(_ request: HTTPRequest) async throws(TransportError) -> HTTPResponse {
    let result: Result<HTTPResponse, TransportError> = state.withLock { state in
      Self.answer(request, &state)
    }
    return try result.get()
  }

  private static func answer(_ request: HTTPRequest, _ state: inout State) -> Result<
    HTTPResponse, TransportError
  > {
    let asked = Asked(request)
    if let death = state.death, state.sent >= death.requests {
      let isLast = state.sent == death.requests
      state.sent += 1
      if isLast, death.carriesOutLast { _ = carryOut(asked, &state) }
      return .failure(TransportError(.cancelled, "killed"))
    }
    state.sent += 1
    switch state.mishaps[asked.operation]?.first {
    case nil: return .success(carryOut(asked, &state))
    case .answerLost:
      state.mishaps[asked.operation]?.removeFirst()
      _ = carryOut(asked, &state)
      return .failure(TransportError(.interrupted, "the connection broke"))
    case .answered(let response):
      state.mishaps[asked.operation]?.removeFirst()
      return .success(response)
    case .notSent:
      state.mishaps[asked.operation]?.removeFirst()
      return .failure(TransportError(.unreachable, "nobody there"))
    }
  }

  private static func carryOut(_ asked: Asked, _ state: inout State) -> HTTPResponse {
    state.log.append(asked.operation)
    switch asked.host {
    case "rds.\(region).amazonaws.com": return state.rds.answer(asked)
    case "ecs.\(region).amazonaws.com": return state.ecs.answer(asked)
    case "route53.amazonaws.com": return state.route53.answer(asked)
    case "sns.\(region).amazonaws.com": return state.sns.answer(asked)
    case "backup.\(region).amazonaws.com", "elasticfilesystem.\(region).amazonaws.com":
      return state.backup.answer(asked)
    case let host where host.hasSuffix(".example"): return state.sites.answer(asked)
    default:
      Issue.record("\(asked.host) is not in the recovery region")
      return HTTPResponse(status: 503)
    }
  }
}
