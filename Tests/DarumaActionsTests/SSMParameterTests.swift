import AWSTestSupport
import DarumaActions
import DarumaAWS
import DarumaCatalog
import DarumaCore
import TestSupport
import Testing

@Suite("ssm.parameter")
struct SSMParameterTests {
  private static let name = "/kaigo/database"
  private static let arn = "arn:aws:ssm:us-west-2:123456789012:parameter/kaigo/database"

  private static func effect(_ value: String = "db.us-west-2") throws -> Effect {
    let traits = try #require(ActionCatalog.table["ssm.parameter"]).traits
    return .sample(
      Action(
        name: "ssm.parameter", region: "us-west-2", parameters: ["parameter": .text(name), "value": .text(value)],
        traits: traits))
  }

  private static func parameter(
    _ value: String = #""db.us-west-2""#, type: String = "String", name: String = name, arn: String = arn,
    version: String = "7"
  ) -> HTTPResponse {
    .ok(
      #"{"Parameter":{"Name":"\#(name)","Type":"\#(type)","Value":\#(value),"Version":\#(version),"ARN":"\#(arn)"}}"#)
  }

  private static func described(_ description: String?, name: String = name) -> HTTPResponse {
    let text = description.map { #","Description":"\#($0)""# } ?? ""
    return .ok(#"{"Parameters":[{"Name":"\#(name)","Type":"String"\#(text)}]}"#)
  }

  private static func cloud(_ replies: HTTPResponse...) -> (cloud: AWSCloud, transport: ScriptedTransport) {
    let harness = CallHarness(replies.map { .success($0) })
    return (
      AWSCloud(client: harness.client, transport: harness.transport, addresses: WebhookAddresses()), harness.transport
    )
  }

  private static let old = parameter(#""db.us-east-1""#)

  @Test("the wanted value is done, whoever wrote it; it is looked at without decrypting anything")
  func done() async throws {
    let (cloud, transport) = Self.cloud(Self.parameter())
    #expect(
      try await cloud.observe(try Self.effect())
        == .done(outputs: ["name": Self.name, "version": "7"], by: .unknown))
    #expect(transport.bodies == [#"{"Name":"/kaigo/database","WithDecryption":false}"#])
  }

  @Test(
    "a parameter that is not there, or holds another value, is to be written",
    arguments: [
      nil, "The database's address", "Written by Daruma: kaigo.20261124T034200Z.1/other/2",
      "Written by Daruma: kaigo.20261124T034159Z.9/step/1", "Written by Daruma: kaigo.20261124T034200Z.0/step/1",
      "Written by Daruma: nonsense", "Written by Daruma: kaigo.later.x/step/1",
    ])
  func absent(description: String?) async throws {
    let (missing, _) = Self.cloud(.jsonError(400, "ParameterNotFound"))
    #expect(try await missing.observe(try Self.effect()) == .absent)
    let (cloud, transport) = Self.cloud(Self.old, Self.described(description))
    #expect(try await cloud.observe(try Self.effect()) == .absent)
    #expect(
      transport.bodies.last
        == #"{"ParameterFilters":[{"Key":"Name","Option":"Equals","Values":["/kaigo/database"]}]}"#)
  }

  @Test(
    "what a newer execution wrote is never overwritten",
    arguments: [
      "kaigo.20261124T034201Z.1", "kaigo.20261124T034200Z.2", "kaigo.20261124T034200Z.10", "ka.i.go.20270101T000000Z.1",
    ])
  func newer(execution: String) async throws {
    let (cloud, _) = Self.cloud(Self.old, Self.described("Written by Daruma: \(execution)/step/1"))
    guard case .conflict(let failure) = try await cloud.observe(try Self.effect()) else {
      Issue.record("it was not a conflict")
      return
    }
    #expect(failure.code == "ssm.newer-value" && failure.message.contains(execution))
  }

  @Test(
    "what is of another type is left as it is, and its value is not told", arguments: ["SecureString", "StringList"])
  func otherType(type: String) async throws {
    let (cloud, _) = Self.cloud(Self.parameter(#""AQICAHh""#, type: type))
    guard case .conflict(let failure) = try await cloud.observe(try Self.effect()) else {
      Issue.record("it was not a conflict")
      return
    }
    #expect(failure.code == "ssm.other-type" && !failure.message.contains("AQICAHh"))
  }

  @Test(
    "what says nothing is never done, nor absent",
    arguments: [
      [.ok("{}")], [parameter(name: "/kaigo/databases")], [parameter(arn: "")],
      [parameter(arn: arn.replacing("us-west-2", with: "us-east-1"))], [parameter(arn: "arn:aws:s3:us-west-2:1:x")],
      [parameter("7")], [parameter("null")], [parameter(version: "0")], [parameter(version: "\"x\"")],
      [old, .ok("{}")], [old, .ok(#"{"Parameters":[]}"#)], [old, described("x", name: "/kaigo")],
      [old, .ok(#"{"Parameters":[{"Name":"/kaigo/database"},{"Name":"/kaigo/database"}]}"#)],
    ] as [[HTTPResponse]])
  func never(answers: [HTTPResponse]) async throws {
    let harness = CallHarness(answers.map { .success($0) })
    let cloud = AWSCloud(client: harness.client, transport: harness.transport, addresses: WebhookAddresses())
    let effect = try Self.effect()
    let fault = await #expect(throws: CloudFault.self) { try await cloud.observe(effect) }
    #expect(fault?.code == "ssm.UnreadableAnswer" && fault?.isRetriable == true)
    harness.transport.finish()
  }

  @Test("one request writes it, and says who")
  func written() async throws {
    let (cloud, transport) = Self.cloud(.ok(#"{"Version":8,"Tier":"Standard"}"#))
    #expect(try await cloud.act(try Self.effect()) == .started)
    #expect(
      try #require(transport.requests.first).document == [
        "Name": "/kaigo/database", "Value": "db.us-west-2", "Type": "String", "Overwrite": true,
        "Description": "Written by Daruma: kaigo.20261124T034200Z.1/step/1",
      ])
  }

  @Test("what AWS refuses is told as it is", arguments: ["AccessDeniedException", "ParameterLimitExceeded"])
  func refused(code: String) async throws {
    let (cloud, _) = Self.cloud(.jsonError(400, code))
    let effect = try Self.effect()
    let fault = await #expect(throws: CloudFault.self) { try await cloud.act(effect) }
    #expect(fault?.code == "ssm.\(code)" && fault?.isRetriable == false)
  }

  @Test(
    "as it is written",
    arguments: [
      ("{ parameter: /kaigo/database, value: db.us-west-2 }", []),
      ("{ parameter: /kaigo/database }", [.missingKey]), ("{ value: x }", [.missingKey]),
      ("{ parameter: /kaigo/database, value: \"\" }", [.missingValue]),
      ("{ parameter: /kaigo/database, value: 7 }", [.unquoted]),
      ("{ parameter: \"arn:aws:ssm:us-west-2:1:parameter/x\", value: x }", [.badAWSIdentifier]),
      (
        "{ parameter: /kaigo/database, value: x, valueOf: { step: a, output: endpoint } }",
        [.keyConflict, .unknownStep]
      ),
      ("{ parameter: /kaigo/database, valueOf: { step: a } }", [.missingKey]),
      ("{ parameter: /kaigo/database, valueOf: { step: nobody, output: endpoint } }", [.unknownStep]),
      ("{ parameter: /kaigo/database, type: SecureString, value: x }", [.unknownKey]),
    ] as [(String, [DiagnosticCode])])
  func asWritten(with: String, codes: [DiagnosticCode]) {
    let step = WrittenStep("ssm.parameter", with: with)
    #expect(step.codes == codes)
    if codes.isEmpty {
      #expect(step.action?.parameters == ["parameter": "/kaigo/database", "value": "db.us-west-2"])
    }
  }
}
