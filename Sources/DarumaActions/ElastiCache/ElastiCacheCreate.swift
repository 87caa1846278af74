package import DarumaAWS
package import DarumaCatalog
package import DarumaCore

/// `elasticache.create`: a replication group of ElastiCache, new and empty, or filled from a snapshot of the same region.
/// ElastiCache takes no client token, so the group's identifier and tags are what ties it to its effect.
package enum ElastiCacheCreate: ActionDefinition {
  package static let name: ActionName = "elasticache.create"
  package static let about =
    "Makes a replication group of ElastiCache, empty or from a snapshot, and waits until it takes connections."
  package static let resource = ActionKind.ResourceUse.required([.elastiCacheCluster])
  package static let traits = ActionTraits(
    nature: .remakes, idempotency: .named, plane: .control("ElastiCache"), services: ["ELASTICACHE"],
    outputs: ["endpoint", "primaryEndpoint", "port", "identifier", "arn"],
    sentence: "make replication group {identifier} in {region}")
  package static let usually = Span.minutes(10)
  package static let undo = Undo.byHand("delete replication group {identifier} in {region} once nothing uses it")

  /// Of an identifier of a replication group: small letters, digits and single hyphens.
  private static let longestIdentifier = 40
}

// MARK: - In an application file

extension ElastiCacheCreate {
  private static let mostShards = 500

  private static let nodeType = Key.required(
    "nodeType",
    Form<String>.awsIdentifier(
      "a node type of ElastiCache", prefix: "cache.", marks: ".-", longest: 60, example: "one such as `cache.r7g.large`"
    ),
    "The node type.")
  private static let engine = Key.optional(
    "engine", Form<Engine>.choice().map(\.rawValue), "The engine; redis without it, or that of the snapshot.")
  private static let engineVersion = Key.optional(
    "engineVersion",
    Form<String>.awsIdentifier(
      "a version of an engine", marks: ".", longest: 20, example: "one such as \"7.2\""),
    "The engine's version; the newest without it.")
  private static let nodes = Key.optional(
    "nodes", Form<Int>.count(1...6),
    "Nodes, the primary and its replicas, of a group that is not sharded; 1 without it.")
  private static let shards = Key.optional(
    "shards", Form<Int>.count(1...mostShards), "Shards; the group is not sharded without it.")
  private static let replicasPerShard = Key.optional(
    "replicasPerShard", Form<Int>.count(0...5), "Replicas of each shard; as AWS decides without it.")
  private static let automaticFailover = Key.optional(
    "automaticFailover", Form<Bool>.boolean,
    "Whether a replica takes over where the primary fails; as AWS decides without it.")
  private static let multiAZ = Key.optional(
    "multiAZ", Form<Bool>.boolean, "Whether the replicas stand in other zones; as AWS decides without it.")
  private static let subnetGroup = Key.optional(
    "subnetGroup",
    Form<String>.awsIdentifier("the name of a subnet group", marks: "-", example: "a name of the recovery region"),
    "The cache subnet group in the recovery region; the default VPC's without it.")
  private static let securityGroups = Key.optional(
    "securityGroups", Form<[String]>.securityGroups(of: "the recovery region"),
    "The VPC security groups in the recovery region; the default one without it.")
  private static let parameterGroup = Key.optional(
    "parameterGroup",
    Form<String>.awsIdentifier("the name of a parameter group", marks: "-.", example: "a name of the recovery region"),
    "The cache parameter group in the recovery region; the engine's default without it.")
  private static let port = Key.optional("port", Form<Int>.count(1...65_535), "The port; 6379 without it.")
  private static let transitEncryption = Key.optional(
    "transitEncryption", Form<Bool>.boolean, "Whether connections are encrypted; as AWS decides without it.")
  private static let atRestEncryption = Key.optional(
    "atRestEncryption", Form<Bool>.boolean, "Whether what it keeps is encrypted; as AWS decides without it.")
  private static let kmsKey = Key.optional(
    "kmsKey",
    Form<String>.awsIdentifier(
      "a KMS key", marks: ":/_-", longest: 2048, example: "the ARN or the id of a key in the recovery region"),
    "The key in the recovery region that encrypts what it keeps; AWS's own without it.")
  private static let snapshot = Key.optional(
    "snapshot",
    Form<String>.awsIdentifier(
      "the name of a snapshot of ElastiCache", marks: "-.:", example: "a name of the recovery region"),
    "The snapshot in the recovery region that it is filled from; empty without it.")

