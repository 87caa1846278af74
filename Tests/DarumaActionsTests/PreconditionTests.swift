import AWSTestSupport
import DarumaActions
import DarumaAWS
import DarumaCore
import Testing

/// One thing that a step needs, with what the service says where it is there, and where it is not.
struct NeededThing: CustomTestStringConvertible, Sendable {
  var step: String
  var subject: String
  var operation: String
  var there: HTTPResponse
  /// Not there, or not as it must be.
  var wrong: [HTTPResponse]

  init(_ step: String, _ subject: String, _ operation: String, _ there: HTTPResponse, _ wrong: HTTPResponse...) {
    self.step = step
    self.subject = subject
    self.operation = operation
    self.there = there
    self.wrong = wrong
  }

  var testDescription: String { "\(step.prefix(60)): \(subject)" }
}

@Suite("What a step needs is there, is missing, or is not known: nonsense and a refusal to look are never ready")
struct PreconditionTests {
  private static func xml(_ operation: String, _ content: String) -> HTTPResponse {
    .ok("<\(operation)Response><\(operation)Result>\(content)</\(operation)Result></\(operation)Response>")
  }

  private static func ec2(_ operation: String, _ content: String) -> HTTPResponse {
    .ok("<\(operation)Response><requestId>r</requestId>\(content)</\(operation)Response>")
  }

  private static func ec2Error(_ code: String) -> HTTPResponse {
    HTTPResponse(
      status: 400, headers: [],
      body: Array(
        "<Response><Errors><Error><Code>\(code)</Code><Message>m</Message></Error></Errors><RequestID>r</RequestID></Response>"
          .utf8))
  }

  private static let group = HTTPResponse.ok(
    "<DescribeSecurityGroupsResponse><requestId>r</requestId><securityGroupInfo><item><groupId>sg-0a1b2c3d</groupId></item>"
      + "</securityGroupInfo></DescribeSecurityGroupsResponse>")
  private static func subnet(_ state: String) -> HTTPResponse {
    ec2(
      "DescribeSubnets",
      "<subnetSet><item><subnetId>subnet-0a1b2c3d</subnetId><state>\(state)</state></item></subnetSet>")
  }

  private static func zone(_ domain: String) -> HTTPResponse {
    .ok(
      "<GetHostedZoneResponse><HostedZone><Id>/hostedzone/Z1</Id><Name>\(domain).</Name></HostedZone></GetHostedZoneResponse>"
    )
  }

  private static func records(_ record: String) -> HTTPResponse {
    .ok(
      "<ListResourceRecordSetsResponse><ResourceRecordSets>\(record)</ResourceRecordSets><IsTruncated>false</IsTruncated>"
        + "<MaxItems>300</MaxItems></ListResourceRecordSetsResponse>")
  }

  private static func record(_ type: String, ttl: Int, name: String = "app.example.com.") -> HTTPResponse {
    records(
      "<ResourceRecordSet><Name>\(name)</Name><Type>\(type)</Type><TTL>\(ttl)</TTL><ResourceRecords><ResourceRecord>"
        + "<Value>x.example.com</Value></ResourceRecord></ResourceRecords></ResourceRecordSet>")
  }

  private static func scaling(_ least: Int, _ most: Int) -> HTTPResponse {
    xml(
      "DescribeAutoScalingGroups",
      "<AutoScalingGroups><member><AutoScalingGroupName>web</AutoScalingGroupName><MinSize>\(least)</MinSize>"
        + "<MaxSize>\(most)</MaxSize><DesiredCapacity>0</DesiredCapacity><Instances/></member></AutoScalingGroups>")
  }

