import AWSTestSupport
import DarumaAWS
import DarumaCore
import Testing

@Suite("Domain names")
struct DNSNameTests {
  @Test(
    "the same name in other letters",
    arguments: [
      ("app.kaigo.example", "app.kaigo.example."), ("App.Kaigo.Example.", "app.kaigo.example"),
      (#"\052.kaigo.example."#, "*.kaigo.example"), (#"\101pp.example"#, "app.example."),
      (#"b\303\274cher.example."#, "bücher.example"), ("_x-1.example", "_X-1.example."),
    ])
  func same(left: String, right: String) { #expect(DNSName(left) == DNSName(right)) }

  @Test(
    "other names",
    arguments: [
      ("a.example", "b.example"), ("a.example", "a.example.."), (#"\52.example"#, "*.example"),
      (#"\777.example"#, "\u{1FF}.example"), (#"\09a.example"#, "\ta.example"), ("", "a"),
    ])
  func other(left: String, right: String) { #expect(DNSName(left) != DNSName(right)) }
}

@Suite("Answers of Route 53")
struct Route53AnswerTests {
  private static func recordSet(_ name: String, _ inner: String) -> String {
    "<ResourceRecordSet><Name>\(name)</Name><Type>A</Type>\(inner)</ResourceRecordSet>"
  }

  private static func page(_ recordSets: [String], next: String = "<IsTruncated>false</IsTruncated>")
    -> HTTPResponse
  {
    .ok(
      "<ListResourceRecordSetsResponse xmlns=\"https://route53.amazonaws.com/doc/2013-04-01/\">"
        + "<ResourceRecordSets>"
        + recordSets.joined()
        + "</ResourceRecordSets>\(next)<MaxItems>100</MaxItems></ListResourceRecordSetsResponse>")
  }

  private static let values =
    "<TTL>60</TTL><ResourceRecords><ResourceRecord><Value>192.0.2.1</Value></ResourceRecord>"
    + "</ResourceRecords>"

  @Test(
    "how a record set is chosen",
    arguments: [
      (values, .simple),
      (
        "<AliasTarget><HostedZoneId>Z</HostedZoneId><DNSName>lb.</DNSName><EvaluateTargetHealth>true"
          + "</EvaluateTargetHealth></AliasTarget>",
        .alias(AliasTarget(zone: "Z", name: "lb.", evaluatesHealth: true))
      ),
      ("<SetIdentifier>x</SetIdentifier><Weight>0</Weight>" + values, .policy("weighted")),
      ("<SetIdentifier>x</SetIdentifier><Region>us-west-2</Region>" + values, .policy("latency")),
      ("<SetIdentifier>x</SetIdentifier><Failover>PRIMARY</Failover>" + values, .policy("failover")),
      ("<SetIdentifier>x</SetIdentifier><GeoLocation/>" + values, .policy("geolocation")),
      (
        "<SetIdentifier>x</SetIdentifier><MultiValueAnswer>true</MultiValueAnswer>",
        .policy("multivalue answer")
      ),
      (
        "<SetIdentifier>x</SetIdentifier><Weight>1</Weight><AliasTarget><DNSName>lb.</DNSName></AliasTarget>",
        .policy("weighted")
      ),
      ("<SetIdentifier>x</SetIdentifier><FutureRouting/>", .policy("unknown")),
      ("<TrafficPolicyInstanceId>t</TrafficPolicyInstanceId>" + values, .trafficPolicy),
    ] as [(String, ResourceRecordSet.Routing)])
  func routing(inner: String, routing: ResourceRecordSet.Routing) async throws {
    let harness = CallHarness([.success(Self.page([Self.recordSet("app.example.", inner)]))])
    let found = try await harness.client.recordSets(named: "app.example", zone: "Z", in: "us-west-2")
    #expect(found.map(\.routing) == [routing])
  }

  @Test("only the sets of the wanted name are kept, over as many pages as they need")
  func names() async throws {
    let more =
      "<IsTruncated>true</IsTruncated><NextRecordName>app.example.</NextRecordName>"
      + "<NextRecordType>AAAA</NextRecordType>"
      + "<NextRecordIdentifier>b</NextRecordIdentifier>"
    let other = "<IsTruncated>true</IsTruncated><NextRecordName>z.example.</NextRecordName>"
    let harness = CallHarness([
      .success(Self.page([Self.recordSet("app.example.", Self.values)], next: more)),
      .success(
        Self.page(
          [Self.recordSet("APP.example.", Self.values), Self.recordSet("b.example.", Self.values)],
          next: other)),
    ])
    let found = try await harness.client.recordSets(named: "app.example", zone: "Z", in: "us-west-2")
    harness.transport.finish()
    #expect(found.count == 2)
    #expect(
      harness.transport.requests.map(\.url) == [
        "https://route53.amazonaws.com/2013-04-01/hostedzone/Z/rrset?name=app.example&maxitems=100",
        "https://route53.amazonaws.com/2013-04-01/hostedzone/Z/rrset?name=app.example.&type=AAAA"
          + "&identifier=b&maxitems=100",
      ])
    #expect(
      harness.signer.record.scopes.allSatisfy { $0 == SigningScope(service: "route53", region: "us-east-1") })
  }

  private static func endless(_ pages: [HTTPResponse]) async -> CloudFault? {
    let harness = CallHarness(pages.map { .success($0) })
    let fault = await #expect(throws: CloudFault.self) {
      _ = try await harness.client.recordSets(named: "a", zone: "Z", in: "us-west-2")
    }
    harness.transport.finish()
    return fault
  }

  @Test("pages without end, or that go in a circle, are a fault that may pass")
  func endless() async throws {
    func page(_ id: Int) -> HTTPResponse {
      Self.page(
        [],
        next: "<IsTruncated>true</IsTruncated><NextRecordName>a.</NextRecordName><NextRecordType>A</NextRecordType>"
          + "<NextRecordIdentifier>\(id)</NextRecordIdentifier>")
    }
    let many = await Self.endless((1...ListResourceRecordSets.maximumPages).map(page))
    #expect(many?.code == "route53.TooManyPages" && many?.isRetriable == true)
    let circle = await Self.endless([page(1), page(2), page(1)])
    #expect(circle?.code == "route53.RepeatedMarker" && circle?.isRetriable == true)
    #expect(circle?.message.contains("marker of an earlier page") == true)
  }

  @Test("a change's id loses its leading path", arguments: [("PENDING", false), ("INSYNC", true)])
  func change(status: String, isInSync: Bool) async throws {
    let harness = CallHarness([
      .success(
        .ok(
          "<GetChangeResponse><ChangeInfo><Id>/change/C1</Id><Status>\(status)</Status></ChangeInfo>"
            + "</GetChangeResponse>"
        ))
    ])
    let info = try await harness.client.send(GetChange(id: "C1"), in: "us-west-2")
    #expect(info == ChangeInfo(id: "C1", status: status))
    #expect(info.isInSync == isInSync)
  }
}
