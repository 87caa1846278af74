import AWSTestSupport
import DarumaActions
import DarumaAWS
import DarumaCatalog
import DarumaCore
import TestSupport
import Testing

@Suite("dns.check")
struct DNSCheckTests {
  /// By name server what it answers of each name; it gives no answer where nothing is given.
  private struct Servers: NameLookup {
    var answers: [String: [String: [String]]]

    func values(of question: NameQuestion, at server: NameServer) async throws(NameLookupError) -> [String] {
      guard let values = answers["\(server)"]?[question.name] else {
        throw NameLookupError(reason: "it gives no answer")
      }
      return values
    }
  }

  private static func effect(
    type: Document = "A", servers: [String] = ["192.0.2.53", "192.0.2.54:5353"], _ more: [String: Document]
  ) throws -> Effect {
    let parameters: [String: Document] = [
      "name": "app.example", "type": type, "resolvers": .list(servers.map { .text($0) }),
    ]
    return try ScriptedCloud.effect("dns.check", parameters.merging(more) { $1 })
  }

  private static func cloud(_ answers: [String: [String: [String]]]) -> AWSCloud {
    AWSCloud(
      client: CallHarness([]).client, transport: ScriptedTransport([]), lookup: Servers(answers: answers),
      addresses: WebhookAddresses())
  }

  private static func both(_ one: [String], _ other: [String]) -> AWSCloud {
    cloud(["192.0.2.53": ["app.example": one], "192.0.2.54:5353": ["app.example": other]])
  }

  @Test(
    "every name server answers the values that are expected, and no others, in whatever order and form",
    arguments: [
      ("A", ["192.0.2.1", "192.0.2.2"], ["192.0.2.2", "192.0.2.1"], true), ("A", ["192.0.2.1"], ["192.0.2.2"], false),
      ("A", ["192.0.2.1"], ["192.0.2.1", "192.0.2.2"], false), ("A", ["192.0.2.1"], [], false),
      ("AAAA", ["2001:db8::1"], ["2001:DB8:0::1"], true), ("CNAME", ["lb.example"], ["LB.example."], true),
      ("CNAME", ["lb.example"], ["lb2.example"], false),
    ])
  func values(type: String, expected: [String], found: [String], isSo: Bool) async throws {
    let effect = try Self.effect(type: .text(type), ["values": .list(expected.map { .text($0) })])
    let seen = try await Self.both(expected, found).observe(effect)
    if isSo {
      #expect(seen == .done(outputs: ["values": found.sorted().joined(separator: ",")], by: .unknown))
    } else {
      guard case .inProgress(let text) = seen else {
        Issue.record("it was \(seen)")
        return
      }
      #expect(text.hasPrefix("app.example: 192.0.2.54:5353 answers "), "\(text)")
    }
  }

  @Test(
    "an address in common with another name is enough, by each name server",
    arguments: [
      (["192.0.2.1", "192.0.2.2"], ["192.0.2.2", "192.0.2.3"], true), (["192.0.2.1"], ["192.0.2.2"], false),
      ([], [], false), (["192.0.2.1"], [], false),
    ] as [([String], [String], Bool)])
  func sameAs(found: [String], other: [String], isSo: Bool) async throws {
    let answers = ["app.example": found, "lb.example": other]
    let cloud = Self.cloud(["192.0.2.53": answers, "192.0.2.54:5353": answers])
    let seen = try await cloud.observe(try Self.effect(["sameAs": "lb.example"]))
    switch seen {
    case .done: #expect(isSo)
    case .inProgress: #expect(!isSo)
    default: Issue.record("it was \(seen)")
    }
  }

  @Test("a name server that gives no answer is waited for, and so is where there is no network")
  func silent() async throws {
    let effect = try Self.effect(["values": ["192.0.2.1"]])
    let cloud = Self.cloud(["192.0.2.53": ["app.example": ["192.0.2.1"]]])
    #expect(
      try await cloud.observe(effect) == .inProgress("app.example: of 192.0.2.54:5353, it gives no answer"))
    guard case .inProgress = try await ScriptedCloud().observe(effect) else {
      Issue.record("nothing was asked")
      return
    }
  }

  @Test("a plan that makes no sense, in the journal, asks nobody")
  func journaled() async throws {
    for (effect, code) in [
      (try Self.effect(type: "TXT", ["values": ["x"]]), "action.bad-parameter"),
      (try Self.effect([:]), "action.bad-parameter"),
      (try Self.effect(["values": ["192.0.2.1"], "sameAs": "a.example"]), "action.bad-parameter"),
      (try Self.effect(servers: [], ["values": ["192.0.2.1"]]), "action.bad-parameter"),
      (try Self.effect(servers: ["ns.example"], ["values": ["192.0.2.1"]]), "dns.no-server"),
      (try Self.effect(servers: ["192.0.2.1:0"], ["values": ["192.0.2.1"]]), "dns.no-server"),
    ] {
      #expect(await ScriptedCloud().fault(observing: effect)?.code == code)
    }
  }

  @Test(
    "as it is written",
    arguments: [
      ("values: [192.0.2.1]", []), ("sameAs: lb.example", []), ("values: [\"2001:db8::1\"], type: AAAA", []),
      ("values: [lb.example], type: CNAME", []), ("values: [lb.example]", [.badAddress]),
      ("values: [192.0.2.1], type: CNAME", [.badDNSName]), ("values: [192.0.2.1], type: AAAA", [.badAddress]),
      ("values: []", [.itemCount]), ("type: A", [.missingKey]),
      ("values: [x], sameAs: lb.example", [.keyConflict, .badAddress]),
      ("values: [192.0.2.1], type: TXT", [.notAChoice]),
      ("valueOf: { step: nobody, output: endpoint }, type: CNAME", [.unknownStep]),
    ] as [(String, [DiagnosticCode])])
  func written(rest: String, codes: [DiagnosticCode]) {
    let step = WrittenStep("dns.check", with: "{ name: app.example, resolvers: [192.0.2.53], \(rest) }")
    #expect(step.codes == codes)
    if rest == "sameAs: lb.example" {
      #expect(
        step.action?.parameters == [
          "name": "app.example", "type": "A", "resolvers": ["192.0.2.53"], "sameAs": "lb.example",
        ])
    }
  }

  @Test(
    "name servers are addresses",
    arguments: [
      ("[192.0.2.53, \"192.0.2.54:5353\"]", []), ("[ns.example]", [.badAddress]), ("[\"192.0.2.53:0\"]", [.badAddress]),
      ("[\"192.0.2.53:65536\"]", [.badAddress]), ("[\"2001:db8::1\"]", [.badAddress]), ("[]", [.itemCount]),
    ] as [(String, [DiagnosticCode])])
  func servers(list: String, codes: [DiagnosticCode]) {
    let with = "{ name: app.example, resolvers: \(list), values: [192.0.2.1] }"
    #expect(WrittenStep("dns.check", with: with).codes == codes)
  }
}
