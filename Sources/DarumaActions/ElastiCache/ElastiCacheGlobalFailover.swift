package import DarumaAWS
package import DarumaCatalog
package import DarumaCore

/// `elasticache.globalFailover`: makes a secondary replication group of a global datastore its primary, and waits until it
/// takes writes. It is asked for in the region of that group. What was not yet replicated is lost, so the file must say that it
/// may be. Which one is the primary is absolute, so a repeat changes nothing.
package enum ElastiCacheGlobalFailover: ActionDefinition {
  package typealias Wanted = GivenParameters
  package typealias Request = Arguments

  package static let name: ActionName = "elasticache.globalFailover"
  package static let about =
    "Makes another replication group of a global datastore its primary, and loses what was not yet replicated to it."
  package static let resource = ActionKind.ResourceUse.none
  package static let traits = ActionTraits(
    nature: .movesUsers, idempotency: .absolute, plane: .control("ElastiCache"), services: ["ELASTICACHE"],
    outputs: ["endpoint", "port", "identifier", "arn"],
    sentence: "fail global datastore {globalGroup} over to {group} in {region}, with loss of data")
  package static let usually = Span.minutes(5)
  package static let undo = Undo.same("with the group that was the primary, in its region")
}

// MARK: - In an application file

extension ElastiCacheGlobalFailover {
  private static let globalGroup = Key.required(
    "globalGroup",
    Form<String>.awsIdentifier(
      "the id of a global datastore", marks: "-", longest: 63,
      example: "the id with its beginning, such as `erpgt-shop`"),
    "The global datastore.")
  private static let group = Key.required(
    "group",
    Form<String>.awsIdentifier(
      "the id of a replication group", marks: "-", longest: 40, example: "the name alone, not the ARN"),
    "Its replication group, in the region where the step acts, that is to be the primary.")
  private static let allowDataLoss = Key.required(
    "allowDataLoss", Form<Bool>.boolean, "Must be true: that what was not yet replicated may be lost.")

  package static let form = Form<GivenParameters>.with(
    of: name, [.text(globalGroup), .text(group), .bool(allowDataLoss)]
  ) { given, setting, findings in
    guard given.values[allowDataLoss.name] == false else { return }
    findings.report(
      .keyConflict, at: setting.place,
      "a failover of a global datastore may lose data, and the step says that it must not",
      remedy: "write `\(allowDataLoss.name): true`")
  }
}

// MARK: - Carried out

extension ElastiCacheGlobalFailover {
  static func look(_ wanted: Arguments) throws(CloudFault) -> AWSCall {
    AWSCall(
      .elastiCache, "DescribeGlobalReplicationGroups", .reads,
      ["GlobalReplicationGroupId": .text(try wanted.text(globalGroup.name)), "ShowMemberInfo": true])
  }

  static func lookAtGroup(_ wanted: Arguments) throws(CloudFault) -> AWSCall {
    AWSCall(
      .elastiCache, "DescribeReplicationGroups", .reads, ["ReplicationGroupId": .text(try wanted.text(group.name))])
  }

  static func change(_ wanted: Arguments, _ at: ActionPlace) throws(CloudFault) -> AWSCall {
    AWSCall(
      .elastiCache, "FailoverGlobalReplicationGroup", .setsAbsolute,
      [
        "GlobalReplicationGroupId": .text(try wanted.text(globalGroup.name)),
        "PrimaryRegion": .text(at.region.rawValue),
        "PrimaryReplicationGroupId": .text(try wanted.text(group.name)),
      ])
  }

  package static func calls(_ wanted: Arguments, _ at: ActionPlace) throws(CloudFault) -> [PlannedCall] {
    let global = at.arn("elasticache", "globalreplicationgroup:\(try wanted.text(globalGroup.name))")
      .replacing(":\(at.region):", with: "::")
    let own = at.arn("elasticache", "replicationgroup:\(try wanted.text(group.name))")
    return [
      PlannedCall(try look(wanted), in: at.region, on: [global]),
      PlannedCall(try lookAtGroup(wanted), in: at.region, on: [own]),
      PlannedCall(try change(wanted, at), in: at.region, on: [global, own]),
    ]
  }

