package import DarumaAWS
package import DarumaCatalog
package import DarumaCore

/// `route53.switch`: points a DNS record at its new values. UPSERT is absolute, so a repeat changes nothing; a record bears
/// no mark of who set it.
package enum Route53Switch: ActionDefinition {
  package static let name: ActionName = "route53.switch"
  package static let about = "Points a DNS record somewhere else, and waits until Route 53 serves it."
  package static let resource = ActionKind.ResourceUse.none
  package static let traits = ActionTraits(
    nature: .movesUsers, idempotency: .absolute, plane: .global("Route 53"), services: ["ROUTE53"],
    outputs: ["name", "values"], sentence: "point {name} at {values}")
  package static let usually = Span.minutes(2)
  package static let undo = Undo.same("with what the record held before")
}

// MARK: - In an application file

extension Route53Switch {
  private static let mostTargets = 100
  private static let longestTTL = 604_800
  private static let defaultTTL = 60

  private static let zone = Key.required("zone", Form<String>.hostedZone, "The hosted zone's id.")
  private static let record = Key.required("name", Form<String>.dnsName, "The record's full name.")
  private static let type = Key.optional(
    "type", Form<RecordType>.choice(), "The record's type; A of an alias and CNAME of others without it.")
  private static let ttl = Key.optional(
    "ttl", Form<Int>.count(0...longestTTL),
    "Seconds that others may remember it; \(defaultTTL) without it. An alias has that of what it leads to.")
  private static let target = Key.optional(
    "target", Form<String>.text(atMost: 253), "Where the record points: a name, or an address for type A or AAAA.")
  private static let targets = Key.optional(
    "targets", Form<[String]>.list(of: .text(atMost: 253), count: 1...mostTargets),
    "Where the record points: several addresses.")
  private static let endpointOf = Key.optional(
    "endpointOf", Form<StepID>.name("the id of a step"),
    "The earlier step whose endpoint the record points at, such as one of rds.restore.")

  private static let alias = Key.optional(
    "alias", aliasForm,
    "Where the record leads as an alias: `zone` and `name` of a load balancer, a distribution or the like.")

  private static let aliasZone = Key.required(
    "zone", Form<String>.hostedZone, "The hosted zone of what the alias leads to; its service tells it, not you.")
  private static let aliasName = Key.required("name", Form<String>.dnsName, "The DNS name of what the alias leads to.")
  private static let evaluateHealth = Key.optional(
    "evaluateHealth", Form<Bool>.boolean,
    "Whether it counts as unhealthy where what it leads to is; true without it. A distribution allows only false.")

  private static let aliasForm = Form<AliasTarget>.mapping(
    KeyTable(title: "an alias", keys: [aliasZone, aliasName, evaluateHealth])
  ) { fields in
    let (zone, name, evaluates) = (
      fields.value(aliasZone), fields.value(aliasName), fields.value(evaluateHealth)
    )
    guard let zone, let name else { return nil }
    return AliasTarget(zone: zone, name: name, evaluatesHealth: evaluates ?? true)
  }

  package static let form = Form<Wanted>.mapping(
    KeyTable(
      title: "the `with` of route53.switch", keys: [zone, record, type, ttl, target, targets, endpointOf, alias],
      rules: [
        .exactlyOne([target.name, targets.name, endpointOf.name, alias.name]), .excludes(alias.name, ttl.name),
      ])
  ) { fields in
    let (inZone, name) = (fields.value(zone), fields.value(record))
    let (writtenType, seconds) = (fields.value(type), fields.value(ttl))
    let (one, several, step) = (fields.value(target), fields.value(targets), fields.value(endpointOf))
    let otherName = fields.value(alias)
    let recordType = writtenType ?? (fields.isGiven(alias) ? .a : .cname)
    let place =
      [fields.place(of: target), fields.place(of: targets), fields.place(of: endpointOf), fields.place(of: alias)]
      .first { $0 != fields.place } ?? fields.place
    let given = one.map { Target.values([$0]) } ?? several.map { .values($0) } ?? otherName.map { .alias($0) }
    guard let target = step.map({ .endpointOf($0) }) ?? given else { return nil }
    check(target, of: recordType, at: place, fields.findings)
    guard let inZone, let name else { return nil }
    return Wanted(
      zone: inZone, record: name, type: recordType, ttl: seconds ?? defaultTTL, target: target, targetPlace: place)
  }

