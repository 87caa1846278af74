import AWSTestSupport
import DarumaCore
import Testing

@testable import DarumaAWS

@Suite("What the answer to a call of any operation is read as")
struct CallAnswerTests {
  private func read(_ call: AWSCall, _ body: String, _ headers: [HTTPHeader] = []) throws -> Document {
    try call.answer(from: .ok(body, headers: headers))
  }

  @Test("query: lists are lists with no item, one and many; the wrappers are gone", arguments: 0...2)
  func query(count: Int) throws {
    let instance = "<DBInstance><DBInstanceStatus>available</DBInstanceStatus><TagList/></DBInstance>"
    let answer = try read(
      AWSCall(.rds, "DescribeDBInstances", .reads),
      "<DescribeDBInstancesResponse xmlns=\"urn:u\"><DescribeDBInstancesResult><DBInstances>"
        + String(repeating: instance, count: count)
        + "</DBInstances></DescribeDBInstancesResult><ResponseMetadata><RequestId>r</RequestId></ResponseMetadata>"
        + "</DescribeDBInstancesResponse>")
    let read: Document = ["DBInstanceStatus": "available", "TagList": []]
    #expect(answer == ["DBInstances": .list(Array(repeating: read, count: count))])
    #expect(answer.at("DBInstances[0].DBInstanceStatus") == (count == 0 ? nil : "available"))
  }

  @Test("query: an operation that has nothing to say; maps")
  func queryRest() throws {
    let call = AWSCall(.autoScaling, "UpdateAutoScalingGroup", .setsAbsolute)
    let silent = try read(
      call,
      "<UpdateAutoScalingGroupResponse><ResponseMetadata><RequestId>r</RequestId></ResponseMetadata>"
        + "</UpdateAutoScalingGroupResponse>")
    #expect(silent == [:])
    let attributes = try read(
      AWSCall(.sns, "GetTopicAttributes", .reads),
      "<GetTopicAttributesResponse><GetTopicAttributesResult><Attributes><entry><key>Owner</key><value>1</value></entry>"
        + "</Attributes></GetTopicAttributesResult></GetTopicAttributesResponse>")
    #expect(attributes.at("Attributes.Owner") == "1")
  }

  @Test("EC2: sets are lists")
  func ec2() throws {
    let answer = try read(
      AWSCall(.ec2, "DescribeVolumes", .reads),
      "<DescribeVolumesResponse><requestId>r</requestId><volumeSet><item><status>available</status></item></volumeSet>"
        + "</DescribeVolumesResponse>")
    #expect(answer == ["volumeSet": [["status": "available"]]])
  }

  @Test("JSON: as it is")
  func json() throws {
    let answer = try read(
      AWSCall(.ecs, "DescribeServices", .reads), #"{"services":[{"runningCount":2,"x":null,"r":0.5}],"failures":[]}"#)
    #expect(answer == ["services": [["runningCount": 2, "x": .null, "r": .decimal(0.5)]], "failures": []])
  }

  @Test("REST-XML: flat lists; a payload under its name, with the fields that are wanted")
  func restXML() throws {
    let listed = try read(
      AWSCall(.s3, "ListObjectsV2", .reads, answer: AnswerForm(root: "ListBucketResult")),
      "<ListBucketResult><Name>b</Name><Contents><Key>k</Key></Contents></ListBucketResult>")
    #expect(listed == ["Name": "b", "Contents": [["Key": "k"]]])
    let distribution = try read(
      AWSCall(
        .cloudFront, "GetDistributionConfig", .reads, answer: .payload("DistributionConfig", headers: ["ETag": "ETag"])),
      "<DistributionConfig><Aliases><Quantity>1</Quantity><Items><CNAME>a</CNAME></Items></Aliases></DistributionConfig>",
      [HTTPHeader("etag", "tag-1")])
    #expect(distribution == ["DistributionConfig": ["Aliases": ["Quantity": "1", "Items": ["a"]]], "ETag": "tag-1"])
  }

  @Test("a text stays a text")
  func text() throws {
    let call = AWSCall(
      .lambda, "Invoke", .accumulates, answer: .text("Payload", headers: ["FunctionError": "X-Amz-Function-Error"]))
    #expect(try read(call, #""ok""#) == ["Payload": #""ok""#])
    #expect(
      try read(call, "{}", [HTTPHeader("x-amz-function-error", "Unhandled")])
        == ["Payload": "{}", "FunctionError": "Unhandled"])
  }

