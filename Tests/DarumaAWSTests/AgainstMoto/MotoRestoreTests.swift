import DarumaAWS
import DarumaActions
import DarumaCore
import TestSupport
import Testing

/// Tables, volumes and fences.
extension MotoTests {
  private func effect(_ action: any ActionDefinition.Type, _ parameters: [String: Document]) -> Effect {
    .sample(Action(name: action.name, region: Moto.recovery, parameters: parameters, traits: action.traits))
  }

  @Test("a table is restored from a backup and to a moment, marked, found again, and none a second time")
  func tables() async throws {
    try await Moto.withEmpty { moto in
      @discardableResult
      func send(_ operation: String, _ input: Document) async throws -> Document {
        try await moto.client.send(AWSCall(.dynamoDB, operation, .createsNamed, input), in: Moto.recovery)
      }
      let made = try await send(
        "CreateTable",
        [
          "TableName": "orders", "BillingMode": "PAY_PER_REQUEST",
          "AttributeDefinitions": [["AttributeName": "id", "AttributeType": "S"]],
          "KeySchema": [["AttributeName": "id", "KeyType": "HASH"]],
        ])
      let source = try #require(made["TableDescription"]?["TableArn"]?.text)
      try await send(
        "UpdateContinuousBackups",
        ["TableName": "orders", "PointInTimeRecoverySpecification": ["PointInTimeRecoveryEnabled": true]])
      let backup = try #require(
        try await send("CreateBackup", ["TableName": "orders", "BackupName": "bbb"])["BackupDetails"]?["BackupArn"]?
          .text)
      func wanted(_ table: String, _ more: [String: Document], earlier: [Document] = []) -> [String: Document] {
        more.merging([
          "table": .text(table), "earlierTables": .list(earlier), "since": "2020-01-01T00:00:00.000Z",
        ]) { $1 }
      }
      for (action, more) in [
        (DynamoDBRestore.self, ["backup": .text(backup)]),
        (DynamoDBRestoreToTime.self, ["source": .text(source), "moment": "latest"]),
      ] as [(any ActionDefinition.Type, [String: Document])] {
        let first = effect(action, wanted("made-by-\(action.name)", more))
        #expect(try await moto.cloud.observe(first) == .absent)
        guard case .done(let outputs, .daruma) = try await moto.carryOut(first) else {
          Issue.record("\(action.name) made none")
          continue
        }
        #expect(outputs["table"] == "made-by-\(action.name)")
        #expect(try await moto.cloud.act(first) == .started)
        let second = effect(action, wanted("another", more, earlier: [.text("made-by-\(action.name)")]))
        #expect(try await moto.cloud.observe(second) == .done(outputs: outputs, by: .daruma))
        guard case .conflict(let failure) = try await moto.cloud.observe(effect(action, wanted("orders", more))) else {
          Issue.record("\(action.name) took another's table")
          continue
        }
        #expect(failure.code == "dynamodb.table-taken")
        #expect(await moto.cloud.check(first).map(\.verdict) == [.met, .met])
      }
      #expect(try await send("ListTables", [:]).list("TableNames")?.count == 3)
      let gone = effect(DynamoDBRestore.self, wanted("t", ["backup": .text(backup + "0")]))
      let fault = await #expect(throws: CloudFault.self) { try await moto.cloud.act(gone) }
      #expect(fault?.code == "dynamodb.backup-missing")
    }
  }

  @Test("a volume is restored, marked, found again, attached, and not attached elsewhere")
  func volumes() async throws {
    try await Moto.withEmpty { moto in
      @discardableResult
      func send(_ operation: String, _ input: Document) async throws -> Document {
        try await moto.client.send(AWSCall(.ec2, operation, .createsNamed, input), in: Moto.recovery)
      }
      let zone = "us-west-2a"
      let old = try await send("CreateVolume", ["AvailabilityZone": .text(zone), "Size": 8])
      let oldVolume = try #require(old["volumeId"])
      let snapshot = try #require(try await send("CreateSnapshot", ["VolumeId": oldVolume])["snapshotId"]?.text)
      func wanted(_ name: String, earlier: [Document] = []) -> [String: Document] {
        [
          "point": .text("arn:aws:ec2:us-west-2::snapshot/\(snapshot)"), "volume": .text(name),
          "earlierVolumes": .list(earlier), "zone": .text(zone), "type": "gp3",
        ]
      }
      let first = effect(EBSRestore.self, wanted("vol-1-t"))
      #expect(await moto.cloud.check(first).map(\.verdict) == [.met, .met, .met])
      guard case .done(let outputs, .daruma) = try await moto.carryOut(first) else {
        Issue.record("it was not restored")
        return
      }
      // moto knows no client tokens: that a second process makes none is by looking first.
      #expect(try await moto.carryOut(first) == .done(outputs: outputs, by: .daruma))
      let adopting = effect(EBSRestore.self, wanted("vol-1-t2", earlier: ["vol-1-t"]))
      #expect(try await moto.cloud.observe(adopting) == .done(outputs: outputs, by: .daruma))
      #expect(try await send("DescribeVolumes", [:]).list("volumeSet")?.count == 2)
      let volume = try #require(outputs["volume"])

      let reservation = try await send(
        "RunInstances",
        ["ImageId": "ami-0a1b2c3d", "MinCount": 2, "MaxCount": 2, "Placement": ["AvailabilityZone": .text(zone)]])
      let instances = try #require(reservation.list("instancesSet")).compactMap { $0["instanceId"] }
      try #require(instances.count == 2)
      let attach = effect(
        EC2Attach.self, ["volume": .text(volume), "instance": instances[0], "device": "/dev/sdf"])
      #expect(await moto.cloud.check(attach).map(\.verdict) == [.met, .met])
      guard case .done = try await moto.carryOut(attach) else {
        Issue.record("it was not attached")
        return
      }
      #expect(try await moto.cloud.act(attach) == .started)
      let elsewhere = effect(
        EC2Attach.self, ["volume": .text(volume), "instance": instances[1], "device": "/dev/sdf"])
      guard case .conflict(let failure) = try await moto.cloud.observe(elsewhere) else {
        Issue.record("it was taken from its instance")
        return
      }
      #expect(failure.code == "ec2.volume-elsewhere")
    }
  }

  @Test("a role is denied, and what stands there by another's hand is left; a group is closed, and what it had is told")
  func fences() async throws {
    try await Moto.withEmpty { moto in
      func send(_ call: AWSCall) async throws -> Document { try await moto.client.send(call, in: Moto.recovery) }
      let deny = effect(
        IAMDeny.self, ["role": "writer", "policy": "daruma-fence", "actions": ["rds:*"], "resources": ["*"]])
      let fault = await #expect(throws: CloudFault.self) { try await moto.cloud.act(deny) }
      #expect(fault?.code == "iam.role-missing")
      _ = try await send(
        AWSCall(.iam, "CreateRole", .createsNamed, ["RoleName": "writer", "AssumeRolePolicyDocument": "{}"]))
      #expect(try await moto.cloud.observe(deny) == .absent)
      let denied = Observation.done(outputs: ["policy": "daruma-fence"], by: .unknown)
      #expect(try await moto.carryOut(deny) == denied)
      #expect(try await moto.cloud.act(deny) == .started)
      #expect(try await moto.cloud.observe(deny) == denied)

      let made = try await send(
        AWSCall(.ec2, "CreateSecurityGroup", .createsNamed, ["GroupName": "web", "GroupDescription": "d"]))
      let group = try #require(made["groupId"])
      _ = try await send(
        AWSCall(
          .ec2, "AuthorizeSecurityGroupIngress", .createsNamed,
          [
            "GroupId": group,
            "IpPermissions": [
              ["IpProtocol": "tcp", "FromPort": 443, "ToPort": 443, "IpRanges": [["CidrIp": "0.0.0.0/0"]]],
              ["IpProtocol": "tcp", "FromPort": 22, "ToPort": 22, "IpRanges": [["CidrIp": "10.0.0.0/8"]]],
            ],
          ]))
      let isolate = effect(EC2Isolate.self, ["group": group])
      #expect(try await moto.cloud.observe(isolate) == .absent)
      let closed = Observation.done(
        outputs: ["group": group.text ?? "", "rules": "tcp=22-22=10.0.0.0/8 tcp=443-443=0.0.0.0/0"], by: .unknown)
      #expect(try await moto.carryOut(isolate) == closed)
      #expect(try await moto.cloud.act(isolate) == .started)
      #expect(try await moto.cloud.observe(isolate) == closed)
    }
  }
}
