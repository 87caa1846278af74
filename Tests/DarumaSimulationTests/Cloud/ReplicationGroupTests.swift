import Testing

@testable import DarumaSimulation

@Suite("ElastiCache replication groups")
struct ReplicationGroupTests {
  static func create(
    _ name: String, _ change: (inout ReplicationGroup.Options) -> Void = { _ in }
  ) -> CreateReplicationGroup {
    var options = ReplicationGroup.Options(description: "a cache", nodeType: "cache.r7g.large")
    options.subnetGroup = SampleEstate.recoveryCacheSubnetGroup
    options.securityGroups = [SampleEstate.recoveryCacheGroup]
    change(&options)
    return CreateReplicationGroup(identifier: name, options: options, tags: [ResourceTag("a", "b")])
  }

  @Test("a group is being created, without addresses or tags, and then available")
  func life() throws {
    var scenario = Scenario()
    let made = try scenario.call(Self.create("Kaigo-DR"))
    #expect(made.identifier == "kaigo-dr")
    #expect(made.status == "creating")
    #expect(made.address(.primary) == nil)
    #expect(scenario.refusal(of: ListTagsForCache(resource: made.arn)) == "InvalidReplicationGroupState")
    scenario.pass(minutes: 12)
    let found = try #require(try scenario.call(DescribeReplicationGroups(identifier: "kaigo-dr")).groups.first)
    #expect(found.status == "available")
    #expect(found.address(.primary)?.hasSuffix(".ng.0001.us-west-2.cache.amazonaws.com") == true)
    #expect(try scenario.call(ListTagsForCache(resource: made.arn)) == [ResourceTag("a", "b")])
    #expect(scenario.refusal(of: Self.create("kaigo-dr")) == "ReplicationGroupAlreadyExists")
  }

  @Test("a group can come to nothing")
  func badEnding() throws {
    var scenario = Scenario(faults: [FaultRule(.endBadly(.failed), operation: "CreateReplicationGroup")])
    _ = try scenario.call(Self.create("c"))
    scenario.pass(minutes: 12)
    #expect(try scenario.call(DescribeReplicationGroups()).groups.map(\.status) == ["create-failed"])
  }

  @Test("a sharded group has nodes in each shard, and one address for all")
  func shards() throws {
    var scenario = Scenario(timings: .instant)
    _ = try scenario.call(Self.create("c") { ($0.shards, $0.replicasPerShard) = (2, 1) })
    let found = try #require(try scenario.call(DescribeReplicationGroups()).groups.first)
    #expect(found.members == ["c-0001-001", "c-0001-002", "c-0002-001", "c-0002-002"])
    #expect(found.nodeGroups.map(\.members.count) == [2, 2])
    #expect(found.address(.configuration)?.hasPrefix("clustercfg.c.") == true)
  }

  @Test("last night's snapshot is found by its group")
  func snapshots() throws {
    var scenario = Scenario()
    let east = SampleEstate.primaryRegion
    let found = try scenario.call(DescribeSnapshots(group: SampleEstate.cache), in: east).snapshots
    #expect(found.map(\.name) == [SampleEstate.cacheSnapshot])
    #expect(try scenario.call(DescribeSnapshots()).snapshots.isEmpty)
    #expect(scenario.refusal(of: DescribeSnapshots(group: "x")) == "ReplicationGroupNotFoundFault")
    #expect(scenario.refusal(of: DescribeSnapshots(snapshot: "x")) == "SnapshotNotFoundFault")
  }

  @Test("what makes no sense is refused")
  func refusals() throws {
    var scenario = Scenario()
    #expect(scenario.refusal(of: Self.create("9-bad")) == "InvalidParameterValue")
    #expect(scenario.refusal(of: Self.create("c") { $0.subnetGroup = "x" }) == "CacheSubnetGroupNotFoundFault")
    #expect(scenario.refusal(of: Self.create("c") { $0.parameterGroup = "x" }) == "CacheParameterGroupNotFound")
    #expect(scenario.refusal(of: Self.create("c") { $0.securityGroups = ["sg-1"] }) == "InvalidParameterValue")
    #expect(scenario.refusal(of: Self.create("c") { $0.engine = "memcached" }) == "InvalidParameterValue")
    #expect(scenario.refusal(of: Self.create("c") { $0.nodes = 7 }) == "InvalidParameterValue")
    #expect(scenario.refusal(of: Self.create("c") { $0.failsOver = true }) == "InvalidParameterCombination")
    #expect(scenario.refusal(of: Self.create("c") { $0.isMultiAZ = true }) == "InvalidParameterCombination")
    #expect(scenario.refusal(of: DescribeReplicationGroups(identifier: "c")) == "ReplicationGroupNotFoundFault")
    #expect(scenario.refusal(of: ListTagsForCache(resource: "arn")) == "InvalidARN")
    scenario.cloud.estate[region: "us-west-2"].caches.quota = 2
    #expect(scenario.refusal(of: Self.create("c") { $0.nodes = 3 }) == "NodeQuotaForCustomerExceeded")
    #expect(scenario.cloud.estate[region: "us-west-2"].caches.groups.isEmpty)
  }
}