  @Test("an empty body is an answer where AWS says that it is its own, or that there is none")
  func empty() throws {
    let call = AWSCall(.eventBridge, "DisableRule", .setsAbsolute)
    #expect(try read(call, "", [HTTPHeader("x-amzn-RequestId", "r")]) == [:])
    #expect(try call.answer(from: HTTPResponse(status: 204)) == [:])
    #expect(throws: WireFormatError("the body is empty")) { try read(call, "") }
  }

  @Test("a list that is unknown is read with the name of its items")
  func unknownList() throws {
    let call = AWSCall(.rds, "New", .reads)
    func answer(_ inner: String) throws -> Document {
      try read(call, "<NewResponse><NewResult><Xs>\(inner)</Xs></NewResult></NewResponse>")
    }
    #expect(try answer("").list("Xs", "X") == [])
    #expect(try answer("<X>1</X>").list("Xs", "X") == ["1"])
    #expect(try answer("<X>1</X><X>2</X>").list("Xs", "X") == ["1", "2"])
    #expect(try answer("<member>1</member>").list("Xs", "X") == ["1"])
    let told = AWSCall(.rds, "New", .reads, collections: CollectionNames(items: ["Xs": "X"]))
    #expect(try read(told, "<NewResponse><Xs><X>1</X></Xs></NewResponse>") == ["Xs": ["1"]])
  }

  static let nonsense: [(AWSCall, String)] = [
    (AWSCall(.rds, "StartDBInstance", .setsAbsolute), "<html><body>Welcome</body></html>"),
    (AWSCall(.rds, "StartDBInstance", .setsAbsolute), "<StartDBInstanceResponse><StartDBInstanceResult>"),
    (AWSCall(.rds, "StartDBInstance", .setsAbsolute), "<StopDBInstanceResponse/>"),
    (AWSCall(.rds, "StartDBInstance", .setsAbsolute), "<StartDBInstanceResponse>text</StartDBInstanceResponse>"),
    (AWSCall(.rds, "StartDBInstance", .setsAbsolute), "{}"),
    (AWSCall(.rds, "StartDBInstance", .setsAbsolute), ""),
    (
      AWSCall(.sns, "GetTopicAttributes", .setsAbsolute),
      "<GetTopicAttributesResponse><M><entry><key>a</key><value>1</value></entry><entry><key>a</key><value>2</value>"
        + "</entry></M></GetTopicAttributesResponse>"
    ),
    (AWSCall(.ec2, "StartInstances", .setsAbsolute), "<html/>"),
    (AWSCall(.ecs, "UpdateService", .setsAbsolute), "<html><body>Welcome</body></html>"),
    (AWSCall(.ecs, "UpdateService", .setsAbsolute), #"{"service":{"a":1"#),
    (AWSCall(.ecs, "UpdateService", .setsAbsolute), #"{"service":1,"service":2}"#),
    (AWSCall(.ecs, "UpdateService", .setsAbsolute), "[]"),
    (AWSCall(.ecs, "UpdateService", .setsAbsolute), #"{"a":1} {"a":1}"#),
    (AWSCall(.ecs, "UpdateService", .setsAbsolute), String(repeating: #"{"a":"#, count: 100)),
    (AWSCall(.efs, "A", .setsAbsolute, rest: RESTBinding("PUT /a")), "null"),
    (AWSCall(.route53, "A", .setsAbsolute, rest: RESTBinding("POST /a")), "<html/>"),
    (AWSCall(.route53, "A", .setsAbsolute, rest: RESTBinding("POST /a")), "<BResponse/>"),
    (AWSCall(.s3, "A", .setsAbsolute, rest: RESTBinding("PUT /a"), answer: .payload("P")), "<Q/>"),
  ]

  @Test(
    "what makes no sense is a fault: after a change its outcome is unknown, after a look nothing is",
    arguments: nonsense)
  func fault(call: AWSCall, body: String) async throws {
    for (repetition, kind) in [(Repetition.setsAbsolute, CloudFault.Kind.outcomeUnknown), (.reads, .unintelligible)] {
      var call = call
      call.repetition = repetition
      let harness = CallHarness([.success(.ok(body))])
      let fault = await #expect(throws: CloudFault.self) { try await harness.client.send(call, in: "us-west-2") }
      #expect(fault?.kind == kind)
      #expect(fault?.code == "\(call.service.endpointPrefix).UnreadableAnswer")
      harness.transport.finish()
    }
  }
}
