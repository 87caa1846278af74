import Foundation
import Testing

@testable import DarumaSimulation

@Suite("The REST JSON protocol")
struct RESTFaceTests {
  private func request(
    _ method: String, _ target: String, _ body: String = "", service: String = "elasticfilesystem"
  ) -> FaceRequest {
    FaceRequest(
      method: method, target: target, headers: FaceRequest.headers(service, "us-west-2"), body: Array(body.utf8))
  }

  private func object(_ response: FaceResponse) throws -> [String: Any] {
    try #require(try JSONSerialization.jsonObject(with: Data(response.body.utf8)) as? [String: Any])
  }

  @Test("members are in capitals, and the keys of maps are as they are")
  func spelling() throws {
    let scenario = FaceScenario()
    let made = try scenario.response(
      to: request("POST", "/2015-02-01/file-systems", #"{"CreationToken":"t","Tags":[{"Key":"a","Value":"b"}]}"#))
    #expect(made.status == 201)
    #expect(made.requestID != nil)
    let system = try object(made)
    #expect(system["CreationToken"] as? String == "t")
    #expect(system["Tags"] as? [[String: String]] == [["Key": "a", "Value": "b"]])
    let point = SampleEstate.filesCopy.replacing(":", with: "%3A")
    let held = try scenario.response(
      to: request("GET", "/backup-vaults/kaigo-dr/recovery-points/\(point)/restore-metadata", service: "backup"))
    let metadata = try object(held)["RestoreMetadata"] as? [String: String]
    #expect(metadata?["file-system-id"] == SampleEstate.fileSystem)
    #expect(metadata?["newFileSystem"] == "true")
  }

  @Test("a trailing slash tells a list from a thing")
  func routes() throws {
    let scenario = FaceScenario()
    let list = try object(scenario.response(to: request("GET", "/restore-jobs/", service: "backup")))
    #expect((list["RestoreJobs"] as? [Any])?.isEmpty == true)
    let thing = try scenario.response(to: request("GET", "/restore-jobs/x", service: "backup"))
    #expect(thing.status == 400)
    #expect(thing.errorType == "ResourceNotFoundException")
    #expect(scenario.host.log.calls.map(\.operation) == ["ListRestoreJobs", "DescribeRestoreJob"])
  }

  @Test(
    "what can't be done is refused, with the reason in a header",
    arguments: [
      ("GET", "/2015-02-01/file-systems?FileSystemId=fs-1", "", 404, "FileSystemNotFound"),
      ("GET", "/2015-02-01/file-systems?Colour=red", "", 400, "UnknownParameter"),
      ("GET", "/2015-02-01/file-systems?MaxItems=0", "", 400, "BadRequest"),
      ("POST", "/2015-02-01/file-systems", "{}", 400, "BadRequest"),
      ("POST", "/2015-02-01/file-systems", "[]", 400, "SerializationException"),
      ("POST", "/2015-02-01/file-systems", #"{"Colour":"red"}"#, 400, "UnknownParameter"),
      ("DELETE", "/2015-02-01/file-systems/fs-1", "", 404, "UnknownOperationException"),
      ("GET", "/2015-02-01/resource-tags/%", "", 404, "UnknownOperationException"),
    ])
  func refusals(method: String, target: String, body: String, status: Int, code: String) throws {
    let scenario = FaceScenario()
    let response = try scenario.response(to: request(method, target, body))
    #expect(response.status == status)
    #expect(response.errorType == code)
    #expect(try object(response)["message"] is String)
    #expect(scenario.host.log.calls.last?.deed == .refused(code))
  }

  @Test("without a signature nothing is done, in this protocol's words")
  func unsigned() throws {
    let bare = request("GET", "/2015-02-01/file-systems").replacing("Authorization", with: nil)
    let response = try FaceScenario().response(to: bare)
    #expect(response.status == 403)
    #expect(response.errorType == "MissingAuthenticationTokenException")
  }

  @Test("an operation that has nothing to say answers nothing")
  func nothing() throws {
    let scenario = FaceScenario(timings: .instant)
    let made = try object(
      scenario.response(to: request("POST", "/2015-02-01/file-systems", #"{"CreationToken":"t"}"#)))
    let id = try #require(made["FileSystemId"] as? String)
    let tagged = try scenario.response(
      to: request("POST", "/2015-02-01/resource-tags/\(id)", #"{"Tags":[{"Key":"a","Value":"b"}]}"#))
    #expect(tagged.status == 200)
    #expect(tagged.body.isEmpty)
  }
}

extension String {
  fileprivate func replacing(_ character: Character, with text: String) -> String {
    reduce(into: "") { $0 += $1 == character ? text : String($1) }
  }
}
