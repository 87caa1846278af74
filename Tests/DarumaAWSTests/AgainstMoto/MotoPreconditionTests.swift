import DarumaAWS
import DarumaActions
import DarumaCore
import TestSupport
import Testing

extension MotoTests {
  @Suite("What steps need, looked at in moto: missing, then there", .enabled(if: Moto.url != nil))
  struct PreconditionTests {
    private let region = Moto.recovery

    private func check(
      _ definition: any ActionDefinition.Type, _ parameters: [String: Document], _ moto: Moto
    ) async -> [CheckFinding] {
      await moto.cloud.check(
        .sample(Action(name: definition.name, region: region, parameters: parameters, traits: definition.traits)))
    }

    @discardableResult
    private func send(_ moto: Moto, _ call: AWSCall) async throws -> Document {
      try await moto.client.send(call, in: region)
    }

    /// Looks before and after something is made.
    private func expect(
      _ subject: String, _ definition: any ActionDefinition.Type, _ parameters: [String: Document], _ moto: Moto,
      make: () async throws -> Void
    ) async throws {
      func found() async -> CheckFinding? {
        await check(definition, parameters, moto).first { $0.subject == subject }
      }
      let before = await found()
      #expect(before?.verdict == .unmet && before?.remedy != nil, "\(subject): \(String(describing: before))")
      try await make()
      let after = await found()
      #expect(after?.verdict == .met, "\(subject): \(String(describing: after))")
    }

    @Test("networks, groups and tasks")
    func tasks() async throws {
      try await Moto.withEmpty { moto in
        let subnets = try await send(moto, AWSCall(.ec2, "DescribeSubnets", .reads))
        let subnet = try #require(subnets.list("subnetSet")?.first?["subnetId"]?.text)
        let missing = await check(
          EFSMountTargets.self,
          [
            "fileSystem": "fs-0a1b2c3d", "subnets": ["subnet-0a1b2c3d", .text(subnet)],
            "securityGroups": ["sg-0a1b2c3d"],
          ],
          moto)
        #expect(missing.dropFirst().map(\.verdict) == [.unmet, .met, .unmet], "\(missing)")
        let cache: [String: Document] = [
          "identifier": "cache-1", "earlierIdentifiers": [], "nodeType": "cache.r7g.large", "subnetGroup": "dr-cache",
        ]
        try await expect("cache subnet group dr-cache", ElastiCacheCreate.self, cache, moto) {
          try await send(
            moto,
            AWSCall(
              .elastiCache, "CreateCacheSubnetGroup", .createsNamed,
              [
                "CacheSubnetGroupName": "dr-cache", "CacheSubnetGroupDescription": "d", "SubnetIds": [.text(subnet)],
              ]))
        }
        let task: [String: Document] = ["cluster": "main", "taskDefinition": "migrate:1"]
        try await expect("ECS cluster main", ECSRun.self, task, moto) {
          try await send(moto, AWSCall(.ecs, "CreateCluster", .createsNamed, ["clusterName": "main"]))
        }
        try await expect("task definition migrate:1", ECSRun.self, task, moto) {
          try await send(
            moto,
            AWSCall(
              .ecs, "RegisterTaskDefinition", .accumulates,
              [
                "family": "migrate",
                "containerDefinitions": [["name": "m", "image": "m", "memory": 128, "essential": true]],
              ]))
        }
      }
    }

    @Test("zones and records, which are remembered too long")
    func records() async throws {
      try await Moto.withEmpty { moto in
        let missing = await check(
          Route53Switch.self,
          ["zone": "Z0000000000", "name": "app.kaigo.example", "type": "CNAME", "ttl": 60, "values": ["dr.example"]],
          moto)
        #expect(missing.dropFirst().map(\.verdict) == [.unmet, .unmet], "\(missing)")
        let zone = try await moto.client.send(CreateHostedZone(), in: region).split(separator: "/").last
        let id = Document.text(String(try #require(zone)))
        func set(_ ttl: Int64) async throws {
          let record: Document = [
            "Name": "app.kaigo.example", "Type": "CNAME", "TTL": .integer(ttl),
            "ResourceRecords": [["Value": "x.example"]],
          ]
          try await send(
            moto,
            AWSCall(
              .route53, "ChangeResourceRecordSets", .setsAbsolute,
              [
                "HostedZoneId": id,
                "ChangeBatch": ["Changes": [["Action": "UPSERT", "ResourceRecordSet": record]]],
              ], rest: RESTBinding("POST /2013-04-01/hostedzone/{HostedZoneId}/rrset/")))
        }
        let wanted: [String: Document] = [
          "zone": id, "name": "app.kaigo.example", "type": "CNAME", "ttl": 60, "values": ["dr.example"],
        ]
        let subject = "record app.kaigo.example (CNAME)"
        #expect(await check(Route53Switch.self, wanted, moto).map(\.verdict) == [.met, .met, .unmet])
        try await set(300)
        let long = await check(Route53Switch.self, wanted, moto).first { $0.subject == subject }
        #expect(long?.verdict == .unmet && long?.state.contains("TTL of 300 s") == true)
        try await set(120)
        #expect(await check(Route53Switch.self, wanted, moto).map(\.verdict) == [.met, .met, .met])
      }
    }

    @Test("vaults, roles, target groups, state machines")
    func others() async throws {
      try await Moto.withEmpty { moto in
        let role = "arn:aws:iam::123456789012:role/backup"
        let backup: [String: Document] = [
          "arn": "arn:aws:rds:us-west-2:123456789012:db:orders", "vault": "main", "iamRoleArn": .text(role),
          "since": "2026-11-24T03:42:00Z",
        ]
        let trust = #"{"Version":"2012-10-17","Statement":[]}"#
        try await expect("role backup", BackupStart.self, backup, moto) {
          try await send(
            moto,
            AWSCall(
              .iam, "CreateRole", .createsNamed, ["RoleName": "backup", "AssumeRolePolicyDocument": .text(trust)]))
        }
        try await expect("vault main", BackupStart.self, backup, moto) {
          try await send(
            moto,
            AWSCall(
              .backup, "CreateBackupVault", .createsNamed, ["BackupVaultName": "main"],
              rest: RESTBinding("PUT /backup-vaults/{BackupVaultName}")))
        }
        let machine = "arn:aws:states:us-west-2:123456789012:stateMachine:recover"
        let definition = #"{"StartAt":"A","States":{"A":{"Type":"Pass","End":true}}}"#
        try await expect("state machine recover", StatesRun.self, ["stateMachine": .text(machine)], moto) {
          try await send(
            moto,
            AWSCall(
              .stepFunctions, "CreateStateMachine", .createsNamed,
              ["name": "recover", "definition": .text(definition), "roleArn": .text(role)]))
        }
      }
    }
  }
}
