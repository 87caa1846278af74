import DarumaAWS
import DarumaActions
import DarumaCore
import TestSupport
import Testing

/// File systems and caches.
extension MotoTests {
  private func effect(_ action: any ActionDefinition.Type, _ parameters: [String: Document]) -> Effect {
    .sample(Action(name: action.name, region: Moto.recovery, parameters: parameters, traits: action.traits))
  }

  @Test("a file system gets a mount target in each subnet, and none a second time")
  func mounted() async throws {
    try await Moto.withEmpty { moto in
      let created = try await moto.client.send(
        AWSCall(
          .efs, "CreateFileSystem", .createsNamed, ["CreationToken": "t"],
          rest: RESTBinding("POST /2015-02-01/file-systems")), in: Moto.recovery)
      let fileSystem = try #require(created["FileSystemId"]?.text)
      let described = try await moto.client.send(AWSCall(.ec2, "DescribeSubnets", .reads), in: Moto.recovery)
      let subnets = try #require(described.list("subnetSet")).compactMap { $0["subnetId"] }.prefix(2)
      try #require(subnets.count == 2)
      let effect = effect(
        EFSMountTargets.self, ["fileSystem": .text(fileSystem), "subnets": .list(Array(subnets))])
      #expect(try await moto.cloud.observe(effect) == .absent)
      guard case .done(let outputs, .unknown) = try await moto.carryOut(effect) else {
        Issue.record("it was not mounted")
        return
      }
      #expect(outputs["fileSystemId"] == fileSystem && outputs["addresses"]?.split(separator: ",").count == 2)
      #expect(try await moto.cloud.act(effect) == .started)
      let targets = try await moto.client.send(
        AWSCall(
          .efs, "DescribeMountTargets", .reads, ["FileSystemId": .text(fileSystem)],
          rest: RESTBinding("GET /2015-02-01/mount-targets?FileSystemId={FileSystemId}")), in: Moto.recovery)
      #expect(targets.list("MountTargets")?.count == 2)
      let none = self.effect(EFSMountTargets.self, ["fileSystem": "fs-none", "subnets": .list(Array(subnets))])
      let fault = await #expect(throws: CloudFault.self) { try await moto.cloud.observe(none) }
      #expect(fault?.code == "efs.file-system-missing")
    }
  }

  @Test("a replication group is made, marked and found again, and none a second time")
  func cached() async throws {
    try await Moto.withEmpty { moto in
      func cache(_ identifier: String, earlier: [Document] = []) -> Effect {
        effect(
          ElastiCacheCreate.self,
          [
            "identifier": .text(identifier), "earlierIdentifiers": .list(earlier), "nodeType": "cache.t4g.small",
            "engine": "redis", "nodes": 2,
          ])
      }
      let first = cache("sessions-1")
      #expect(try await moto.cloud.observe(first) == .absent)
      guard case .done(let outputs, .daruma) = try await moto.carryOut(first) else {
        Issue.record("it was not made")
        return
      }
      #expect(outputs["identifier"] == "sessions-1" && outputs["endpoint"]?.isEmpty == false)
      #expect(try await moto.cloud.act(first) == .started)
      #expect(
        try await moto.cloud.observe(cache("sessions-2", earlier: ["sessions-1"]))
          == .done(outputs: outputs, by: .daruma))
      let groups = try await moto.client.send(
        AWSCall(.elastiCache, "DescribeReplicationGroups", .reads), in: Moto.recovery)
      #expect(groups.list("ReplicationGroups")?.count == 1)
    }
  }
}