  /// Where the record points afterwards.
  enum Target: Sendable {
    /// These values: addresses or one name.
    case values([String])
    /// The endpoint of what an earlier step restored.
    case endpointOf(StepID)
    /// What another name of AWS answers.
    case alias(AliasTarget)
  }

  package struct Wanted: ActionWanted {
    var zone: String
    var record: String
    var type: RecordType
    var ttl: Int
    var target: Target
    /// Where the target is written.
    var targetPlace: Place

    package func parameters(in setting: ActionSetting) -> [String: Document] {
      let values: Document =
        switch target {
        case .values(let values): Document(values)
        case .endpointOf(let step): [.blank(.output(of: step, key: "endpoint"))]
        case .alias(let alias): [.text(alias.name)]
        }
      var parameters: [String: Document] = [
        Route53Switch.zone.name: .text(zone), Route53Switch.record.name: .text(record),
        Route53Switch.type.name: .text(type.rawValue), "values": values,
      ]
      if case .alias(let alias) = target {
        parameters[Route53Switch.alias.name] = [
          aliasZone.name: .text(alias.zone), evaluateHealth.name: .bool(alias.evaluatesHealth),
        ]
      } else {
        parameters[Route53Switch.ttl.name] = Document(ttl)
      }
      return parameters
    }

    package var uses: [OutputUse] {
      guard case .endpointOf(let step) = target else { return [] }
      return [OutputUse(step: step, key: "endpoint", place: targetPlace)]
    }

    package var claims: [Claim] { [.record(record, type, zone: zone)] }

    /// No word in `needs` makes this right: a failover leads away from the primary region.
    package func check(in setting: ActionSetting, _ findings: Findings) {
      guard setting.planKind == .failover, let primary = setting.primary else { return }
      let values =
        switch target {
        case .values(let values): values
        case .alias(let alias): [alias.name]
        case .endpointOf: [String]()
        }
      for value in values where value.isHost(in: primary) {
        findings.report(
          .switchesToPrimary, at: targetPlace, "\(quoted(value)) is in \(primary), which this plan leaves",
          remedy: "point the record at the recovery region")
      }
    }
  }

  private static func check(_ target: Target, of type: RecordType, at place: Place, _ findings: Findings) {
    switch (target, type) {
    case (.endpointOf, .cname): break
    case (.endpointOf, .a), (.endpointOf, .aaaa):
      findings.report(
        .keyConflict, at: place, "an endpoint is a name, and an \(type.rawValue) record holds addresses",
        remedy: "use `type: CNAME`")
    case (.alias, .a), (.alias, .aaaa): break
    case (.alias, .cname):
      findings.report(
        .keyConflict, at: place, "an alias to another service answers with addresses, and a CNAME record holds a name",
        remedy: "use `type: A`, or `AAAA`")
    case (.values(let values), .a):
      for value in values where !value.isIPv4Address {
        findings.report(
          .badAddress, at: place, "\(quoted(value)) is not an IPv4 address",
          remedy: value.isDNSName ? "use `type: CNAME` for a name" : "write four numbers, such as `192.0.2.1`"
        )
      }
    case (.values(let values), .aaaa):
      for value in values where IPv6Address(value) == nil {
        findings.report(
          .badAddress, at: place, "\(quoted(value)) is not an IPv6 address",
          remedy: value.isDNSName
            ? "use `type: CNAME` for a name" : "write groups of hexadecimal digits, such as `2001:db8::1`")
      }
    case (.values(let values), .cname):
      if values.count > 1 {
        findings.report(
          .itemCount, at: place, "a CNAME record points at one name, not at \(values.count)",
          remedy: "keep one of them, or use `type: A` with addresses")
      }
      for value in values where value.isIPv4Address || !value.isDNSName {
        findings.report(
          .badDNSName, at: place, "\(quoted(value)) is not a DNS name",
          remedy: value.isIPv4Address
            ? "use `type: A` for an address" : "write a full name such as `lb.example.com`")
      }
    }
  }
}

