package import DarumaAWS
package import DarumaCatalog
package import DarumaCore

/// `dns.check`: asks name servers for a name until each answers with the expected values, or with what another name has.
/// It shows that users are led there by these name servers, and says nothing of the data that they find.
package enum DNSCheck: ActionDefinition {
  package static let name: ActionName = "dns.check"
  package static let about = "Asks name servers for a name until each leads where it is expected to."
  package static let resource = ActionKind.ResourceUse.none
  package static let traits = ActionTraits(
    nature: .looks, idempotency: .none, plane: .addresses, outputs: ["values"],
    sentence: "check where {name} leads, by {resolvers}")
  package static let usually = Span.minutes(2)
  package static let undo = Undo.notNeeded
}

// MARK: - In an application file

extension DNSCheck {
  private static let mostResolvers = 8
  private static let mostValues = 100

  private static let record = Key.required("name", Form<String>.dnsName, "The name that is looked up.")
  private static let type = Key.optional(
    "type", Form<NameQuestion.RecordType>.choice(), "The type of record; A without it.")
  private static let resolvers = Key.required(
    "resolvers", Form<[String]>.list(of: .nameServer, count: 1...mostResolvers),
    "The name servers that are asked, by their IPv4 addresses, such as `192.0.2.53`; each has to agree.")
  private static let values = Key.optional(
    "values", Form<[String]>.list(of: .text(atMost: 253), count: 1...mostValues).located,
    "What each answers: these and no others.")
  private static let sameAs = Key.optional(
    "sameAs", Form<String>.dnsName, "A name, such as a load balancer's, of whose addresses each answers at least one.")
  private static let valueOf = Key.optional(
    "valueOf", LeftOutput.form, "What each answers, as an earlier step left it: `{ step: ID, output: endpoint }`.")

  package static let form = Form<Wanted>.mapping(
    KeyTable(
      title: "the `with` of dns.check", keys: [record, type, resolvers, values, sameAs, valueOf],
      rules: [.exactlyOne([values.name, sameAs.name, valueOf.name])])
  ) { fields in
    let (name, kind, servers) = (fields.value(record), fields.value(type) ?? .a, fields.value(resolvers))
    let (expected, other, left) = (fields.value(values), fields.value(sameAs), fields.value(valueOf))
    if let expected { check(expected, of: kind, fields.findings) }
    guard let name, let servers else { return nil }
    let parameters: [String: Document] = .parameters([
      record.name: .text(name), type.name: .text(kind.rawValue), resolvers.name: Document(servers),
      values.name: left.map { .list([$0.blank]) } ?? expected.map { Document($0.value) },
      sameAs.name: Document(other),
    ])
    return Wanted(
      parameters: parameters, uses: left.map { [$0.use(at: fields.place(of: valueOf))] } ?? [])
  }

  package struct Wanted: ActionWanted {
    var parameters: [String: Document]
    package var uses: [OutputUse]

    package func parameters(in setting: ActionSetting) -> [String: Document] { parameters }
  }

  private static func check(
    _ expected: Located<[String]>, of kind: NameQuestion.RecordType, _ findings: Findings
  ) {
    for value in expected.value where !kind.takes(value) {
      findings.report(
        kind == .cname ? .badDNSName : .badAddress, at: expected.place,
        "\(quoted(value)) can't stand in a record of type \(kind.rawValue)",
        remedy: "write \(kind.example), or another `type`")
    }
  }
}

// MARK: - Carried out

extension DNSCheck {
  package struct Request: ActionRequest {
    var question: NameQuestion
    var servers: [String]
    /// Empty where another name is compared.
    var values: [String]
    var sameAs: String?

    package init(_ arguments: Arguments) throws(CloudFault) {
      guard let kind = NameQuestion.RecordType(rawValue: try arguments.text(type.name)) else {
        throw arguments.fault(type.name, "is no type of record")
      }
      question = NameQuestion(name: try arguments.text(record.name), type: kind)
      servers = try arguments.texts(resolvers.name)
      values = try arguments.texts(DNSCheck.values.name)
      sameAs = try arguments.optionalText(DNSCheck.sameAs.name)
      guard !servers.isEmpty else { throw arguments.fault(resolvers.name, "names no name server") }
      guard values.isEmpty == (sameAs != nil) else {
        throw arguments.fault(DNSCheck.values.name, "says not what is expected, or says it twice")
      }
    }
  }