  private static let restore =
    "id: s, action: rds.restore, resource: db, with: { instanceClass: db.r6g.large, subnetGroup: S, "
    + "parameterGroup: pg, optionGroup: og, securityGroups: [sg-0a1b2c3d] }"
  private static let modify =
    "id: s, action: rds.modify, resource: db, region: primary, needs: t, with: { parameterGroup: pg, "
    + "securityGroups: [sg-0a1b2c3d] }"
  private static let mount =
    "id: s, action: efs.mounttargets, with: { fileSystem: fs-0a1b2c3d, subnets: [subnet-0a1b2c3d], securityGroups: [sg-0a1b2c3d] }"
  private static let cache =
    "id: s, action: elasticache.create, resource: cache, with: { nodeType: cache.r7g.large, "
    + "subnetGroup: cs, parameterGroup: cp, snapshot: nightly, securityGroups: [sg-0a1b2c3d] }"
  private static let task =
    "id: s, action: ecs.run, with: { cluster: main, taskDefinition: \"migrate:3\", subnets: [subnet-0a1b2c3d] }"
  private static let targetGroup = "arn:aws:elasticloadbalancing:us-west-2:012345678901:targetgroup/web/1"
  private static let weights =
    "id: s, action: elbv2.weights, cutOver: true, with: { rule: "
    + "\"arn:aws:elasticloadbalancing:us-west-2:012345678901:listener-rule/app/lb/1/2/3\", targetGroups: [{ arn: \"\(targetGroup)\", weight: 1 }] }"
  private static let record =
    "id: s, action: route53.switch, cutOver: true, with: { zone: Z1, name: app.example.com, target: dr.example.com }"
  private static let weighed =
    "id: s, action: route53.weights, cutOver: true, with: { zone: Z1, name: app.example.com, weights: { one: 1 } }"
  private static let alias = "id: s, action: lambda.alias, with: { function: f, alias: live, version: 7 }"
  private static let scale = "id: s, action: autoscaling.scale, with: { group: web, desiredCapacity: 4 }"
  private static let runbook = "id: s, action: ssm.automation, with: { document: Recover }"
  private static let machineARN = "arn:aws:states:us-west-2:012345678901:stateMachine:recover"
  private static let machine = "id: s, action: states.run, with: { stateMachine: \"\(machineARN)\" }"
  private static let role = "arn:aws:iam::012345678901:role/backup"
  private static let backup =
    "id: s, action: backup.start, resource: db, region: primary, needs: t, with: { vault: main, "
    + "iamRoleArn: \"\(role)\" }"

  private static func named(
    _ operation: String, _ list: String, _ item: String, _ member: String, _ name: String, _ more: String = ""
  )
    -> HTTPResponse
  {
    xml(operation, "<\(list)><\(item)><\(member)>\(name)</\(member)>\(more)</\(item)></\(list)>")
  }

  static let rds: [NeededThing] = [
    NeededThing(
      restore, "subnet group S", "DescribeDBSubnetGroups",
      named("DescribeDBSubnetGroups", "DBSubnetGroups", "DBSubnetGroup", "DBSubnetGroupName", "s"),
      .queryError(404, "DBSubnetGroupNotFoundFault"), xml("DescribeDBSubnetGroups", "<DBSubnetGroups/>")),
    NeededThing(
      restore, "parameter group pg", "DescribeDBParameterGroups",
      named("DescribeDBParameterGroups", "DBParameterGroups", "DBParameterGroup", "DBParameterGroupName", "pg"),
      .queryError(404, "DBParameterGroupNotFound")),
    NeededThing(
      restore, "option group og", "DescribeOptionGroups",
      named("DescribeOptionGroups", "OptionGroupsList", "OptionGroup", "OptionGroupName", "og"),
      .queryError(404, "OptionGroupNotFoundFault")),
    NeededThing(
      restore, "security group sg-0a1b2c3d", "DescribeSecurityGroups", group, ec2Error("InvalidGroup.NotFound"),
      ec2("DescribeSecurityGroups", "<securityGroupInfo/>")),
    NeededThing(
      modify, "parameter group pg", "DescribeDBParameterGroups",
      named("DescribeDBParameterGroups", "DBParameterGroups", "DBParameterGroup", "DBParameterGroupName", "pg"),
      .queryError(404, "DBParameterGroupNotFound")),
    NeededThing(
      modify, "security group sg-0a1b2c3d", "DescribeSecurityGroups", group, ec2Error("InvalidGroup.NotFound")),
    NeededThing(
      "id: s, action: rds.addInstance, resource: cluster, with: { cluster: c, engine: aurora-postgresql, "
        + "instanceClass: db.r6g.large, parameterGroup: pg }", "parameter group pg", "DescribeDBParameterGroups",
      named("DescribeDBParameterGroups", "DBParameterGroups", "DBParameterGroup", "DBParameterGroupName", "pg"),
      .queryError(404, "DBParameterGroupNotFound")),
  ]

