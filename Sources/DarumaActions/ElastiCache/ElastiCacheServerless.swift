package import DarumaAWS
package import DarumaCatalog
package import DarumaCore

/// `elasticache.serverless`: a serverless cache of ElastiCache, new and empty, or filled from a snapshot of the same region.
/// ElastiCache takes no client token, so the cache's name and tags are what ties it to its effect.
package enum ElastiCacheServerless: ActionDefinition {
  package static let name: ActionName = "elasticache.serverless"
  package static let about =
    "Makes a serverless cache of ElastiCache, empty or from a snapshot, and waits until it takes connections."
  package static let resource = ActionKind.ResourceUse.required([.elastiCacheCluster])
  package static let traits = ActionTraits(
    nature: .remakes, idempotency: .named, plane: .control("ElastiCache"), services: ["ELASTICACHE"],
    outputs: ["endpoint", "port", "identifier", "arn"], sentence: "make serverless cache {identifier} in {region}")

  package static let usually = Span.minutes(5)
  package static let undo = Undo.byHand("delete serverless cache {identifier} in {region} once nothing uses it")

  /// Of the name of a serverless cache: small letters, digits and single hyphens.
  private static let longestIdentifier = 40
}

// MARK: - In an application file

extension ElastiCacheServerless {
  /// One in each zone, and AWS takes two or three.
  private static let subnetCounts = 2...3

  private static let engine = Key.required("engine", Form<Engine>.choice().map(\.rawValue), "The engine.")
  private static let majorVersion = Key.optional(
    "majorVersion",
    Form<String>.awsIdentifier("a major version of an engine", marks: ".", longest: 10, example: "one such as \"7\""),
    "The engine's major version; the newest without it.")
  private static let subnets = Key.optional(
    "subnets",
    Form<[String]>.list(
      of: .awsIdentifier(
        "the id of a subnet", prefix: "subnet-", marks: "", longest: 40, example: "an id such as `subnet-0a1b2c3d`"),
      count: subnetCounts),
    "The subnets in the recovery region, each in another zone; the default VPC's without it.")
  private static let securityGroups = Key.optional(
    "securityGroups", Form<[String]>.securityGroups(of: "the recovery region"),
    "The VPC security groups in the recovery region; the default one without it.")
  private static let kmsKey = Key.optional(
    "kmsKey",
    Form<String>.awsIdentifier(
      "a KMS key", marks: ":/_-", longest: 2048, example: "the ARN or the id of a key in the recovery region"),
    "The key in the recovery region that encrypts what it keeps; AWS's own without it.")
  private static let snapshot = Key.optional(
    "snapshot",
    Form<ARN>.arn(
      of: "elasticache", ["serverlesscachesnapshot", "serverlesssnapshot", "snapshot"],
      "the ARN of a snapshot of ElastiCache"
    )
    .map(\.rawValue),
    "The ARN of the snapshot in the recovery region that it is filled from; empty without it.")

  enum Engine: String, Sendable, CaseIterable {
    case valkey, redis, memcached
  }

  private static let parameters: [Parameter] = [
    .text(engine), .text(majorVersion), .texts(subnets), .texts(securityGroups), .text(kmsKey), .text(snapshot),
  ]

  package static let form: Form<NewCache> = Form<GivenParameters>.with(of: name, parameters).map { given in
    NewCache(
      what: "cache", longestIdentifier: longestIdentifier, network: [subnets.name, securityGroups.name], given: given)
  }
}

// MARK: - Carried out

extension ElastiCacheServerless {
  package struct Request: ActionRequest {
    var identifier: String
    /// What earlier attempts of the same step may have made, newest first: one that is ours and well is adopted.
    var earlierIdentifiers: [String]
    /// By the names of the service.
    var settings: [String: Document]

    package init(_ arguments: Arguments) throws(CloudFault) {
      identifier = try arguments.text("identifier")
      earlierIdentifiers = try arguments.texts("earlierIdentifiers")
      settings = .parameters([
        "Engine": .text(try arguments.text(engine.name)), "MajorEngineVersion": arguments.document(majorVersion.name),
        "SubnetIds": arguments.document(subnets.name), "SecurityGroupIds": arguments.document(securityGroups.name),
        "KmsKeyId": arguments.document(kmsKey.name),
        "SnapshotArnsToRestore": arguments.document(snapshot.name).map { [$0] },
      ])
    }
  }

  static func look(_ identifier: String) -> AWSCall {
    AWSCall(.elastiCache, "DescribeServerlessCaches", .reads, ["ServerlessCacheName": .text(identifier)])
  }

  static func create(_ wanted: Request, _ at: ActionPlace) -> AWSCall {
    var input = wanted.settings
    input["ServerlessCacheName"] = .text(wanted.identifier)
    input["Description"] = .text("made by Daruma for \(at.effect.application)")
    input["Tags"] = at.mark.tagList
    return AWSCall(.elastiCache, "CreateServerlessCache", .createsNamed, .object(input))
  }

