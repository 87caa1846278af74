import Testing

@testable import DarumaSimulation

@Suite("The query protocol")
struct QueryFaceTests {
  private func error(_ response: FaceResponse) -> (code: String?, type: String?, hasRequestID: Bool) {
    let root = XMLTree.read(Array(response.body.utf8))
    return (
      root?.child("Error")?.child("Code")?.text, root?.child("Error")?.child("Type")?.text,
      root?.child("RequestId")?.text == response.requestID
    )
  }

  @Test("an answer is wrapped in response, result and metadata")
  func wrapping() throws {
    let response = try FaceScenario().response(
      to: .query("Action=DescribeDBInstances&DBInstanceIdentifier=kaigo-subsys-prod", region: "us-east-1"))
    #expect(response.status == 200)
    #expect(response.contentType == "text/xml")
    let root = try #require(XMLTree.read(Array(response.body.utf8)))
    #expect(root.name == "DescribeDBInstancesResponse")
    #expect(root.child("ResponseMetadata")?.child("RequestId")?.text == response.requestID)
    let instances = root.child("DescribeDBInstancesResult")?.child("DBInstances")?.children
    #expect(instances?.map(\.name) == ["DBInstance"])
    #expect(instances?.first?.child("DBInstanceStatus")?.text == "available")
  }

  @Test("the region is that of the signature")
  func region() throws {
    let scenario = FaceScenario()
    let west = try scenario.response(to: .query("Action=DescribeDBInstances"))
    #expect(!west.body.contains("<DBInstance>"))
    let east = try scenario.response(to: .query("Action=DescribeDBInstances", region: "us-east-1"))
    #expect(east.body.contains("<DBInstance>"))
    #expect(scenario.host.log.calls.map(\.region) == ["us-west-2", "us-east-1"])
  }

  @Test(
    "what can't be done is refused as AWS does",
    arguments: [
      ("Action=DescribeDBInstances&DBInstanceIdentifier=nowhere", "DBInstanceNotFound", 404),
      ("Action=Nonsense", "InvalidAction", 400), ("", "MissingAction", 400),
      ("Action=RestoreDBInstanceFromDBSnapshot&DBInstanceIdentifier=a", "MissingParameter", 400),
      ("Action=DescribeDBInstances&Colour=red", "UnknownParameter", 400),
      ("Action=DescribeDBInstances&MaxRecords=x", "InvalidParameterValue", 400),
      ("Action=DescribeDBInstances&X=%", "MalformedQueryString", 404),
    ])
  func refusals(form: String, code: String, status: Int) throws {
    let scenario = FaceScenario()
    let response = try scenario.response(to: .query(form))
    #expect(response.status == status)
    let (found, type, hasRequestID) = error(response)
    #expect(found == code)
    #expect(type == "Sender")
    #expect(hasRequestID)
    #expect(scenario.host.log.calls.last?.deed == .refused(code))
  }

  @Test("another version of the interface is no version of it")
  func version() throws {
    let response = try FaceScenario().response(
      to: .query("Action=DescribeDBInstances", version: "2014-09-01"))
    #expect(error(response).code == "InvalidAction")
  }

  @Test("a body that isn't a form holds no action")
  func noForm() throws {
    let request = FaceRequest.query("Action=DescribeDBInstances").replacing(
      "Content-Type", with: "text/plain")
    #expect(error(try FaceScenario().response(to: request)).code == "MissingAction")
  }

  @Test("AWS's own faults are the receiver's")
  func receiver() throws {
    let scenario = FaceScenario(faults: [FaultRule(.fail)])
    let response = try scenario.response(to: .query("Action=DescribeDBInstances"))
    #expect(response.status == 500)
    #expect(error(response).type == "Receiver")
  }

  @Test("without a signature nothing is done, but it is recorded", arguments: ["rds", "sns"])
  func unsigned(service: String) throws {
    let scenario = FaceScenario()
    let request = FaceRequest.query("Action=DescribeDBInstances", service: service).replacing(
      "Authorization", with: nil)
    let response = try scenario.response(to: request)
    #expect(response.status == 403)
    #expect(error(response).code == "MissingAuthenticationToken")
    #expect(scenario.host.log.calls.map(\.deed) == [.refused("MissingAuthenticationToken")])
  }

  @Test(
    "a region or a service that doesn't exist is refused",
    arguments: [
      ("rds", "eu-nowhere-1", "SignatureDoesNotMatch"), ("kms", "us-west-2", "InvalidAction"),
      ("web", "us-west-2", "InvalidAction"),
    ])
  func unknownPlaces(service: String, region: String, code: String) throws {
    let response = try FaceScenario().response(
      to: .query("Action=DescribeDBInstances", service: service, region: region))
    #expect(error(response).code == code)
  }

  @Test("a password is taken and not kept")
  func password() throws {
    let scenario = FaceScenario()
    let response = try scenario.response(
      to: .query(
        "Action=CreateDBInstance&DBInstanceIdentifier=a&DBInstanceClass=db.t4g.micro&Engine=postgres"
          + "&AllocatedStorage=20&MasterUsername=me&MasterUserPassword=hunter2"))
    #expect(response.status == 200)
    #expect(!response.body.contains("hunter2"))
    #expect(!"\(scenario.host.log.calls)".contains("hunter2"))
  }
}