  enum Engine: String, Sendable, CaseIterable {
    case valkey, redis
  }

  /// What is asked for, as the service calls it.
  private static let members = [
    "CacheNodeType": nodeType.name, "Engine": engine.name, "EngineVersion": engineVersion.name,
    "NumCacheClusters": nodes.name, "NumNodeGroups": shards.name, "ReplicasPerNodeGroup": replicasPerShard.name,
    "AutomaticFailoverEnabled": automaticFailover.name, "MultiAZEnabled": multiAZ.name,
    "CacheSubnetGroupName": subnetGroup.name, "SecurityGroupIds": securityGroups.name,
    "CacheParameterGroupName": parameterGroup.name, "Port": port.name,
    "TransitEncryptionEnabled": transitEncryption.name, "AtRestEncryptionEnabled": atRestEncryption.name,
    "KmsKeyId": kmsKey.name, "SnapshotName": snapshot.name,
  ]

  private static let parameters: [Parameter] = [
    .text(nodeType), .text(engine), .text(engineVersion), .count(nodes), .count(shards), .count(replicasPerShard),
    .bool(automaticFailover), .bool(multiAZ), .text(subnetGroup), .texts(securityGroups), .text(parameterGroup),
    .count(port), .bool(transitEncryption), .bool(atRestEncryption), .text(kmsKey), .text(snapshot),
  ]

  package static let form: Form<NewCache> = Form<GivenParameters>.with(
    of: name, parameters,
    rules: [.excludes(nodes.name, shards.name), .excludes(nodes.name, replicasPerShard.name)]
  ).map { given in
    NewCache(
      what: "replication group", longestIdentifier: longestIdentifier,
      network: [subnetGroup.name, securityGroups.name], given: given)
  }
}

// MARK: - Carried out

extension ElastiCacheCreate {
  package struct Request: ActionRequest {
    var identifier: String
    /// What earlier attempts of the same step may have made, newest first: one that is ours and well is adopted.
    var earlierIdentifiers: [String]
    /// By the names of the service.
    var settings: [String: Document]

    package init(_ arguments: Arguments) throws(CloudFault) {
      identifier = try arguments.text("identifier")
      earlierIdentifiers = try arguments.texts("earlierIdentifiers")
      settings = [:]
      for (member, name) in members { settings[member] = arguments.document(name) }
    }
  }

  static func look(_ identifier: String) -> AWSCall {
    AWSCall(.elastiCache, "DescribeReplicationGroups", .reads, ["ReplicationGroupId": .text(identifier)])
  }

  static func lookAtTags(_ arn: String) -> AWSCall {
    AWSCall(.elastiCache, "ListTagsForResource", .reads, ["ResourceName": .text(arn)])
  }

  static func create(_ wanted: Request, _ at: ActionPlace) -> AWSCall {
    var input = wanted.settings
    input["ReplicationGroupId"] = .text(wanted.identifier)
    input["ReplicationGroupDescription"] = .text("made by Daruma for \(at.effect.application)")
    input["Tags"] = .list(at.mark.tags.map { ["Key": .text($0.key), "Value": .text($0.value)] })
    return AWSCall(.elastiCache, "CreateReplicationGroup", .createsNamed, .object(input))
  }

  package static func calls(_ wanted: Request, _ at: ActionPlace) throws(CloudFault) -> [PlannedCall] {
    let groups = [at.arn("elasticache", "replicationgroup:*")]
    let used = ["cluster:*", "subnetgroup:*", "parametergroup:*", "snapshot:*"].map { at.arn("elasticache", $0) }
    let keys = wanted.settings["KmsKeyId"] == nil ? [] : Permission.grants(in: at)
    return [
      PlannedCall(look(wanted.identifier), in: at.region, on: groups),
      PlannedCall(
        lookAtTags(at.arn("elasticache", "replicationgroup:\(wanted.identifier)")), in: at.region, on: groups),
      PlannedCall(
        create(wanted, at), in: at.region, on: groups + used, if: at.marked,
        and: [Permission("elasticache:AddTagsToResource", on: groups, if: at.marked)] + keys),
    ]
  }

