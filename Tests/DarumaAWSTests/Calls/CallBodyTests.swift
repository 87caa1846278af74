import AWSTestSupport
import DarumaCore
import Testing

@testable import DarumaAWS

@Suite("What a call of any operation sends")
struct CallBodyTests {
  private func body(_ call: AWSCall) throws -> String { String(decoding: try call.message().body, as: UTF8.self) }

  @Test("query: nested members, lists under their items' names, awkward letters, nothing for null")
  func query() throws {
    let call = AWSCall(
      .rds, "RestoreDBInstanceFromDBSnapshot", .createsNamed,
      [
        "DBInstanceIdentifier": "orders", "VpcSecurityGroupIds": ["sg-1", "sg-2"], "MultiAZ": true, "Port": 5432,
        "Tags": [["Key": "a&b", "Value": "ü \"q\""]], "EnableCloudwatchLogsExports": ["audit"],
        "DBSubnetGroupName": .null, "DomainDnsIps": [], "Engine": "",
      ])
    #expect(
      try body(call)
        == "Action=RestoreDBInstanceFromDBSnapshot&Version=2014-10-31&DBInstanceIdentifier=orders&DomainDnsIps="
        + "&EnableCloudwatchLogsExports.member.1=audit&Engine=&MultiAZ=true&Port=5432&Tags.Tag.1.Key=a%26b"
        + "&Tags.Tag.1.Value=%C3%BC%20%22q%22&VpcSecurityGroupIds.VpcSecurityGroupId.1=sg-1"
        + "&VpcSecurityGroupIds.VpcSecurityGroupId.2=sg-2")
  }

  @Test("query: where operations differ in an item's name, each has its own; maps are entries; a call may say more")
  func queryNames() throws {
    #expect(
      try body(AWSCall(.rds, "CreateDBProxy", .createsNamed, ["VpcSecurityGroupIds": ["sg-1"]]))
        .hasSuffix("&VpcSecurityGroupIds.member.1=sg-1"))
    #expect(
      try body(AWSCall(.sns, "CreateTopic", .createsNamed, ["Attributes": ["FifoTopic": "true"]]))
        .hasSuffix("&Attributes.entry.1.key=FifoTopic&Attributes.entry.1.value=true"))
    let own = CollectionNames(items: ["Things": "Thing"], flattened: ["Flat"])
    #expect(
      try body(AWSCall(.rds, "New", .reads, ["Things": [1], "Flat": ["a", "b"]], collections: own))
        .hasSuffix("&Flat.1=a&Flat.2=b&Things.Thing.1=1"))
  }

  @Test("EC2: capital names, flat lists")
  func ec2() throws {
    let call = AWSCall(
      .ec2, "CreateVolume", .createsNamed,
      [
        "snapshotId": "snap-1", "Empty": [],
        "TagSpecification": [["ResourceType": "volume", "Tag": [["Key": "k", "Value": "v"]]]],
      ])
    #expect(
      try body(call)
        == "Action=CreateVolume&Version=2016-11-15&TagSpecification.1.ResourceType=volume"
        + "&TagSpecification.1.Tag.1.Key=k&TagSpecification.1.Tag.1.Value=v&SnapshotId=snap-1")
  }

  @Test("JSON: the members as they are, without what is null at any depth")
  func json() throws {
    let call = AWSCall(
      .ecs, "UpdateService", .setsAbsolute,
      [
        "service": "ü/\"x\"", "desiredCount": 3, "deep": ["a": .null, "b": [["c": .null, "d": .decimal(1.5)]]],
        "empty": [],
      ])
    let message = try call.message()
    #expect(
      message.headers == [
        HTTPHeader("Content-Type", "application/x-amz-json-1.1"),
        HTTPHeader("X-Amz-Target", "AmazonEC2ContainerServiceV20141113.UpdateService"),
      ])
    #expect(
      String(decoding: message.body, as: UTF8.self)
        == #"{"deep":{"b":[{"d":1.5}]},"desiredCount":3,"empty":[],"service":"ü/\"x\""}"#)
  }

  @Test("REST-JSON: path, query, fields and body, each member in its place")
  func restJSON() throws {
    let call = AWSCall(
      .lambda, "Invoke", .accumulates,
      ["FunctionName": "arn:a/b", "Qualifier": "live", "InvocationType": "Event", "Payload": ["n": 1], "Unset": .null],
      rest: RESTBinding(
        "POST /2015-03-31/functions/{FunctionName}/invocations?Qualifier={Qualifier}&Other={Other}",
        headers: ["InvocationType": "X-Amz-Invocation-Type"], payload: "Payload"))
    let message = try call.message()
    #expect(message.method == "POST")
    #expect(message.path == "/2015-03-31/functions/arn%3Aa%2Fb/invocations")
    #expect(message.query.encoded == "Qualifier=live")
    #expect(
      message.headers == [
        HTTPHeader("X-Amz-Invocation-Type", "Event"), HTTPHeader("Content-Type", "application/json"),
      ])
    #expect(String(decoding: message.body, as: UTF8.self) == #"{"n":1}"#)
  }

  @Test("REST-JSON: no body where the method has none; an empty object where it has; lists are said again in the query")
  func restJSONWithout() throws {
    let untag = AWSCall(
      .efs, "UntagResource", .setsAbsolute, ["ResourceId": "fs-1", "TagKeys": ["a", "b&c"]],
      rest: RESTBinding("DELETE /2015-02-01/resource-tags/{ResourceId}?tagKeys={TagKeys}"))
    let message = try untag.message()
    #expect(message.query.encoded == "tagKeys=a&tagKeys=b%26c")
    #expect(message.body.isEmpty && message.headers.isEmpty)
    let update = AWSCall(
      .pipes, "StopPipe", .setsAbsolute, ["Name": "p"], rest: RESTBinding("POST /v1/pipes/{Name}/stop"))
    #expect(try body(update) == "{}")
  }

  @Test("REST-XML: root, namespace, items by their names, fields for conditions")
  func restXML() throws {
    let record: Document = [
      "Action": "UPSERT",
      "ResourceRecordSet": [
        "Name": "a.example", "Type": "A", "TTL": 60, "ResourceRecords": [["Value": "<192.0.2.1> & \"x\""]],
      ],
    ]
    let change = AWSCall(
      .route53, "ChangeResourceRecordSets", .setsAbsolute,
      ["HostedZoneId": "Z1", "ChangeBatch": ["Changes": [record]]],
      rest: RESTBinding("POST /2013-04-01/hostedzone/{HostedZoneId}/rrset/"))
    #expect(
      try body(change)
        == "<ChangeResourceRecordSetsRequest xmlns=\"https://route53.amazonaws.com/doc/2013-04-01/\"><ChangeBatch>"
        + "<Changes><Change><Action>UPSERT</Action><ResourceRecordSet><Name>a.example</Name><ResourceRecords>"
        + "<ResourceRecord><Value>&lt;192.0.2.1&gt; &amp; &quot;x&quot;</Value></ResourceRecord></ResourceRecords>"
        + "<TTL>60</TTL><Type>A</Type></ResourceRecordSet></Change></Changes></ChangeBatch>"
        + "</ChangeResourceRecordSetsRequest>")
    let update = AWSCall(
      .cloudFront, "UpdateDistribution", .setsAbsolute,
      ["Id": "E1", "IfMatch": "tag", "DistributionConfig": ["Aliases": ["Quantity": 1, "Items": ["a.example"]]]],
      rest: RESTBinding(
        "PUT /2020-05-31/distribution/{Id}/config", headers: ["IfMatch": "If-Match"], payload: "DistributionConfig"))
    let message = try update.message()
    #expect(message.headers.first == HTTPHeader("If-Match", "tag"))
    #expect(
      String(decoding: message.body, as: UTF8.self)
        == "<DistributionConfig xmlns=\"http://cloudfront.amazonaws.com/doc/2020-05-31/\"><Aliases><Items>"
        + "<CNAME>a.example</CNAME></Items><Quantity>1</Quantity></Aliases></DistributionConfig>")
  }

  @Test("S3: the bucket for the host, keys with their slashes, flat lists, and the checksum that it asks for")
  func s3() throws {
    let put = AWSCall(
      .s3, "PutBucketReplication", .setsAbsolute,
      ["Bucket": "b-1", "ReplicationConfiguration": ["Role": "r", "Rule": [["ID": "1"], ["ID": "2"]]]],
      rest: RESTBinding("PUT /{Bucket}?replication", payload: "ReplicationConfiguration"))
    let message = try put.message()
    #expect(message.bucket == "b-1" && message.path == "/" && message.query.encoded == "replication=")
    #expect(
      String(decoding: message.body, as: UTF8.self).contains(
        "<Role>r</Role><Rule><ID>1</ID></Rule><Rule><ID>2</ID></Rule>"))
    #expect(message.headers.last?.name == "x-amz-checksum-sha256")
    let probe = AWSCall(
      .s3, "PutObject", .setsAbsolute,
      ["Bucket": "b-1", "Key": "a/../b c", "Body": "probe", "Metadata": ["effect": "e1"]],
      rest: RESTBinding("PUT /{Bucket}/{Key+}", headers: ["Metadata": "x-amz-meta-*"], payload: "Body"))
    let sent = try probe.message()
    #expect(sent.path == "/a/../b%20c")
    #expect(sent.headers.contains(HTTPHeader("x-amz-meta-effect", "e1")))
    #expect(sent.body == Array("probe".utf8))
    #expect(sent.headers.contains(HTTPHeader("x-amz-checksum-sha256", "upxzbxnn9gt/Z2StsLeQjAorOU4JtsCYY1KMfyvIYJU=")))
  }

  static let efs = RESTBinding("DELETE /2015-02-01/file-systems/{FileSystemId}")

  static let unwritable: [(AWSCall, String)] = [
    (AWSCall(.ecs, "A", .reads, ["l": [.null]]), "l[0] is null"),
    (AWSCall(.ecs, "A", .reads, ["a": ["b": .decimal(.infinity)]]), "b is inf, not a number"),
    (AWSCall(.ecs, "A", .reads, "text"), "the input is no object"),
    (AWSCall(.efs, "A", .reads), "\(AWSService.efs.name) speaks a REST protocol: method and path are missing"),
    (
      AWSCall(.efs, "A", .reads, [:], rest: efs),
      "FileSystemId, which belongs into the path, is missing, empty or no text"
    ),
    (
      AWSCall(.efs, "A", .reads, ["FileSystemId": ""], rest: efs),
      "FileSystemId, which belongs into the path, is missing, empty or no text"
    ),
    (
      AWSCall(.efs, "A", .reads, ["FileSystemId": ".."], rest: efs),
      "FileSystemId, which belongs into the path, is '..', which leads elsewhere"
    ),
    (
      AWSCall(.efs, "A", .reads, ["FileSystemId": "f", "Stray": 1], rest: efs),
      "Stray has no place in 'DELETE /2015-02-01/file-systems/{FileSystemId}'"
    ),
    (
      AWSCall(.efs, "A", .reads, ["FileSystemId": "f", "q": [:]], rest: RESTBinding("GET /{FileSystemId}?q={q}")),
      "q is neither a text nor a list of texts"
    ),
    (
      AWSCall(.lambda, "A", .reads, ["P": 1], rest: RESTBinding("POST /a", payload: "P")),
      "P, which is the body, is neither a document nor a text"
    ),
    (
      AWSCall(.route53, "A", .reads, ["a><b": 1], rest: RESTBinding("POST /a")),
      "'a><b' in A is no name of an XML element"
    ),
  ]

  @Test("what has no form is refused before anything is sent", arguments: unwritable)
  func refused(call: AWSCall, reason: String) async {
    let error = #expect(throws: WireFormatError.self) { try call.message() }
    #expect(error?.reason == reason)
    let harness = CallHarness([])
    let fault = await #expect(throws: CloudFault.self) { try await harness.client.send(call, in: "us-west-2") }
    #expect(fault?.kind == .refused && fault?.isRetriable == false)
    #expect(fault?.code == "\(call.service.endpointPrefix).UnwritableRequest")
  }

  static let lines: [(String, String)] = [
    ("", "it must be a method"), ("GET", "it must be a method"), ("get /a", "it must be a method"),
    ("GET  /a", "it must be a method"), ("TRACE /a", "it must be a method"), ("GET a", "the path must begin with '/'"),
    ("GET /a b", "it must be a method"), ("GET /ü", "the path holds a letter"), ("GET /a#b", "the path holds a letter"),
    ("GET /{a", "a brace is not closed"), ("GET /a}", "a brace is not closed"), ("GET /{}", "'{}' names no member"),
    ("GET /{a{b}}", "'{a{b}' names no member"), ("GET /{a.b}", "'{a.b}' names no member"),
    ("GET /a?", "'' in the query has no plain name"), ("GET /a?b&&c", "'' in the query has no plain name"),
    ("GET /a?{b}", "'{b}' in the query has no plain name"), ("GET /a?b={c", "'{c' names no member"),
    ("GET /a?b=c{d}", "'b=c{d}' in the query is neither"), ("GET /a?b={}", "'{}' names no member"),
  ]

  @Test("a line that is none is refused, with the reason", arguments: lines)
  func line(text: String, reason: String) {
    let error = #expect(throws: WireFormatError.self) { try RESTLine(text) }
    #expect(error?.reason.hasPrefix("'\(text)': \(reason)") == true, "\(error?.reason ?? "")")
  }
}