// MARK: - Carried out

extension Route53Switch {
  package struct Request: ActionRequest {
    var zone: String
    var name: String
    var type: RecordType
    var target: ChangeResourceRecordSets.Target

    package init(_ arguments: Arguments) throws(CloudFault) {
      zone = try arguments.text(Route53Switch.zone.name)
      name = try arguments.text(Route53Switch.record.name)
      type = try RecordType(arguments, Route53Switch.type.name)
      let values = try arguments.texts("values")
      guard let first = values.first else { throw arguments.fault("values", "names nothing to point at") }
      guard let alias = try arguments.object(Route53Switch.alias.name) else {
        target = .values(values, ttl: try arguments.integer(Route53Switch.ttl.name))
        return
      }
      guard let zone = alias[aliasZone.name]?.text, let evaluates = alias[evaluateHealth.name]?.bool else {
        throw arguments.fault(Route53Switch.alias.name, "says no zone, or not whether health is evaluated")
      }
      target = .alias(AliasTarget(zone: zone, name: first, evaluatesHealth: evaluates))
    }

    var values: [String] {
      switch target {
      case .values(let values, _): values
      case .alias(let alias): [alias.name]
      }
    }
  }

  package static func calls(_ wanted: Request, _ at: ActionPlace) throws(CloudFault) -> [PlannedCall] {
    let zone = at.globalARN("route53", "hostedzone/\(wanted.zone)")
    let look = ListResourceRecordSets(zone: wanted.zone, start: ListResourceRecordSets.Position(name: wanted.name))
    return [
      try PlannedCall(look, in: at.region, on: [zone]),
      try PlannedCall(change(wanted, at), in: at.region, on: [zone]),
      try PlannedCall(GetChange(id: "CHANGE"), in: at.region, on: [at.globalARN("route53", "change/*")]),
    ]
  }

  private static func change(_ wanted: Request, _ at: ActionPlace) -> ChangeResourceRecordSets {
    ChangeResourceRecordSets(
      zone: wanted.zone, recordName: wanted.name, type: wanted.type.rawValue, target: wanted.target,
      comment: "daruma \(at.effect.id)")
  }

  package static func preconditions(_ wanted: Request, _ at: ActionPlace) throws(CloudFault) -> [Precondition] {
    let ttl: Int? =
      switch wanted.target {
      case .values(_, let ttl): ttl
      case .alias: nil
      }
    return RecordNeeds.of(wanted.name, wanted.type, zone: wanted.zone, ttl: ttl)
  }

  package static func observe(_ wanted: Request, _ at: ActionPlace) async throws(CloudFault) -> Observation {
    let recordSets = try await at.tools.client.recordSets(named: wanted.name, zone: wanted.zone, in: at.region)
    if let failure = RecordConflict.find(recordSets, wanted) { return .conflict(failure) }
    guard let present = recordSets.first(where: { $0.type == wanted.type.rawValue }), isSame(present, wanted) else {
      return .absent
    }
    guard try await at.isServed() else {
      return .inProgress("\(wanted.name) is changed; Route 53 is passing it on to its name servers")
    }
    let outputs = ["name": wanted.name, "values": wanted.values.joined(separator: ",")]
    return .done(outputs: outputs, by: .unknown)
  }

  package static func act(_ wanted: Request, _ at: ActionPlace) async throws(CloudFault) -> Acted {
    let change = try await at.tools.client.send(change(wanted, at), in: at.region)
    at.tools.pendingChanges.remember(change.id, of: at.effect.id)
    return .started
  }

  private static func isSame(_ present: ResourceRecordSet, _ wanted: Request) -> Bool {
    switch (wanted.target, present.routing) {
    case (.alias(let alias), .alias(let there)): there.isSame(as: alias)
    case (.values(let values, let ttl), .simple):
      present.ttl == ttl && present.values.count == values.count
        && wanted.type.isSame(present.values, values)
    case (.alias, _), (.values, _): false
    }
  }
}
