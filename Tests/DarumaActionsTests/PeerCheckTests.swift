import AWSTestSupport
import DarumaActions
import DarumaAWS
import DarumaCatalog
import DarumaCore
import TestSupport
import Testing

@Suite("tcp.check and tls.check")
struct PeerCheckTests {
  private static let day: Int64 = 86_400_000

  private static func effect(_ name: ActionName, _ parameters: [String: Document]) throws -> Effect {
    let traits = try #require(ActionCatalog.table[name]).traits
    return .sample(Action(name: name, region: "us-west-2", parameters: parameters, traits: traits))
  }
  private static func tcp(_ port: Document = 5432, host: Document = "db.example") throws -> Effect {
    try effect("tcp.check", ["host": host, "port": port])
  }
  private static func tls(days: Int64 = 14) throws -> Effect {
    try effect("tls.check", ["host": "app.example", "port": 443, "daysLeft": .integer(days)])
  }
  private static func cloud(_ connector: ScriptedConnector) -> AWSCloud {
    AWSCloud(
      client: CallHarness([]).client, transport: ScriptedTransport([]), connector: connector,
      addresses: WebhookAddresses())
  }
  private static func certificate(daysLeft: Int64, _ more: Int64 = 0) -> PeerCertificate {
    PeerCertificate(expiresAt: Instant(milliseconds: daysLeft * day + more))
  }

