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

  package enum RecordType: String, Sendable, CaseIterable {
    case a = "A"
    case cname = "CNAME"
  }
}

// MARK: - In an application file

extension Route53Switch {
  private static let mostTargets = 100
  private static let longestTTL = 604_800
  private static let defaultTTL = 60

  private static let zone = Key.required(
    "zone",
    Form<String>.awsIdentifier(
      "the id of a hosted zone", prefix: "Z", marks: "", longest: 31,
      example: "the id alone, such as `Z0123456789ABC`"),
    "The hosted zone's id.")
  private static let record = Key.required("name", Form<String>.dnsName, "The record's full name.")
  private static let type = Key.optional(
    "type", Form<RecordType>.choice(), "The record's type; CNAME without it.")
  private static let ttl = Key.optional(
    "ttl", Form<Int>.count(0...longestTTL),
    "Seconds that others may remember it; \(defaultTTL) without it.")
  private static let target = Key.optional(
    "target", Form<String>.text(atMost: 253), "Where the record points: a name, or an address for type A.")
  private static let targets = Key.optional(
    "targets", Form<[String]>.list(of: .text(atMost: 253), count: 1...mostTargets),
    "Where the record points: several addresses.")
  private static let endpointOf = Key.optional(
    "endpointOf", Form<StepID>.name("the id of a step"),
    "The earlier step whose endpoint the record points at, such as one of rds.restore.")

  package static let form = Form<Wanted>.mapping(
    KeyTable(
      title: "the `with` of route53.switch", keys: [zone, record, type, ttl, target, targets, endpointOf],
      rules: [.exactlyOne([target.name, targets.name, endpointOf.name])])
  ) { fields in
    let (inZone, name) = (fields.value(zone), fields.value(record))
    let (recordType, seconds) = (fields.value(type) ?? .cname, fields.value(ttl))
    let (one, several, step) = (fields.value(target), fields.value(targets), fields.value(endpointOf))
    let place =
      [fields.place(of: target), fields.place(of: targets), fields.place(of: endpointOf)]
      .first { $0 != fields.place } ?? fields.place
    let given = one.map { Target.values([$0]) } ?? several.map { .values($0) }
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
        }
      return [
        Route53Switch.zone.name: .text(zone), Route53Switch.record.name: .text(record),
        Route53Switch.type.name: .text(type.rawValue), Route53Switch.ttl.name: Document(ttl), "values": values,
      ]
    }

    package var uses: [OutputUse] {
      guard case .endpointOf(let step) = target else { return [] }
      return [OutputUse(step: step, key: "endpoint", place: targetPlace)]
    }

    package var claims: [Claim] {
      // A name is the same with and without its last dot, and however it is written.
      let name = record.lowercased()
      let bare = name.hasSuffix(".") ? String(name.dropLast()) : name
      return [
        Claim(
          key: "route53/\(zone)/\(bare)/\(type.rawValue)", deed: "switch \(bare) in zone \(zone)",
          remedy: "let one application have the record")
      ]
    }

    /// No word in `needs` makes this right: a failover leads away from the primary region.
    package func check(in setting: ActionSetting, _ findings: Findings) {
      guard setting.planKind == .failover, let primary = setting.primary, case .values(let values) = target else {
        return
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
    case (.endpointOf, .a):
      findings.report(
        .keyConflict, at: place, "an endpoint is a name, and an A record holds addresses",
        remedy: "use `type: CNAME`")
    case (.values(let values), .a):
      for value in values where !value.isIPv4Address {
        findings.report(
          .badAddress, at: place, "\(quoted(value)) is not an IPv4 address",
          remedy: value.isDNSName ? "use `type: CNAME` for a name" : "write four numbers, such as `192.0.2.1`"
        )
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
    var values: [String]
    var ttl: Int

    package init(_ arguments: Arguments) throws(CloudFault) {
      zone = try arguments.text(Route53Switch.zone.name)
      name = try arguments.text(Route53Switch.record.name)
      guard let type = RecordType(rawValue: try arguments.text(Route53Switch.type.name)) else {
        throw arguments.fault(Route53Switch.type.name, "is no type of record")
      }
      self.type = type
      values = try arguments.texts("values")
      ttl = try arguments.integer(Route53Switch.ttl.name)
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
      zone: wanted.zone, recordName: wanted.name, type: wanted.type.rawValue, ttl: wanted.ttl,
      values: wanted.values, comment: "daruma \(at.effect.id)")
  }

  package static func observe(_ wanted: Request, _ at: ActionPlace) async throws(CloudFault) -> Observation {
    let recordSets = try await at.tools.client.recordSets(named: wanted.name, zone: wanted.zone, in: at.region)
    if let failure = RecordConflict.find(recordSets, wanted) { return .conflict(failure) }
    guard let present = recordSets.first(where: { $0.type == wanted.type.rawValue }), isSame(present, wanted) else {
      return .absent
    }
    let changes = at.tools.pendingChanges
    if let change = changes.change(of: at.effect.id), try await !isInSync(change, at) {
      return .inProgress("\(wanted.name) is changed; Route 53 is passing it on to its name servers")
    }
    changes.forget(at.effect.id)
    let outputs = ["name": wanted.name, "values": wanted.values.joined(separator: ",")]
    return .done(outputs: outputs, by: .unknown)
  }

  package static func act(_ wanted: Request, _ at: ActionPlace) async throws(CloudFault) -> Acted {
    let change = try await at.tools.client.send(change(wanted, at), in: at.region)
    at.tools.pendingChanges.remember(change.id, of: at.effect.id)
    return .started
  }

  private static func isInSync(_ change: String, _ at: ActionPlace) async throws(CloudFault) -> Bool {
    do throws(CloudFault) {
      return try await at.tools.client.send(GetChange(id: change), in: at.region).isInSync
    } catch {
      // Route 53 forgets old changes; the record itself has been seen.
      guard error.code == "route53.NoSuchChange" else { throw error }
      return true
    }
  }

  private static func isSame(_ present: ResourceRecordSet, _ wanted: Request) -> Bool {
    guard present.ttl == wanted.ttl, present.values.count == wanted.values.count else { return false }
    return switch wanted.type {
    case .a: Set(present.values) == Set(wanted.values)
    case .cname: Set(present.values.map { DNSName($0) }) == Set(wanted.values.map { DNSName($0) })
    }
  }
}
