import Synchronization
import Testing

@testable import DarumaSimulation

/// The sample estate behind the AWS face, with a clock that the test moves and requests that are signed in
/// form only.
final class FaceScenario: Sendable {
  let host: CloudHost
  private let clock: Mutex<Int64>

  init(faults: [FaultRule] = [], timings: Timings = Timings()) {
    clock = Mutex(Scenario.start)
    host = CloudHost(
      SampleEstate.kaigo(now: Scenario.start, timings: timings, faults: FaultPlan(faults)))
  }

  var now: Int64 {
    get { clock.withLock { $0 } }
    set { clock.withLock { $0 = newValue } }
  }

  func face(check: @escaping SignatureCheck = { _, _ in .right }) -> AWSFace {
    AWSFace(host, now: { self.now }, check: check)
  }

  /// The response of a face that is expected to answer.
  func response(
    to request: FaceRequest, sourceLocation: SourceLocation = #_sourceLocation
  ) throws -> FaceResponse {
    guard case .response(let response, _) = face().answer(request) else {
      throw NoResponse()
    }
    return response
  }

  struct NoResponse: Error {}
}

extension FaceRequest {
  static func authorization(_ service: String, _ region: String) -> String {
    "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20261124/\(region)/\(service)/aws4_request, "
      + "SignedHeaders=content-type;host;x-amz-date;x-amz-target, "
      + "Signature=\(String(repeating: "a", count: 64))"
  }

  static func headers(_ service: String, _ region: String) -> [(name: String, value: String)] {
    [
      ("Host", "127.0.0.1:4000"), ("X-Amz-Date", "20261124T054400Z"),
      ("Authorization", authorization(service, region)),
    ]
  }

  static func query(
    _ form: String, service: String = "rds", region: String = "us-west-2", version: String = "2014-10-31"
  ) -> FaceRequest {
    FaceRequest(
      method: "POST", target: "/",
      headers: headers(service, region)
        + [("Content-Type", "application/x-www-form-urlencoded; charset=utf-8")],
      body: Array("Version=\(version)&\(form)".utf8))
  }

  static func json(_ target: String, _ body: String) -> FaceRequest {
    FaceRequest(
      method: "POST", target: "/",
      headers: headers("ecs", "us-west-2") + [
        ("Content-Type", "application/x-amz-json-1.1"),
        ("X-Amz-Target", "AmazonEC2ContainerServiceV20141113.\(target)"),
      ],
      body: Array(body.utf8))
  }

  static func route53(_ method: String, _ target: String, _ body: String = "") -> FaceRequest {
    FaceRequest(
      method: method, target: "/2013-04-01" + target, headers: headers("route53", "us-east-1"),
      body: Array(body.utf8))
  }

  static func plain(_ method: String, _ target: String, _ body: String = "") -> FaceRequest {
    FaceRequest(method: method, target: target, headers: [("Host", "127.0.0.1:4000")], body: Array(body.utf8))
  }

  func replacing(_ name: String, with value: String?) -> FaceRequest {
    let others = headers.filter { $0.name.lowercased() != name.lowercased() }
    return FaceRequest(
      method: method, target: target, headers: others + (value.map { [(name, $0)] } ?? []), body: body)
  }
}
