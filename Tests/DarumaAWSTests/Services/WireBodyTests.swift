import DarumaAWS
import DarumaCore
import Testing

@Suite("What goes on the wire")
struct WireBodyTests {
  private func body(_ call: some ServiceOperation) throws -> String {
    String(decoding: try call.message().body, as: UTF8.self)
  }

  @Test("query services are posted a form, addressed to the root")
  func form() throws {
    let message = try GetCallerIdentity().message()
    #expect(message.method == "POST")
    #expect(message.path == "/")
    #expect(
      message.headers == [HTTPHeader("Content-Type", "application/x-www-form-urlencoded; charset=utf-8")])
    #expect(String(decoding: message.body, as: UTF8.self) == "Action=GetCallerIdentity&Version=2011-06-15")
  }

  @Test("RDS DescribeDBInstances")
  func describeInstances() throws {
    #expect(
      try body(DescribeDBInstances(identifier: "kaigo-1"))
        == "Action=DescribeDBInstances&Version=2014-10-31&DBInstanceIdentifier=kaigo-1")
  }

  @Test("RDS DescribeDBSnapshots")
  func describeSnapshots() throws {
    #expect(
      try body(DescribeDBSnapshots(instance: "kaigo", position: "m 1/+="))
        == "Action=DescribeDBSnapshots&Version=2014-10-31&DBInstanceIdentifier=kaigo&MaxRecords=100"
        + "&Marker=m%201%2F%2B%3D")
    #expect(
      try body(DescribeDBSnapshots(snapshot: "rds:kaigo-2026-11-24-03-00"))
        == "Action=DescribeDBSnapshots&Version=2014-10-31"
        + "&DBSnapshotIdentifier=rds%3Akaigo-2026-11-24-03-00&MaxRecords=100")
  }

  @Test("RDS RestoreDBInstanceFromDBSnapshot with everything set")
  func restore() throws {
    let call = RestoreDBInstanceFromDBSnapshot(
      instance: "kaigo-r", snapshot: "arn:aws:rds:us-west-2:123456789012:snapshot:awsbackup:copyjob-1",
      options: RestoredInstanceOptions(
        instanceClass: "db.m6g.large", subnetGroup: "dr", securityGroups: ["sg-1", "sg-2"],
        parameterGroup: "pg",
        optionGroup: "og", multiAZ: true, publiclyAccessible: false),
      tags: [
        ResourceTag("daruma:effect", "kaigo.20261124T034200Z.1/restore-db/1"), ResourceTag("x", "é ~*"),
      ])
    #expect(
      try body(call)
        == "Action=RestoreDBInstanceFromDBSnapshot&Version=2014-10-31&DBInstanceIdentifier=kaigo-r"
        + "&DBSnapshotIdentifier=arn%3Aaws%3Ards%3Aus-west-2%3A123456789012%3Asnapshot%3A"
        + "awsbackup%3Acopyjob-1"
        + "&DBInstanceClass=db.m6g.large&DBSubnetGroupName=dr&VpcSecurityGroupIds.VpcSecurityGroupId.1=sg-1"
        + "&VpcSecurityGroupIds.VpcSecurityGroupId.2=sg-2&DBParameterGroupName=pg&OptionGroupName=og"
        + "&MultiAZ=true"
        + "&PubliclyAccessible=false&Tags.Tag.1.Key=daruma%3Aeffect"
        + "&Tags.Tag.1.Value=kaigo.20261124T034200Z.1%2Frestore-db%2F1&Tags.Tag.2.Key=x"
        + "&Tags.Tag.2.Value=%C3%A9%20~%2A")
  }

  @Test("RDS RestoreDBInstanceFromDBSnapshot with AWS's defaults is never public")
  func restoreDefaults() throws {
    #expect(
      try body(RestoreDBInstanceFromDBSnapshot(instance: "i", snapshot: "s"))
        == "Action=RestoreDBInstanceFromDBSnapshot&Version=2014-10-31&DBInstanceIdentifier=i"
        + "&DBSnapshotIdentifier=s&PubliclyAccessible=false")
  }

  @Test("ECS is posted JSON, and the target names the operation")
  func ecs() throws {
    let describe = try DescribeServices(cluster: "main", services: ["api"]).message()
    #expect(
      describe.headers == [
        HTTPHeader("Content-Type", "application/x-amz-json-1.1"),
        HTTPHeader("X-Amz-Target", "AmazonEC2ContainerServiceV20141113.DescribeServices"),
      ])
    #expect(String(decoding: describe.body, as: UTF8.self) == #"{"cluster":"main","services":["api"]}"#)
    let update = try UpdateService(cluster: "arn:aws:ecs:a/b", service: "api", desiredCount: 0).message()
    #expect(update.headers.last?.value == "AmazonEC2ContainerServiceV20141113.UpdateService")
    #expect(
      String(decoding: update.body, as: UTF8.self)
        == #"{"cluster":"arn:aws:ecs:a/b","desiredCount":0,"service":"api"}"#)
  }

  @Test("Route 53 ListResourceRecordSets", arguments: ["Z123", "/hostedzone/Z123"])
  func listRecords(zone: String) throws {
    let message = try ListResourceRecordSets(
      zone: zone, start: .init(name: "*.kaigo.example.", type: "A", setIdentifier: "blue /1")
    ).message()
    #expect(message.method == "GET")
    #expect(message.path == "/2013-04-01/hostedzone/Z123/rrset")
    #expect(message.query.encoded == "name=%2A.kaigo.example.&type=A&identifier=blue%20%2F1&maxitems=100")
    #expect(message.headers.isEmpty)
    #expect(message.body.isEmpty)
  }

  @Test("Route 53 ChangeResourceRecordSets")
  func changeRecords() throws {
    let message = try ChangeResourceRecordSets(
      zone: "Z123", recordName: "app.kaigo.example", type: "A",
      target: .values(["192.0.2.1", "192.0.2.2"], ttl: 60), comment: "by <me> & you"
    ).message()
    #expect(message.method == "POST")
    #expect(message.path == "/2013-04-01/hostedzone/Z123/rrset/")
    #expect(message.headers == [HTTPHeader("Content-Type", "application/xml")])
    #expect(
      String(decoding: message.body, as: UTF8.self)
        == "<ChangeResourceRecordSetsRequest xmlns=\"https://route53.amazonaws.com/doc/2013-04-01/\">"
        + "<ChangeBatch>"
        + "<Comment>by &lt;me&gt; &amp; you</Comment><Changes><Change><Action>UPSERT</Action>"
        + "<ResourceRecordSet>"
        + "<Name>app.kaigo.example</Name><Type>A</Type><TTL>60</TTL><ResourceRecords><ResourceRecord>"
        + "<Value>192.0.2.1"
        + "</Value></ResourceRecord><ResourceRecord><Value>192.0.2.2</Value></ResourceRecord>"
        + "</ResourceRecords>"
        + "</ResourceRecordSet></Change></Changes></ChangeBatch></ChangeResourceRecordSetsRequest>")
  }

  @Test("Route 53 ChangeResourceRecordSets of an alias has no time to live", arguments: [true, false])
  func changeAlias(evaluates: Bool) throws {
    let alias = AliasTarget(zone: "/hostedzone/ZLB", name: "lb.example", evaluatesHealth: evaluates)
    let message = try ChangeResourceRecordSets(
      zone: "Z1", recordName: "a.example", type: "AAAA", target: .alias(alias), comment: "c"
    ).message()
    let body = String(decoding: message.body, as: UTF8.self)
    #expect(
      body.contains(
        "<Type>AAAA</Type><AliasTarget><HostedZoneId>ZLB</HostedZoneId><DNSName>lb.example</DNSName>"
          + "<EvaluateTargetHealth>\(evaluates)</EvaluateTargetHealth></AliasTarget></ResourceRecordSet>"))
  }

  @Test("Route 53 GetChange", arguments: ["C1PA6795UKMFR9", "/change/C1PA6795UKMFR9"])
  func getChange(id: String) throws {
    let message = try GetChange(id: id).message()
    #expect(message.path == "/2013-04-01/change/C1PA6795UKMFR9")
    #expect(message.method == "GET")
  }

  @Test("a zone can't lead out of its path")
  func zonePath() throws {
    let call = ListResourceRecordSets(zone: "Z1?x=..%2F", start: .init(name: "a"))
    #expect(try call.message().path == "/2013-04-01/hostedzone/Z1%3Fx%3D..%252F/rrset")
  }

  @Test("SNS Publish")
  func publish() throws {
    let call = Publish(
      topic: "arn:aws:sns:us-west-2:1:t", subject: "Hi & bye", message: "a=b\nc",
      attributes: [Publish.Attribute("daruma.effect", "k/1")],
      ordering: Publish.Ordering(group: "g", deduplicationID: "d"))
    #expect(
      try body(call)
        == "Action=Publish&Version=2010-03-31&TopicArn=arn%3Aaws%3Asns%3Aus-west-2%3A1%3At"
        + "&Subject=Hi%20%26%20bye"
        + "&Message=a%3Db%0Ac&MessageAttributes.entry.1.Name=daruma.effect"
        + "&MessageAttributes.entry.1.Value.DataType=String&MessageAttributes.entry.1.Value.StringValue=k%2F1"
        + "&MessageGroupId=g&MessageDeduplicationId=d")
  }

  @Test("every operation says what a repeat of it does")
  func repetition() {
    let table: [(any ServiceOperation.Type, Repetition)] = [
      (DescribeDBInstances.self, .reads), (DescribeDBSnapshots.self, .reads),
      (RestoreDBInstanceFromDBSnapshot.self, .createsNamed), (DescribeServices.self, .reads),
      (UpdateService.self, .setsAbsolute), (ListResourceRecordSets.self, .reads),
      (ChangeResourceRecordSets.self, .setsAbsolute), (GetChange.self, .reads), (Publish.self, .accumulates),
      (GetCallerIdentity.self, .reads),
    ]
    for (operation, repetition) in table { #expect(operation.repetition == repetition) }
  }
}
