import DarumaCore

/// `route53.switch` as read.
struct SwitchDraft: Sendable {
  var options: Route53SwitchOptions
  /// Where the target is written.
  var targetPlace: Place
}

enum SwitchSection {
  static let mostTargets = 100
  static let longestTTL = 604_800

  private static let zone = Key.required(
    "zone",
    Form<String>.awsIdentifier(
      "the id of a hosted zone", prefix: "Z", marks: "", longest: 31,
      example: "the id alone, such as `Z0123456789ABC`"),
    "The hosted zone's id.")
  private static let name = Key.required("name", Form<String>.dnsName, "The record's full name.")
  private static let type = Key.optional(
    "type", Form<Route53SwitchOptions.RecordType>.choice(), "The record's type; CNAME without it.")
  private static let ttl = Key.optional(
    "ttl", Form<Int>.count(0...longestTTL),
    "Seconds that others may remember it; \(Route53SwitchOptions.defaultTTL) without it.")
  private static let target = Key.optional(
    "target", Form<String>.text(atMost: 253), "Where the record points: a name, or an address for type A.")
  private static let targets = Key.optional(
    "targets", Form<[String]>.list(of: .text(atMost: 253), count: 1...mostTargets),
    "Where the record points: several addresses.")
  private static let endpointOf = Key.optional(
    "endpointOf", Form<StepID>.name("the id of a step"),
    "The earlier rds.restore step whose endpoint the record points at.")

  static let form = Form<ActionDraft.Parameters>.mapping(
    KeyTable(
      title: "the `with` of route53.switch", keys: [zone, name, type, ttl, target, targets, endpointOf],
      rules: [.exactlyOne([target.name, targets.name, endpointOf.name])])
  ) { fields in
    let (inZone, record) = (fields.value(zone), fields.value(name))
    let (recordType, seconds) = (fields.value(type) ?? .cname, fields.value(ttl))
    let (one, several, step) = (fields.value(target), fields.value(targets), fields.value(endpointOf))
    let place =
      [fields.place(of: target), fields.place(of: targets), fields.place(of: endpointOf)]
      .first { $0 != fields.place } ?? fields.place
    guard let target = step.map({ .endpointOf($0) }) ?? values(one, several) else { return nil }
    check(target, of: recordType, at: place, fields.findings)
    guard let inZone, let record else { return nil }
    return .route53Switch(
      SwitchDraft(
        options: Route53SwitchOptions(
          zone: inZone, name: record, type: recordType, target: target,
          ttl: seconds ?? Route53SwitchOptions.defaultTTL),
        targetPlace: place))
  }

  private static func values(_ one: String?, _ several: [String]?) -> Route53SwitchOptions.Target? {
    one.map { .values([$0]) } ?? several.map { .values($0) }
  }

  private static func check(
    _ target: Route53SwitchOptions.Target, of type: Route53SwitchOptions.RecordType, at place: Place,
    _ findings: Findings
  ) {
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