  package static func calls(_ wanted: Request, _ at: ActionPlace) throws(CloudFault) -> [PlannedCall] {
    let caches = [at.arn("elasticache", "serverlesscache:*")]
    let used = ["serverlesscachesnapshot:*", "serverlesssnapshot:*", "snapshot:*"].map { at.arn("elasticache", $0) }
    let keys = wanted.settings["KmsKeyId"] == nil ? [] : Permission.grants(in: at)
    // ElastiCache makes its endpoints in the caller's name.
    let network = ["CreateVpcEndpoint", "CreateTags", "DescribeSubnets", "DescribeSecurityGroups", "DescribeVpcs"]
      .map { Permission("ec2:\($0)") }
    return [
      PlannedCall(look(wanted.identifier), in: at.region, on: caches),
      PlannedCall(
        ElastiCacheCreate.lookAtTags(at.arn("elasticache", "serverlesscache:\(wanted.identifier)")), in: at.region,
        on: caches),
      PlannedCall(
        create(wanted, at), in: at.region, on: caches + used, if: at.marked,
        and: [Permission("elasticache:AddTagsToResource", on: caches, if: at.marked)] + network + keys),
    ]
  }

  package static func preconditions(_ wanted: Request, _ at: ActionPlace) throws(CloudFault) -> [Precondition] {
    func named(_ member: String) -> [String] { (wanted.settings[member]?.items ?? []).compactMap(\.text) }
    return named("SubnetIds").map { Precondition.subnet($0) }
      + named("SecurityGroupIds").map { Precondition.securityGroup($0) }
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
      // A try whose answer was lost, or someone else: observing tells which.
      guard error.code == "elasticache.ServerlessCacheAlreadyExists" else { throw error }
    }
    return .started
  }

  private static func judge(_ identifier: String, _ at: ActionPlace) async throws(CloudFault) -> Observation {
    let cache: Document
    do throws(CloudFault) {
      cache = try only(try await at.tools.client.send(look(identifier), in: at.region), identifier)
    } catch {
      guard error.code == "elasticache.ServerlessCacheNotFound" else { throw error }
      return .absent
    }
    guard let arn = cache["ARN"]?.text, isARN(arn, of: identifier, in: at.region) else {
      throw .unreadable(.elastiCache, "gives no ARN of serverless cache \(identifier) in \(at.region)")
    }
    guard let status = cache["Status"]?.text, !status.isEmpty else {
      throw .unreadable(.elastiCache, "says no status of \(identifier)")
    }
    let tags: [String: String]
    do throws(CloudFault) {
      tags = try PresentReplicationGroup.tags(
        try await at.tools.client.send(ElastiCacheCreate.lookAtTags(arn), in: at.region))
    } catch {
      // ElastiCache lists no tags of what is being made.
      guard error.code == "elasticache.InvalidServerlessCacheState" else { throw error }
      return .inProgress("\(identifier) is \(status)")
    }
    guard at.mark.isOn(tags) else { return .conflict(conflict(identifier, status, tags, at.region)) }
    switch status.lowercased() {
    case "available", "modifying":
      guard let address = cache["Endpoint"]?["Address"]?.text, !address.isEmpty,
        let port = cache["Endpoint"]?["Port"]?.integer
      else { return .inProgress("\(identifier) is \(status), but has no endpoint yet") }
      return .done(
        outputs: ["endpoint": address, "port": String(port), "identifier": identifier, "arn": arn], by: .daruma)
    case "create-failed", "deleting":
      return .broken(
        Failure(
          code: "elasticache.create-failed",
          message:
            "The serverless cache \(identifier) in \(at.region) is \(status). Its events in ElastiCache name the "
            + "reason. Another attempt makes a new one; delete this one afterwards.", isRetriable: true))
    default: return .inProgress("\(identifier) is \(status)")
    }
  }

  private static func only(_ answer: Document, _ name: String) throws(CloudFault) -> Document {
    guard let listed = answer.list("ServerlessCaches") else {
      throw .unreadable(.elastiCache, "lists no serverless caches")
    }
    // One that does not exist is refused.
    guard let only = listed.first, listed.count == 1,
      only["ServerlessCacheName"]?.text?.lowercased() == name.lowercased()
    else { throw .unreadable(.elastiCache, "says nothing of serverless cache \(name)") }
    return only
  }

  private static func isARN(_ text: String, of identifier: String, in region: Region) -> Bool {
    let arn = ARN(text)
    return arn.isWellFormed && arn.service == "elasticache" && arn.resourceType == "serverlesscache"
      && arn.region == region && arn.resourceName.lowercased() == identifier.lowercased()
  }

  private static func conflict(
    _ identifier: String, _ status: String, _ tags: [String: String], _ region: Region
  ) -> Failure {
    Failure(
      code: "elasticache.identifier-taken",
      message: "A serverless cache named \(identifier) already exists in \(region) (\(status)), and "
        + "\(EffectMark.owner(tags)). It was left as it is. Delete it, then retry the step.", isRetriable: false)
  }
}
