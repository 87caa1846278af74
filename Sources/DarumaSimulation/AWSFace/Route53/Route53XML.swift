/// Route 53's types as it writes them. Member names from the Route 53 API reference.
enum Route53XML {
  static func change(_ change: ZoneChange) -> XMLTree {
    XMLTree(
      "ChangeInfo",
      members: [
        .text("Id", "/change/\(change.id)"),
        .text("Status", change.status),
        .time("SubmittedAt", change.submittedAt),
        .text("Comment", change.comment),
      ])
  }

  static func zone(_ zone: HostedZone) -> [XMLTree?] {
    [
      XMLTree(
        "HostedZone",
        members: [
          .text("Id", "/hostedzone/\(zone.id)"),
          .text("Name", zone.name.text),
          .text("CallerReference", zone.callerReference),
          XMLTree("Config", members: [.text("Comment", zone.comment), .flag("PrivateZone", false)]),
          .number("ResourceRecordSetCount", zone.records.count),
        ]),
      XMLTree(
        "DelegationSet", [XMLTree("NameServers", zone.nameServers.map { XMLTree("NameServer", $0) })]),
    ]
  }

  static func listing(_ output: ListResourceRecordSets.Output) -> [XMLTree?] {
    [
      XMLTree("ResourceRecordSets", output.sets.map(recordSet)),
      .flag("IsTruncated", output.next != nil),
      .text("NextRecordName", output.next?.name.text),
      .text("NextRecordType", output.next?.type),
      .text("NextRecordIdentifier", output.next?.setIdentifier),
      .number("MaxItems", output.maxItems),
    ]
  }

  private static func recordSet(_ set: RecordSet) -> XMLTree {
    var members: [XMLTree?] = [
      .text("Name", set.key.name.text),
      .text("Type", set.key.type),
      .text("SetIdentifier", set.key.setIdentifier),
    ]
    switch set.routing {
    case .simple: break
    case .weighted(let weight): members.append(.number("Weight", weight))
    case .failover(let isPrimary): members.append(.text("Failover", isPrimary ? "PRIMARY" : "SECONDARY"))
    }
    switch set.target {
    case .values(let values, let ttl):
      members.append(.number("TTL", ttl))
      members.append(
        XMLTree("ResourceRecords", values.map { XMLTree("ResourceRecord", [XMLTree("Value", $0)]) }))
    case .alias(let alias):
      members.append(
        XMLTree(
          "AliasTarget",
          members: [
            .text("HostedZoneId", alias.hostedZoneID),
            .text("DNSName", alias.name.text),
            .flag("EvaluateTargetHealth", alias.evaluatesTargetHealth),
          ]))
    }
    members.append(.text("HealthCheckId", set.healthCheckID))
    return XMLTree("ResourceRecordSet", members: members)
  }
}