  package static func observe(_ wanted: Arguments, _ at: ActionPlace) async throws(CloudFault) -> Observation {
    let (id, own) = (try wanted.text(globalGroup.name), try wanted.text(group.name))
    let answer: Document
    do throws(CloudFault) {
      answer = try await at.tools.client.send(try look(wanted), in: at.region)
    } catch {
      guard error.code == "elasticache.GlobalReplicationGroupNotFound" else { throw error }
      throw missing(id, at.region)
    }
    guard let listed = answer.list("GlobalReplicationGroups"), listed.count == 1, let only = listed.first,
      only["GlobalReplicationGroupId"]?.text == id, let status = only["Status"]?.text,
      let members = only.list("Members")
    else { throw .unreadable(.elastiCache, "says nothing whole of global datastore \(id)") }
    guard
      let member = members.first(where: {
        $0["ReplicationGroupId"]?.text?.lowercased() == own.lowercased()
          && $0["ReplicationGroupRegion"]?.text == at.region.rawValue
      })
    else { throw noMember(own, id, at.region) }
    guard let role = member["Role"]?.text else {
      throw .unreadable(.elastiCache, "says no role of \(own) in global datastore \(id)")
    }
    let isPrimary = role.lowercased() == "primary"
    switch status.lowercased() {
    case "available", "primary-only":
      guard isPrimary else { return .absent }
      return try await inService(own, wanted, at)
    case "creating", "modifying": return .inProgress("global datastore \(id) is \(status)")
    default: throw leaving(id, status, at.region)
    }
  }

  private static func inService(
    _ own: String, _ wanted: Arguments, _ at: ActionPlace
  ) async throws(CloudFault) -> Observation {
    let present = try PresentReplicationGroup(
      try await at.tools.client.send(try lookAtGroup(wanted), in: at.region), own, at.region)
    guard present.status == "available" else { return .inProgress("\(own) is \(present.status)") }
    guard let endpoint = try present.endpoint() else { return .inProgress("\(own) has no endpoint yet") }
    return .done(
      outputs: [
        "endpoint": endpoint.address, "port": String(endpoint.port), "identifier": present.identifier,
        "arn": present.arn,
      ], by: .unknown)
  }

  package static func act(_ wanted: Arguments, _ at: ActionPlace) async throws(CloudFault) -> Acted {
    guard try wanted.optionalBool(allowDataLoss.name) == true else {
      throw wanted.fault(allowDataLoss.name, "does not allow the loss of data")
    }
    do throws(CloudFault) {
      _ = try await at.tools.client.send(try change(wanted, at), in: at.region)
    } catch {
      // Something else is being done to it.
      throw error.code == "elasticache.InvalidGlobalReplicationGroupState" ? error.passing : error
    }
    return .started
  }

  private static func missing(_ id: String, _ region: Region) -> CloudFault {
    CloudFault(
      kind: .refused, code: "elasticache.global-missing",
      message: "There is no global datastore \(id) that \(region) knows. Its id has a beginning that AWS gives: see "
        + "`aws elasticache describe-global-replication-groups`.", isRetriable: false)
  }

  private static func noMember(_ own: String, _ id: String, _ region: Region) -> CloudFault {
    CloudFault(
      kind: .refused, code: "elasticache.no-member",
      message:
        "Global datastore \(id) has no replication group \(own) in \(region). Correct `group`, or the region of the "
        + "step.", isRetriable: false)
  }

  private static func leaving(_ id: String, _ status: String, _ region: Region) -> CloudFault {
    CloudFault(
      kind: .refused, code: "elasticache.global-leaving",
      message:
        "Global datastore \(id) is \(status), as \(region) sees it, and can't be failed over. What its replication "
        + "group in \(region) holds may serve by itself.", isRetriable: false)
  }
}