  @Test(
    "what accepts a connection is so; the port may come as text from an earlier step",
    arguments: [5432, "5432"] as [Document])
  func accepts(port: Document) async throws {
    let connector = ScriptedConnector(.success(nil))
    #expect(
      try await Self.cloud(connector).observe(try Self.tcp(port))
        == .done(outputs: ["host": "db.example", "port": "5432"], by: .unknown))
    #expect(connector.peers == [Peer(host: "db.example", port: 5432, usesTLS: false)])
  }

  @Test(
    "no connection is waited out",
    arguments: [.unreachable, .interrupted, .timedOut, .untrusted, .tooLarge]
      as [TransportError.Code])
  func refused(code: TransportError.Code) async throws {
    for effect in [try Self.tcp(), try Self.tls()] {
      let connector = ScriptedConnector(.failure(TransportError(code, "the reason")))
      guard case .inProgress(let text) = try await Self.cloud(connector).observe(effect) else {
        Issue.record("it was not waited out")
        return
      }
      #expect(text.hasSuffix("is not to be reached: the reason"))
    }
  }

  @Test(
    "a connection that can't be tried is a fault",
    arguments: [
      (.invalidRequest, "peer.invalid", false), (.cancelled, "peer.cancelled", true),
    ] as [(TransportError.Code, String, Bool)])
  func impossible(code: TransportError.Code, fault: String, isRetriable: Bool) async throws {
    let cloud = Self.cloud(ScriptedConnector(.failure(TransportError(code, "the reason"))))
    let effect = try Self.tcp()
    let thrown = await #expect(throws: CloudFault.self) { try await cloud.observe(effect) }
    #expect(thrown?.code == fault && thrown?.isRetriable == isRetriable)
  }

  @Test(
    "the days of a certificate are counted from the end of the step's time, whole ones only",
    arguments: [(14, 0, "14"), (14, day - 1, "14"), (15, 0, "15"), (13, day - 1, nil), (0, 0, nil), (-1, 0, nil)]
      as [(Int64, Int64, String?)])
  func days(left: Int64, more: Int64, shown: String?) async throws {
    let certificate = Self.certificate(daysLeft: left, more)
    let connector = ScriptedConnector(.success(certificate))
    let seen = try await Self.cloud(connector).observe(try Self.tls())
    if let shown {
      #expect(seen == .done(outputs: ["daysLeft": shown, "expiresAt": "\(certificate.expiresAt)"], by: .unknown))
    } else {
      guard case .inProgress(let text) = seen else {
        Issue.record("it was \(seen)")
        return
      }
      #expect(text.contains("has to hold for 14 days"))
    }
    #expect(connector.peers == [Peer(host: "app.example", port: 443, usesTLS: true)])
  }

  @Test("one that has ended is never good, even where no days are asked for; nor is none")
  func ended() async throws {
    let connector = ScriptedConnector(
      .success(Self.certificate(daysLeft: 0, -1)), .success(nil), .success(Self.certificate(daysLeft: 0)))
    let cloud = Self.cloud(connector)
    for _ in 1...2 {
      guard case .inProgress = try await cloud.observe(try Self.tls(days: 0)) else {
        Issue.record("it was taken for good")
        return
      }
    }
    guard case .done = try await cloud.observe(try Self.tls(days: 0)) else {
      Issue.record("it holds for as long as is asked for")
      return
    }
  }

  @Test(
    "a host or port that is none, in the journal, is not connected to",
    arguments: [
      (0, "db.example"), (65_536, "db.example"), ("x", "db.example"), (80, "db.example/x"), (80, ""), (80, "a b"),
      (80, 7),
    ] as [(Document, Document)])
  func journaled(port: Document, host: Document) async throws {
    let connector = ScriptedConnector()
    let cloud = Self.cloud(connector)
    let effect = try Self.tcp(port, host: host)
    let fault = await #expect(throws: CloudFault.self) { try await cloud.observe(effect) }
    #expect(fault?.code == "action.bad-parameter" && connector.peers.isEmpty)
  }

  @Test("without a network no connection is taken for one")
  func noNetwork() async throws {
    let cloud = AWSCloud(
      client: CallHarness([]).client, transport: ScriptedTransport([]), addresses: WebhookAddresses())
    let effect = try Self.tcp()
    let fault = await #expect(throws: CloudFault.self) { try await cloud.observe(effect) }
    #expect(fault?.code == "peer.invalid")
  }

  @Test("they only look, and prove nothing of the data", arguments: ["tcp.check", "tls.check"])
  func traits(name: String) throws {
    let traits = try #require(ActionCatalog.table[ActionName(name)]).traits
    #expect(!traits.changesOutside && traits.proves == nil && !traits.concernsAccount)
  }

  @Test(
    "as they are written",
    arguments: [
      ("tcp.check", "{ host: db.example, port: 5432 }", []), ("tcp.check", "{ host: 192.0.2.1, port: 22 }", []),
      ("tcp.check", "{ host: \"2001:db8::1\", port: 22 }", []), ("tcp.check", "{ host: localhost, port: 22 }", []),
      ("tcp.check", "{ host: db.example }", [.missingKey]), ("tcp.check", "{ port: 22 }", [.missingKey]),
      ("tcp.check", "{ host: db.example, port: 0 }", [.outOfRange]),
      ("tcp.check", "{ host: db.example, port: 65536 }", [.outOfRange]),
      ("tcp.check", "{ host: \"https://db.example\", port: 1 }", [.badDNSName]),
      ("tcp.check", "{ host: \"*.example.com\", port: 1 }", [.badDNSName]),
      (
        "tcp.check", "{ host: db.example, hostOf: { step: a, output: endpoint }, port: 1 }",
        [.keyConflict, .unknownStep]
      ),
      ("tcp.check", "{ hostOf: { step: nobody, output: endpoint }, port: 1 }", [.unknownStep]),
      (
        "tcp.check", "{ host: db.example, port: 1, portOf: { step: nobody, output: port } }",
        [.keyConflict, .unknownStep]
      ),
      ("tls.check", "{ host: app.example }", []), ("tls.check", "{ host: app.example, port: 8443, daysLeft: 0 }", []),
      ("tls.check", "{ host: app.example, daysLeft: -1 }", [.notNumber]), ("tls.check", "{ port: 443 }", [.missingKey]),
      ("tls.check", "{ host: app.example, port: 1, portOf: { step: a, output: port } }", [.keyConflict, .unknownStep]),
    ] as [(ActionName, String, [DiagnosticCode])])
  func written(name: ActionName, with: String, codes: [DiagnosticCode]) {
    #expect(WrittenStep(name, with: with).codes == codes)
  }

  @Test("what an earlier step leaves is filled in when the step begins; a host in the primary region has to be named")
  func left() {
    let step = WrittenStep("tls.check", with: "{ host: app.example }")
    #expect(step.action?.parameters == ["host": "app.example", "port": 443, "daysLeft": 14])
    let inPrimary = "{ host: db.us-east-1.rds.amazonaws.com, port: 5432 }"
    #expect(WrittenStep("tcp.check", with: inPrimary, more: "retries: 0").codes == [.needsPrimary])
    #expect(WrittenStep("tcp.check", with: inPrimary).codes == [])
  }
}
