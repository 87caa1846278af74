import DarumaActions
import DarumaCore
import Testing

@testable import DarumaCatalog

@Suite("An action finds its instance by name, by the step's resource, or by the step that left it")
struct InstanceActionTests {
  private static let check = "action: http.check\n        with: { url: \"https://app.example.com/health\" }"

  static let changes: [(with: String, codes: [DiagnosticCode])] = [
    ("ACTION\n        with: { instance: orders-dr }", []), ("ACTION\n        resource: db", []),
    ("ACTION\n        with: { instanceOf: restore }", []), ("‹ACTION", [.missingKey]),
    ("ACTION\n        with: { instance: ‹\"arn:aws:rds:x\" }", [.badAWSIdentifier]),
    ("ACTION\n        resource: ‹api", [.resourceOfOtherType]),
    ("ACTION\n        with: { instanceOf: ‹restroe }", [.unknownStep]),
    ("ACTION\n        with: { instanceOf: ‹scale }", [.noOutput]),
    ("ACTION\n        with: { instance: a, ‹instanceOf: restore }", [.keyConflict]),
  ]

  @Test("stop, start and promote", arguments: ["rds.stop", "rds.start", "rds.promote"], changes)
  func changed(action: String, written: (with: String, codes: [DiagnosticCode])) {
    let step = "action: " + written.with.replacing("ACTION", with: action)
    expect(GoodApplication.replacing(Self.check, with: step), gives: written.codes)
  }

  @Test(
    "rds.modify changes something, and within what RDS takes",
    arguments: [
      ("‹{ instance: a }", [DiagnosticCode.missingKey]), ("{ instance: a, multiAZ: false }", []),
      ("{ instance: a, backupRetentionDays: 35 }", []),
      ("{ instance: a, backupRetentionDays: ‹36 }", [.outOfRange]),
      ("{ instance: a, instanceClass: ‹r6g.large }", [.badAWSIdentifier]),
      ("{ instance: a, parameterGroup: ‹\"a b\" }", [.badAWSIdentifier]),
      ("{ instance: a, securityGroups: [‹default] }", [.badAWSIdentifier]),
      ("{ instance: a, deletionProtection: ‹yes }", [.notBoolean]),
    ])
  func modified(with: String, codes: [DiagnosticCode]) {
    expect(GoodApplication.replacing(Self.check, with: "action: rds.modify\n        with: \(with)"), gives: codes)
  }

  @Test(
    "the request says which",
    arguments: [
      ("resource: db", Document.text("orders")), ("with: { instance: other }", .text("other")),
      ("resource: db\n        with: { instance: other }", .text("other")),
      ("with: { instanceOf: restore }", .blank(.output(of: "restore", key: "identifier"))),
    ])
  func request(written: String, is wanted: Document) throws {
    let text = GoodApplication.replacing(Self.check, with: "action: rds.stop\n        \(written)")
    let application = try #require(MarkedText(text).read().application)
    #expect(application.plans.first?.steps.last?.action.parameters == ["instance": wanted])
  }
}
