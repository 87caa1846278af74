import AWSTestSupport
import DarumaAWS
import Foundation
import Testing

/// ECS of one region. Each look at a service starts one more task.
struct FakeECS {
  struct Service {
    var desired: Int
    var running: Int
    var status = "ACTIVE"
    /// Nil: `COMPLETED` once all tasks run.
    var rollout: String?
    var showsRollout = true
  }

  var services: [String: Service] = [:]
  private var seen: Set<String> = []

  private struct Body: Decodable {
    var services: [String]?
    var service: String?
    var desiredCount: Int?
  }

  mutating func answer(_ asked: Asked) -> HTTPResponse {
    guard let body = try? JSONDecoder().decode(Body.self, from: Data(asked.request.body)) else {
      Issue.record("ECS can't read \(asked.body)")
      return .jsonError(400, "SerializationException")
    }
    switch asked.operation {
    case "DescribeServices": return describe(body.services?.first ?? "")
    case "UpdateService": return update(body.service ?? "", body.desiredCount)
    default:
      Issue.record("ECS does not know \(asked.operation)")
      return .jsonError(400, "UnknownOperationException")
    }
  }

  private mutating func describe(_ name: String) -> HTTPResponse {
    guard var service = services[name] else {
      return .ok(#"{"services":[],"failures":[{"arn":"\#(name)","reason":"MISSING"}]}"#)
    }
    seen.insert(name)
    let rollout = service.rollout ?? (service.running >= service.desired ? "COMPLETED" : "IN_PROGRESS")
    let deployment =
      service.showsRollout ? #"{"status":"PRIMARY","rolloutState":"\#(rollout)"}"# : #"{"status":"PRIMARY"}"#
    let answer = HTTPResponse.ok(
      #"{"services":[{"serviceName":"\#(name)","serviceArn":"arn:\#(name)","status":"\#(service.status)","#
        + #""desiredCount":\#(service.desired),"runningCount":\#(service.running),"#
        + #""deployments":[\#(deployment)],"#
        + #""events":[{"message":"unable to place a task"}]}],"failures":[]}"#)
    if service.running < service.desired, service.rollout == nil { service.running += 1 }
    services[name] = service
    return answer
  }

  private mutating func update(_ name: String, _ desired: Int?) -> HTTPResponse {
    guard var service = services[name] else { return .jsonError(400, "ServiceNotFoundException") }
    guard let desired else { return .jsonError(400, "InvalidParameterException") }
    #expect(seen.contains(name), "\(name) is scaled without having been looked at")
    #expect(service.desired != desired, "\(name) is scaled although it has that number")
    seen.remove(name)
    service.desired = desired
    service.running = min(service.running, desired)
    services[name] = service
    return .ok("{}")
  }
}
