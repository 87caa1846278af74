import DarumaAWS
import DarumaActions
import DarumaCore
import TestSupport
import Testing

extension MotoTests {
  private static func effect(
    _ action: any ActionDefinition.Type, _ instance: String, _ settings: [String: Document] = [:]
  ) -> Effect {
    let parameters = settings.merging(["instance": .text(instance)]) { $1 }
    return .sample(
      Action(name: action.name, region: Moto.recovery, parameters: parameters, traits: action.traits))
  }

  private func instance(_ moto: Moto, in region: Region = Moto.recovery) async throws {
    _ = try await moto.client.send(
      RawQuery<CreateDBInstance>([
        "DBInstanceIdentifier": "kaigo", "DBInstanceClass": "db.t3.medium", "Engine": "postgres",
        "AllocatedStorage": "20", "MasterUsername": "u", "MasterUserPassword": "password1",
      ]), in: region)
  }

  @Test("an instance is stopped and started again; what is so already is adopted")
  func stoppedAndStarted() async throws {
    try await Moto.withEmpty { moto in
      try await instance(moto)
      for action in [RDSStop.self, RDSStart.self] as [any ActionDefinition.Type] {
        let effect = Self.effect(action, "kaigo")
        #expect(try await moto.cloud.observe(effect) == .absent)
        guard case .done(let outputs, .unknown) = try await moto.carryOut(effect) else {
          Issue.record("\(action.name) did not end well")
          return
        }
        #expect(outputs["identifier"] == "kaigo" && outputs["arn"] == "arn:aws:rds:us-west-2:123456789012:db:kaigo")
        // A repeat that did not look: RDS says that it is not in the status for it.
        let fault = await #expect(throws: CloudFault.self) { try await moto.cloud.act(effect) }
        #expect(fault?.code == "rds.InvalidDBInstanceState" && fault?.isRetriable == true)
      }
      let missing = Self.effect(RDSStop.self, "gone")
      let fault = await #expect(throws: CloudFault.self) { try await moto.cloud.observe(missing) }
      #expect(fault?.code == "rds.DBInstanceNotFound")
    }
  }

  @Test("settings are changed until they are as wanted")
  func modified() async throws {
    try await Moto.withEmpty { moto in
      try await instance(moto)
      let effect = Self.effect(
        RDSModify.self, "kaigo",
        [
          "instanceClass": "db.r6g.large", "multiAZ": true, "backupRetentionDays": 7, "deletionProtection": true,
          "securityGroups": ["sg-1", "sg-2"],
        ])
      #expect(try await moto.cloud.observe(effect) == .absent)
      guard case .done(let outputs, .unknown) = try await moto.carryOut(effect) else {
        Issue.record("it was not changed")
        return
      }
      #expect(outputs["rebootPending"] == "false" && outputs["port"] == "5432")
    }
  }

  /// moto accepts the promotion, and keeps the replica's link to its source, as AWS does not.
  @Test("a replica whose link stays does not pass for promoted; nor does an instance that never was one")
  func promoted() async throws {
    try await Moto.withEmpty { moto in
      try await instance(moto, in: Moto.primary)
      _ = try await moto.client.send(
        RawQuery<CreateDBInstanceReadReplica>([
          "DBInstanceIdentifier": "kaigo-dr",
          "SourceDBInstanceIdentifier": "arn:aws:rds:us-east-1:123456789012:db:kaigo",
        ]), in: Moto.recovery)
      let effect = Self.effect(RDSPromote.self, "kaigo-dr")
      #expect(try await moto.cloud.observe(effect) == .absent)
      #expect(try await moto.cloud.act(effect) == .started)
      #expect(try await moto.cloud.observe(effect) == .absent)

      try await instance(moto)
      guard case .done(let outputs, .usOr) = try await moto.cloud.observe(Self.effect(RDSPromote.self, "kaigo"))
      else {
        Issue.record("it was not seen")
        return
      }
      #expect(outputs["port"] == "5432" && outputs["endpoint"]?.contains("kaigo") == true)
    }
  }
}

enum CreateDBInstanceReadReplica: RawService {
  static let service = AWSService.rds
  static let operation = "CreateDBInstanceReadReplica"
}