  package static func calls(_ wanted: Request, _ at: ActionPlace) throws(CloudFault) -> [PlannedCall] {
    wanted.servers.map { PlannedCall("ASK FOR \(wanted.question.name)", $0, changes: false) }
  }

  package static func observe(_ wanted: Request, _ at: ActionPlace) async throws(CloudFault) -> Observation {
    var seen: [String] = []
    for written in wanted.servers {
      guard let server = NameServer(written: written) else { throw noServer(written) }
      do throws(NameLookupError) {
        let lookup = at.tools.lookup
        let found = try await lookup.values(of: wanted.question, at: server)
        let other = wanted.sameAs.map { NameQuestion(name: $0, type: wanted.question.type) }
        var expected = wanted.values
        if let other { expected = try await lookup.values(of: other, at: server) }
        guard wanted.isSo(found, expected) else {
          return .inProgress("\(wanted.question.name): \(server) answers \(words(found)), not \(words(expected))")
        }
        seen = found
      } catch {
        return .inProgress("\(wanted.question.name): of \(server), \(error.reason)")
      }
    }
    return .done(outputs: ["values": seen.sorted().joined(separator: ",")], by: .unknown)
  }

  private static func words(_ values: [String]) -> String {
    values.isEmpty ? "nothing" : values.sorted().joined(separator: ", ")
  }

  private static func noServer(_ written: String) -> CloudFault {
    CloudFault(
      kind: .refused, code: "dns.no-server",
      message:
        "\(written) is no name server. Correct `resolvers` in the plan: IPv4 addresses, with `:PORT` where it is "
        + "not 53.", isRetriable: false)
  }
}

extension DNSCheck.Request {
  fileprivate func isSo(_ found: [String], _ expected: [String]) -> Bool {
    let (here, there) = (Set(found.map(comparable)), Set(expected.map(comparable)))
    return sameAs == nil ? here == there : !here.isDisjoint(with: there)
  }

  /// In the one form in which two values can be compared.
  private func comparable(_ value: String) -> AnyHashable {
    switch question.type {
    case .a: AnyHashable(value)
    case .aaaa: IPv6Address(value).map { AnyHashable($0) } ?? AnyHashable(value)
    case .cname: AnyHashable(DNSName(value))
    }
  }
}

extension NameQuestion.RecordType {
  fileprivate func takes(_ value: String) -> Bool {
    switch self {
    case .a: value.isIPv4Address
    case .aaaa: IPv6Address(value) != nil
    case .cname: value.isDNSName && !value.isIPv4Address
    }
  }

  fileprivate var example: String {
    switch self {
    case .a: "an address such as `192.0.2.1`"
    case .aaaa: "an address such as `2001:db8::1`"
    case .cname: "a full name such as `lb.example.com`"
    }
  }
}

extension NameServer {
  /// Nil for what is no IPv4 address, with or without a port.
  fileprivate init?(written: String) {
    let parts = written.split(separator: ":", omittingEmptySubsequences: false)
    guard (1...2).contains(parts.count), String(parts[0]).isIPv4Address else { return nil }
    guard parts.count == 2 else {
      self.init(address: written)
      return
    }
    guard parts[1].utf8.allSatisfy(\.isASCIIDigit), let port = UInt16(parts[1]), port > 0 else { return nil }
    self.init(address: String(parts[0]), port: port)
  }
}

extension Form where Value == String {
  fileprivate static var nameServer: Form {
    .notation(
      .badAddress, pattern: "^[0-9]{1,3}(\\.[0-9]{1,3}){3}(:[0-9]{1,5})?$", what: "a name server",
      example: "an IPv4 address such as `192.0.2.53`"
    ) { NameServer(written: $0) != nil }
  }
}