  static let others: [NeededThing] = [
    NeededThing(
      mount, "subnet subnet-0a1b2c3d", "DescribeSubnets", subnet("available"), ec2Error("InvalidSubnetID.NotFound"),
      subnet("pending")),
    NeededThing(
      mount, "security group sg-0a1b2c3d", "DescribeSecurityGroups", group, ec2Error("InvalidGroup.NotFound")),
    NeededThing(
      cache, "cache subnet group cs", "DescribeCacheSubnetGroups",
      named("DescribeCacheSubnetGroups", "CacheSubnetGroups", "CacheSubnetGroup", "CacheSubnetGroupName", "cs"),
      .queryError(400, "CacheSubnetGroupNotFoundFault")),
    NeededThing(
      cache, "cache parameter group cp", "DescribeCacheParameterGroups",
      named(
        "DescribeCacheParameterGroups", "CacheParameterGroups", "CacheParameterGroup", "CacheParameterGroupName", "cp"),
      .queryError(404, "CacheParameterGroupNotFound")),
    NeededThing(
      cache, "cache snapshot nightly", "DescribeSnapshots",
      named(
        "DescribeSnapshots", "Snapshots", "Snapshot", "SnapshotName", "nightly",
        "<SnapshotStatus>available</SnapshotStatus>"), .queryError(404, "SnapshotNotFoundFault"),
      named(
        "DescribeSnapshots", "Snapshots", "Snapshot", "SnapshotName", "nightly",
        "<SnapshotStatus>creating</SnapshotStatus>")
    ),
    NeededThing(
      cache, "security group sg-0a1b2c3d", "DescribeSecurityGroups", group, ec2Error("InvalidGroup.NotFound")),
    NeededThing(
      task, "ECS cluster main", "DescribeClusters",
      .json(["clusters": [["clusterName": "main", "status": "ACTIVE"]], "failures": []]),
      .json(["clusters": [], "failures": [["reason": "MISSING"]]]),
      .json(["clusters": [["clusterName": "main", "status": "INACTIVE"]], "failures": []])),
    NeededThing(
      task, "task definition migrate:3", "DescribeTaskDefinition",
      .json(["taskDefinition": ["family": "migrate", "revision": 3, "status": "ACTIVE"]]),
      .jsonError(400, "ClientException"), .json(["taskDefinition": ["family": "migrate", "status": "INACTIVE"]])),
    NeededThing(
      task, "subnet subnet-0a1b2c3d", "DescribeSubnets", subnet("available"), ec2Error("InvalidSubnetID.NotFound")),
    NeededThing(
      weights, "target group \(targetGroup)", "DescribeTargetGroups",
      named("DescribeTargetGroups", "TargetGroups", "member", "TargetGroupArn", targetGroup),
      .queryError(400, "TargetGroupNotFound")),
    NeededThing(
      record, "hosted zone Z1", "/hostedzone/Z1", zone("example.com"), .queryError(404, "NoSuchHostedZone"),
      zone("example.org")),
    NeededThing(
      record, "record app.example.com (CNAME)", "/rrset", record("CNAME", ttl: 120), record("CNAME", ttl: 121),
      record("A", ttl: 60), records(""), .queryError(404, "NoSuchHostedZone")),
    NeededThing(
      weighed, "record app.example.com (A)", "/rrset", record("A", ttl: 60), record("A", ttl: 3600), records("")),
    NeededThing(
      alias, "version 7 of function f", "/configuration",
      .json(["FunctionName": "f", "Version": "7", "State": "Active"]), .jsonError(404, "ResourceNotFoundException"),
      .json(["FunctionName": "f", "Version": "7", "State": "Failed"])),
    NeededThing(
      scale, "Auto Scaling group web", "DescribeAutoScalingGroups", scaling(0, 4), scaling(0, 3), scaling(5, 9)),
    NeededThing(
      runbook, "runbook Recover", "DescribeDocument",
      .json(["Document": ["Name": "Recover", "DocumentType": "Automation", "Status": "Active"]]),
      .jsonError(400, "InvalidDocument"),
      .json(["Document": ["Name": "Recover", "DocumentType": "Command", "Status": "Active"]]),
      .json(["Document": ["Name": "Recover", "DocumentType": "Automation", "Status": "Deleting"]])),
    NeededThing(
      machine, "state machine recover", "DescribeStateMachine",
      .json(["stateMachineArn": .text(machineARN), "type": "STANDARD", "status": "ACTIVE"]),
      .jsonError(400, "StateMachineDoesNotExist"),
      .json(["stateMachineArn": .text(machineARN), "type": "EXPRESS", "status": "ACTIVE"]),
      .json(["stateMachineArn": .text(machineARN), "type": "STANDARD", "status": "DELETING"])),
    NeededThing(
      backup, "vault main", "/backup-vaults/main", .json(["BackupVaultName": "main"]),
      .jsonError(404, "ResourceNotFoundException")),
    NeededThing(
      backup, "role backup", "GetRole", xml("GetRole", "<Role><Arn>\(role)</Arn></Role>"),
      .queryError(404, "NoSuchEntity"), xml("GetRole", "<Role><Arn>arn:aws:iam::999999999999:role/backup</Arn></Role>")),
  ]

  @Test("of RDS", arguments: rds)
  func databases(thing: NeededThing) async throws { try await look(at: thing) }

  @Test("of everything else", arguments: others)
  func everythingElse(thing: NeededThing) async throws { try await look(at: thing) }

