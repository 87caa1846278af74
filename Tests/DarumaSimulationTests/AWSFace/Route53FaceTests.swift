import Testing

@testable import DarumaSimulation

@Suite("Route 53's REST protocol")
struct Route53FaceTests {
  private static let zone = "/hostedzone/\(SampleEstate.hostedZone)"

  private func batch(_ changes: String) -> FaceRequest {
    .route53(
      "POST", Self.zone + "/rrset/",
      "<ChangeResourceRecordSetsRequest xmlns=\"https://route53.amazonaws.com/doc/2013-04-01/\"><ChangeBatch>"
        + "<Changes>\(changes)</Changes></ChangeBatch></ChangeResourceRecordSetsRequest>")
  }

  private func upsert(_ members: String) -> FaceRequest {
    batch("<Change><Action>UPSERT</Action><ResourceRecordSet>\(members)</ResourceRecordSet></Change>")
  }

  private func code(_ response: FaceResponse) -> String? {
    XMLTree.read(Array(response.body.utf8))?.child("Error")?.child("Code")?.text
  }

  private static let name = "<Name>a.kaigo.example</Name><Type>A</Type>"
  private static let records =
    "<ResourceRecords><ResourceRecord><Value>192.0.2.1</Value></ResourceRecord></ResourceRecords>"

  @Test("requests are told apart by method and path")
  func routes() {
    #expect(Route53Route(.route53("POST", "/hostedzone/Z/rrset/")) == .changeRecordSets(zone: "Z"))
    #expect(Route53Route(.route53("POST", "/hostedzone/Z/rrset")) == .changeRecordSets(zone: "Z"))
    #expect(Route53Route(.route53("GET", "/hostedzone/Z/rrset?name=a")) == .listRecordSets(zone: "Z"))
    #expect(Route53Route(.route53("GET", "/hostedzone/Z")) == .getHostedZone("Z"))
    #expect(Route53Route(.route53("GET", "/change/%2Fchange%2FC1")) == .getChange("/change/C1"))
    for request in [
      FaceRequest.route53("GET", "/hostedzone"), .route53("DELETE", "/hostedzone/Z"),
      .route53("GET", "/change"),
      .route53("GET", "/change/%zz"), .plain("GET", "/2012-12-12/hostedzone/Z"),
    ] {
      #expect(Route53Route(request) == nil)
    }
  }

  @Test("an upsert answers with a pending change")
  func change() throws {
    let response = try FaceScenario().response(to: upsert(Self.name + "<TTL>60</TTL>" + Self.records))
    #expect(response.status == 200)
    let info = XMLTree.read(Array(response.body.utf8))?.child("ChangeInfo")
    #expect(info?.child("Status")?.text == "PENDING")
    #expect(info?.child("Id")?.text?.hasPrefix("/change/C") == true)
    #expect(info?.child("SubmittedAt")?.text == "2026-11-24T05:44:00.000Z")
  }

  /// `NAME` and `RECORDS` stand for the well-formed members.
  static let malformed: [(members: String, code: String)] = [
    ("<Name>a.kaigo.example</Name>", "MalformedInput"),
    ("<Name>a.kaigo.example</Name><Type>B</Type>", "MalformedInput"),
    ("NAME", "InvalidInput"),
    ("NAME<TTL>60</TTL>", "InvalidInput"),
    ("NAME RECORDS", "InvalidInput"),
    ("NAME<TTL>60</TTL><ResourceRecords></ResourceRecords>", "InvalidInput"),
    ("NAME<TTL>-1</TTL>RECORDS", "MalformedInput"),
    ("NAME<TTL>x</TTL>RECORDS", "MalformedInput"),
    ("NAME<TTL>60</TTL><AliasTarget></AliasTarget>RECORDS", "InvalidInput"),
    ("NAME<AliasTarget><DNSName>x</DNSName></AliasTarget>", "MalformedInput"),
    ("NAME<Weight>1</Weight><TTL>60</TTL>RECORDS", "InvalidInput"),
    ("NAME<SetIdentifier>s</SetIdentifier><TTL>60</TTL>RECORDS", "InvalidInput"),
    ("NAME<SetIdentifier>s</SetIdentifier><Weight>256</Weight><TTL>60</TTL>RECORDS", "MalformedInput"),
    (
      "NAME<SetIdentifier>s</SetIdentifier><Weight>1</Weight><Failover>PRIMARY</Failover><TTL>6</TTL>RECORDS",
      "InvalidInput"
    ),
    ("NAME<Region>us-east-1</Region><TTL>60</TTL>RECORDS", "InvalidInput"),
  ]

  @Test("record sets out of shape are refused", arguments: malformed)
  func malformedSets(members: String, code wanted: String) throws {
    let scenario = FaceScenario()
    let members = members.replacing("NAME", with: Self.name).replacing("RECORDS", with: Self.records)
    let response = try scenario.response(to: upsert(members))
    #expect(response.status == 400)
    #expect(code(response) == wanted)
    #expect(scenario.host.log.calls.map(\.operation) == ["ChangeResourceRecordSets"])
  }

  @Test("a batch that is no XML, empty or with unknown actions is refused")
  func malformedBatches() throws {
    let scenario = FaceScenario()
    #expect(
      code(try scenario.response(to: .route53("POST", Self.zone + "/rrset/", "{}"))) == "MalformedInput")
    #expect(code(try scenario.response(to: batch(""))) == "InvalidInput")
    let bend = "<Change><Action>BEND</Action><ResourceRecordSet>\(Self.name)</ResourceRecordSet></Change>"
    #expect(code(try scenario.response(to: batch(bend))) == "MalformedInput")
  }

  @Test("a path of no operation is answered 404 in AWS's shortest words")
  func unknown() throws {
    let response = try FaceScenario().response(to: .route53("GET", "/hostedzone"))
    #expect(response.status == 404)
    #expect(response.body.hasSuffix("<UnknownOperationException></UnknownOperationException>"))
    #expect(response.requestID != nil)
  }
}
