import Foundation
import Testing

@testable import DarumaSimulation

@Suite("The JSON protocol")
struct JSONFaceTests {
  private func error(_ response: FaceResponse) throws -> String? {
    let object = try JSONSerialization.jsonObject(with: Data(response.body.utf8)) as? [String: Any]
    return object?["__type"] as? String
  }

  @Test("an answer is a JSON object with the request id in a header")
  func answer() throws {
    let response = try FaceScenario().response(
      to: .json("DescribeServices", #"{"cluster":"kaigo-dr","services":["kaigo-api"]}"#))
    #expect(response.status == 200)
    #expect(response.contentType == "application/x-amz-json-1.1")
    #expect(response.requestID != nil)
    let object = try JSONSerialization.jsonObject(with: Data(response.body.utf8)) as? [String: Any]
    let service = (object?["services"] as? [[String: Any]])?.first
    #expect(service?["desiredCount"] as? Int == 0)
    #expect(service?["status"] as? String == "ACTIVE")
    // Seconds since the epoch, with the milliseconds as a fraction.
    #expect(service?["createdAt"] as? Double == Double(Scenario.start - 365 * 86_400_000) / 1_000)
  }

  @Test(
    "what can't be done is refused as AWS does",
    arguments: [
      ("DescribeServices", #"{"services":["x"]}"#, "ClusterNotFoundException"),
      ("DescribeServices", "{}", "InvalidParameterException"),
      ("DescribeServices", "", "InvalidParameterException"),
      ("DescribeServices", "[1]", "SerializationException"),
      ("DescribeServices", "{", "SerializationException"),
      ("DescribeServices", #"{"services":"x"}"#, "SerializationException"),
      ("DescribeServices", #"{"services":["x"],"colour":"red"}"#, "UnknownParameter"),
      ("UpdateService", #"{"cluster":"kaigo-dr","service":"x"}"#, "ServiceNotFoundException"),
      ("UpdateService", #"{"service":"x","desiredCount":1.5}"#, "SerializationException"),
      ("Nonsense", "{}", "UnknownOperationException"),
    ])
  func refusals(target: String, body: String, code: String) throws {
    let scenario = FaceScenario()
    let response = try scenario.response(to: .json(target, body))
    #expect(response.status == 400)
    #expect(try error(response) == code)
    #expect(scenario.host.log.calls.last?.deed == .refused(code))
  }

  @Test("a target of another service or another content type is unknown")
  func strangers() throws {
    let good = FaceRequest.json("DescribeClusters", "{}")
    let scenario = FaceScenario()
    for request in [
      good.replacing("X-Amz-Target", with: "TrentService.DescribeKey"),
      good.replacing("Content-Type", with: "application/json"),
    ] {
      #expect(try error(scenario.response(to: request)) == "UnknownOperationException")
    }
  }

  @Test("signatures are refused in the JSON protocol's own codes")
  func signatures() throws {
    let request = FaceRequest.json("DescribeClusters", "{}").replacing("Authorization", with: nil)
    let response = try FaceScenario().response(to: request)
    #expect(response.status == 400)
    #expect(try error(response) == "MissingAuthenticationTokenException")
  }
}