  private func look(at thing: NeededThing) async throws {
    let plan = try CheckedPlan(thing.step)
    func found(_ answer: HTTPResponse) async throws -> CheckFinding {
      let findings = try await plan.findings(AnsweredOperations(answers: [thing.operation: answer]))
      let found = findings.filter { $0.subject == thing.subject }
      #expect(found.count == 1, "\(findings)")
      return try #require(found.first)
    }
    let well = try await found(thing.there)
    #expect(well.verdict == .met, "\(well)")
    for answer in thing.wrong {
      let wrong = try await found(answer)
      #expect(wrong.verdict == .unmet && wrong.remedy != nil, "\(wrong)")
    }
    for nonsense in [
      HTTPResponse.ok("<html>sign in</html>"), .ok("{}"), .ok(#"{"x":[]}"#), .ok("<x/>"), .ok(""),
      .queryError(503, "ServiceUnavailable"), .jsonError(500, "InternalFailure"), .queryError(400, "Throttling"),
    ] {
      let unknown = try await found(nonsense)
      #expect(unknown.verdict == .unseen, "\(unknown)")
    }
    for refusal in [
      HTTPResponse.queryError(403, "AccessDenied"), .jsonError(400, "AccessDeniedException"),
      Self.ec2Error("UnauthorizedOperation"),
    ] {
      let unknown = try await found(refusal)
      #expect(unknown.verdict == .unseen, "\(unknown)")
    }
  }

  @Test("what only an earlier step leaves is not asked for, and everything else of the step is")
  func later() async throws {
    let plan = try CheckedPlan(
      Self.restore,
      "id: files, action: backup.restore, resource: files, with: { iamRoleArn: \"\(Self.role)\" }",
      "id: mount, action: efs.mounttargets, after: [files], with: { fileSystemOf: files, subnets: [subnet-0a1b2c3d] }")
    let findings = try await plan.findings(
      AnsweredOperations(answers: ["DescribeSubnets": Self.ec2Error("InvalidSubnetID.NotFound")]))
    #expect(findings.map(\.verdict) == [.later, .unmet])
    let deploying = try CheckedPlan(
      Self.restore,
      "id: app, action: ecs.deploy, after: [s], with: { cluster: main, service: api, environmentOf: { DB: { step: s, output: endpoint } } }"
    )
    for (answer, verdict) in [
      (HTTPResponse.json(["services": [], "failures": [["reason": "MISSING"]]]), CheckFinding.Verdict.unmet),
      (.json(["services": [], "failures": [["reason": "OTHER"]]]), .unseen), (.json([:]), .unseen),
      (.jsonError(400, "ClusterNotFoundException"), .unmet),
    ] {
      let found = try await deploying.findings(AnsweredOperations(answers: ["DescribeServices": answer]))
      #expect(found.map(\.verdict) == [.later, verdict])
    }
  }

  @Test("a target that an earlier step of the same service may make is no fault; one that nothing makes is")
  func madeBefore() async throws {
    let missing = AnsweredOperations(answers: [:], otherwise: .queryError(404, "DBInstanceNotFound"))
    let stop = "id: stop, action: rds.stop, with: { instance: other }"
    #expect(try await CheckedPlan(stop).findings(missing).map(\.verdict) == [.unmet])
    #expect(try await CheckedPlan(Self.restore, stop + ", after: [s]").findings(missing).map(\.verdict) == [.later])
    let elsewhere = stop + ", after: [s], region: primary, needs: t"
    #expect(try await CheckedPlan(Self.restore, elsewhere).findings(missing).map(\.verdict) == [.unmet])
  }

  @Test("a record that the plan itself gives a long time to live fails too; an alias has none of its own")
  func timeToLive() async throws {
    func found(_ with: String, _ answer: HTTPResponse) async throws -> CheckFinding? {
      try await CheckedPlan(Self.record.replacing("target: dr.example.com", with: with))
        .findings(AnsweredOperations(answers: ["/rrset": answer])).first { $0.subject.hasPrefix("record ") }
    }
    let long = try await found("ttl: 300, target: dr.example.com", Self.record("CNAME", ttl: 60))
    #expect(long?.verdict == .unmet && long?.state.contains("TTL of 300 s") == true)
    let alias = Self.records(
      "<ResourceRecordSet><Name>app.example.com.</Name><Type>A</Type><AliasTarget><HostedZoneId>Z2</HostedZoneId>"
        + "<DNSName>lb.example.com.</DNSName><EvaluateTargetHealth>true</EvaluateTargetHealth></AliasTarget>"
        + "</ResourceRecordSet>")
    #expect(try await found("alias: { zone: Z2, name: lb2.example.com }", alias)?.verdict == .met)
  }
}