  package static func preconditions(_ wanted: Request, _ at: ActionPlace) throws(CloudFault) -> [Precondition] {
    func named(
      _ what: String, _ member: String, _ operation: String, in list: String, missing: String,
      judge: @escaping @Sendable (Document) -> Precondition.Judgement = { _ in .met }
    ) -> [Precondition] {
      guard let name = wanted.settings[member]?.text else { return [] }
      return [
        .listed(
          what, name, AWSCall(.elastiCache, operation, .reads, .object([member: .text(name)])), in: list, by: member,
          missing: [missing], anyCase: true, judge: judge)
      ]
    }
    return named(
      "cache subnet group", "CacheSubnetGroupName", "DescribeCacheSubnetGroups", in: "CacheSubnetGroups",
      missing: "elasticache.CacheSubnetGroupNotFound")
      + named(
        "cache parameter group", "CacheParameterGroupName", "DescribeCacheParameterGroups", in: "CacheParameterGroups",
        missing: "elasticache.CacheParameterGroupNotFound")
      + named(
        "cache snapshot", "SnapshotName", "DescribeSnapshots", in: "Snapshots", missing: "elasticache.SnapshotNotFound",
        judge: Precondition.state("SnapshotStatus", ["available"]))
      + (wanted.settings["SecurityGroupIds"]?.items ?? []).compactMap(\.text).map { Precondition.securityGroup($0) }
  }

  package static func observe(_ wanted: Request, _ at: ActionPlace) async throws(CloudFault) -> Observation {
    try await EarlierAttempts.observe(wanted.identifier, or: wanted.earlierIdentifiers) {
      identifier throws(CloudFault) in try await judge(identifier, at)
    }
  }

  package static func act(_ wanted: Request, _ at: ActionPlace) async throws(CloudFault) -> Acted {
    do throws(CloudFault) {
      _ = try await at.tools.client.send(create(wanted, at), in: at.region)
    } catch {
      switch error.code {
      // A try whose answer was lost, or someone else: observing tells which.
      case "elasticache.ReplicationGroupAlreadyExists": break
      // There is none in this zone now.
      case "elasticache.InsufficientCacheClusterCapacity": throw error.passing
      default: throw error
      }
    }
    return .started
  }

  private static func judge(_ identifier: String, _ at: ActionPlace) async throws(CloudFault) -> Observation {
    let group: PresentReplicationGroup
    do throws(CloudFault) {
      group = try PresentReplicationGroup(
        try await at.tools.client.send(look(identifier), in: at.region), identifier, at.region)
    } catch {
      guard error.code == "elasticache.ReplicationGroupNotFound" else { throw error }
      return .absent
    }
    let tags: [String: String]
    do throws(CloudFault) {
      tags = try PresentReplicationGroup.tags(try await at.tools.client.send(lookAtTags(group.arn), in: at.region))
    } catch {
      // ElastiCache lists no tags of a group that is being made.
      guard error.code == "elasticache.InvalidReplicationGroupState" else { throw error }
      return .inProgress("\(identifier) is \(group.status)")
    }
    guard at.mark.isOn(tags) else { return .conflict(conflict(group, tags, at.region)) }
    return try judge(group, at.region)
  }

  /// A group that is ours.
  private static func judge(_ group: PresentReplicationGroup, _ region: Region) throws(CloudFault) -> Observation {
    switch group.status {
    case "available", "modifying", "snapshotting":
      guard let endpoint = try group.endpoint() else {
        return .inProgress("\(group.identifier) is \(group.status), but has no endpoint yet")
      }
      return .done(
        outputs: [
          "endpoint": endpoint.address, "primaryEndpoint": endpoint.address, "port": String(endpoint.port),
          "identifier": group.identifier, "arn": group.arn,
        ], by: .daruma)
    case "create-failed", "deleting":
      return .broken(
        Failure(
          code: "elasticache.create-failed",
          message:
            "The replication group \(group.identifier) in \(region) is \(group.status). Its events in ElastiCache "
            + "name the reason. Another attempt makes a new one; delete this one afterwards.", isRetriable: true))
    case let status: return .inProgress("\(group.identifier) is \(status)")
    }
  }

  private static func conflict(
    _ group: PresentReplicationGroup, _ tags: [String: String], _ region: Region
  ) -> Failure {
    Failure(
      code: "elasticache.identifier-taken",
      message: "A replication group named \(group.identifier) already exists in \(region) (\(group.status)), and "
        + "\(EffectMark.owner(tags)). It was left as it is. Delete it, then retry the step.", isRetriable: false)
  }
}
