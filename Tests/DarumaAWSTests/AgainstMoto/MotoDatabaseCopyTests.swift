import DarumaAWS
import DarumaActions
import DarumaCore
import TestSupport
import Testing

/// What makes databases and snapshots, once each.
extension MotoTests {
  private static func effect(
    _ action: any ActionDefinition.Type, _ parameters: [String: Document], step: StepID = "step",
    execution: ExecutionID = .sample, in region: Region = Moto.recovery
  ) -> Effect {
    .sample(
      Action(name: action.name, region: region, parameters: parameters, traits: action.traits), step: step,
      execution: execution)
  }

  /// Carries it out; a second try that did not look makes no second thing, and whoever comes anew finds it. What another
  /// execution would make under the same name is a conflict.
  private func made(
    _ moto: Moto, _ action: any ActionDefinition.Type, _ parameters: [String: Document],
    in region: Region = Moto.recovery, isRepeated: Bool = true
  ) async throws -> [String: String] {
    let effect = Self.effect(action, parameters, in: region)
    #expect(try await moto.cloud.observe(effect) == .absent)
    let done = try await moto.carryOut(effect)
    guard case .done(let outputs, .daruma) = done else {
      Issue.record("\(action.name) did not end well: \(done)")
      return [:]
    }
    if isRepeated { #expect(try await moto.cloud.act(effect) == .started) }
    #expect(try await moto.cloud.observe(effect) == done)
    let other = Self.effect(action, parameters, execution: "kaigo.20261125T000000Z.1", in: region)
    guard case .conflict = try await moto.cloud.observe(other) else {
      Issue.record("\(action.name) takes what another execution made")
      return outputs
    }
    return outputs
  }

  private func instance(_ moto: Moto, _ name: String = "kaigo", in region: Region) async throws {
    _ = try await moto.client.send(
      AWSCall(
        .rds, "CreateDBInstance", .createsNamed,
        [
          "DBInstanceIdentifier": .text(name), "DBInstanceClass": "db.t3.medium", "Engine": "postgres",
          "AllocatedStorage": 20, "MasterUsername": "u", "MasterUserPassword": "password1", "BackupRetentionPeriod": 7,
        ]), in: region)
  }

  @Test("a snapshot is taken, copied to the other region, and restored from there, once each")
  func snapshotAndCopy() async throws {
    try await Moto.withEmpty { moto in
      try await instance(moto, in: Moto.primary)
      let taken = try await made(
        moto, RDSSnapshot.self, ["instance": "kaigo", "identifier": "kaigo-1"], in: Moto.primary)
      let arn = "arn:aws:rds:us-east-1:123456789012:snapshot:kaigo-1"
      #expect(taken == ["identifier": "kaigo-1", "arn": arn])
      let copied = try await made(moto, RDSCopy.self, ["snapshot": .text(arn), "identifier": "kaigo-2"])
      #expect(copied["arn"] == "arn:aws:rds:us-west-2:123456789012:snapshot:kaigo-2")
      let missing = Self.effect(RDSCopy.self, ["snapshot": .text(arn + "9"), "identifier": "kaigo-3"])
      let fault = await #expect(throws: CloudFault.self) { try await moto.cloud.act(missing) }
      #expect(fault?.code == "rds.DBSnapshotNotFound" && fault?.isRetriable == false)
    }
  }

  /// moto lists the backups of every instance, whichever is asked for: with a second one its list is refused.
  @Test("an instance is restored to a moment in its own region, once, and deleted by its marks alone")
  func restoredToTime() async throws {
    try await Moto.withEmpty { moto in
      try await instance(moto, in: Moto.primary)
      let outputs = try await made(
        moto, RDSRestoreToTime.self,
        [
          "identifier": "kaigo-r1", "source": "arn:aws:rds:us-east-1:123456789012:db:kaigo", "moment": "latest",
          "instanceClass": "db.r6g.large",
        ], in: Moto.primary, isRepeated: false)
      #expect(outputs["identifier"] == "kaigo-r1" && outputs["port"] == "5432")

      let own = Self.effect(RDSDelete.self, ["instance": "kaigo"], in: Moto.primary)
      let fault = await #expect(throws: CloudFault.self) { try await moto.cloud.observe(own) }
      #expect(fault?.code == "rds.not-ours")
      let made = Self.effect(
        RDSDelete.self, ["instance": "kaigo-r1", "finalSnapshot": "last-1"], step: "clean", in: Moto.primary)
      #expect(try await moto.cloud.observe(made) == .absent)
      #expect(try await moto.carryOut(made) == .done(outputs: ["identifier": "kaigo-r1"], by: .unknown))
    }
  }

  @Test("a restored instance takes the name of the one before it")
  func renamed() async throws {
    try await Moto.withEmpty { moto in
      try await instance(moto, in: Moto.recovery)
      let effect = Self.effect(RDSRename.self, ["instance": "kaigo", "newName": "orders"])
      #expect(try await moto.cloud.observe(effect) == .absent)
      guard case .done(let outputs, .usOr) = try await moto.carryOut(effect) else {
        Issue.record("it was not renamed")
        return
      }
      #expect(outputs["arn"] == "arn:aws:rds:us-west-2:123456789012:db:orders")
      try await instance(moto, "kaigo-b", in: Moto.recovery)
      let second = Self.effect(RDSRename.self, ["instance": "kaigo-b", "newName": "orders"])
      guard case .conflict = try await moto.cloud.observe(second) else {
        Issue.record("it was not a conflict")
        return
      }
    }
  }

  @Test("a cluster is restored from its snapshot and given instances, once each")
  func cluster() async throws {
    try await Moto.withEmpty { moto in
      _ = try await moto.client.send(
        AWSCall(
          .rds, "CreateDBCluster", .createsNamed,
          [
            "DBClusterIdentifier": "orders", "Engine": "aurora-postgresql", "MasterUsername": "u",
            "MasterUserPassword": "password1",
          ]), in: Moto.recovery)
      _ = try await made(moto, RDSSnapshotCluster.self, ["cluster": "orders", "identifier": "orders-1"])
      // moto knows a cluster's snapshot by its name alone, and refuses a second restore for the new one's first snapshot.
      let cluster = try await made(
        moto, RDSRestoreCluster.self,
        ["identifier": "orders-r1", "point": "orders-1", "engine": "aurora-postgresql"], isRepeated: false)
      #expect(cluster["endpoint"]?.contains("orders-r1") == true && cluster["readerEndpoint"] != nil)
      for number in 1...2 {
        let added = try await made(
          moto, RDSAddInstance.self,
          [
            "identifier": .text("orders-r1-\(number)"), "cluster": "orders-r1", "engine": "aurora-postgresql",
            "instanceClass": "db.r6g.large",
          ])
        #expect(added["endpoint"]?.contains("orders-r1-\(number)") == true)
      }
    }
  }
}
