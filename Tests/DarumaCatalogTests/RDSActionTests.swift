import DarumaActions
import DarumaCore
import Testing

@testable import DarumaCatalog

@Suite("How actions of RDS are written")
struct RDSActionTests {
  private static let check = "action: http.check\n        with: { url: \"https://app.example.com/health\" }"

  private static func file(_ step: String) -> String {
    GoodApplication.replacing(check, with: "action: " + step).replacing(
      "  - id: api\n",
      with: "  - { id: shop, type: rds.cluster, arn: \"arn:aws:rds:us-east-1:012345678901:cluster:shop\",\n"
        + "      protection: [{ kind: replica, copyTo: us-west-2 }] }\n"
        + "  - { id: books, type: rds.instance, arn: \"arn:aws:rds:us-east-1:012345678901:db:books\",\n"
        + "      protection: [{ kind: replica, copyTo: us-west-2 }, { kind: pitr, copyTo: us-west-2 }] }\n  - id: api\n"
    )
  }

  private static func parameters(_ step: String) throws -> [String: Document] {
    let reading = MarkedText(file(step)).read()
    let application = try #require(reading.application, "\(reading.diagnostics)")
    return try #require(application.plans.first?.steps.last?.action.parameters)
  }

  static let written: [(step: String, codes: [DiagnosticCode])] = [
    (
      "rds.restoreToTime\n        resource: books\n        with: { subnetGroup: s, securityGroups: [sg-1], before: 1h }",
      []
    ),
    (
      "rds.restoreToTime\n        resource: books\n        with: { subnetGroup: s, securityGroups: [sg-1], "
        + "time: \"2026-11-24T12:42:00+09:00\" }", []
    ),
    ("‹rds.restoreToTime\n        resource: books", [.restoreWithDefaults]),
    (
      "rds.restoreToTime\n        resource: books\n        with: { subnetGroup: s, securityGroups: [sg-1], ‹before: 1h, "
        + "time: \"2026-11-24T12:42:00Z\" }", [.keyConflict]
    ),
    (
      "rds.restoreToTime\n        resource: books\n        with: { subnetGroup: s, securityGroups: [sg-1], before: ‹36d }",
      [.outOfRange]
    ),
    (
      "rds.restoreToTime\n        resource: books\n        with: { subnetGroup: s, securityGroups: [sg-1], "
        + "time: ‹\"2026-02-30T12:42:00Z\" }", [.badInstant]
    ),
    ("rds.snapshot\n        resource: db\n        with: { instanceOf: restore, label: before }", []),
    ("rds.snapshot\n        resource: db\n        with: { label: ‹before-it }", [.badAWSIdentifier]),
    ("rds.snapshot\n        resource: ‹shop", [.resourceOfOtherType]),
    ("rds.snapshotCluster\n        resource: shop", []),
    ("rds.copy\n        resource: db\n        with: { snapshot: chosen, kmsKey: alias/dr }", []),
    ("‹rds.copy\n        resource: shop\n        with: { snapshot: chosen }", [.keyConflict]),
    ("rds.copy\n        resource: db\n        with: { snapshot: ‹newest }", [.badARN]),
    ("rds.copy\n        resource: db\n        with: { snapshotOf: ‹restroe }", [.unknownStep]),
    ("rds.copy\n        resource: db\n        with: ‹{ kmsKey: alias/dr }", [.missingKey]),
    (
      "rds.copy\n        resource: db\n        with: ‹{ snapshotOf: restore, "
        + "snapshot: \"arn:aws:rds:us-east-1:012345678901:snapshot:s\" }", [.keyConflict]
    ),
    (
      "rds.globalFailover\n        with: { globalCluster: g, allowDataLoss: true, "
        + "target: \"arn:aws:rds:us-west-2:012345678901:cluster:shop\" }", []
    ),
    (
      "‹rds.globalFailover\n        with: { globalCluster: g, allowDataLoss: false, "
        + "target: \"arn:aws:rds:us-west-2:012345678901:cluster:shop\" }", [.keyConflict]
    ),
    (
      "rds.globalSwitchover\n        with: { globalCluster: g, target: ‹\"arn:aws:rds:us-west-2:012345678901:db:shop\" }",
      [.badARN]
    ),
    ("rds.delete\n        with: { instanceOf: restore, skipFinalSnapshot: true }", []),
    ("rds.delete\n        with: { instance: a, finalSnapshot: last }", []),
    ("‹rds.delete\n        with: { instance: a, skipFinalSnapshot: false }", [.keyConflict]),
    ("rds.delete\n        with: ‹{ instance: a }", [.missingKey]),
    ("rds.rename\n        with: { instanceOf: restore, newName: orders }", []),
    ("rds.rename\n        with: { instance: a, newName: ‹\"a b\" }", [.badAWSIdentifier]),
    ("rds.replicateBackups\n        resource: db\n        with: { retentionDays: 7 }", []),
    ("‹rds.replicateBackups", [.missingKey]),
    ("‹rds.replicateBackups\n        resource: db\n        region: us-east-1", [.keyConflict]),
    ("rds.replicateBackups\n        region: us-east-1\n        with: { sourceOf: restore }", []),
    ("rds.replicateBackups\n        resource: db\n        with: { retentionDays: ‹36 }", [.outOfRange]),
    ("rds.promote\n        with: { instance: a, source: ‹orders }", [.badARN]),
  ]

  @Test("what is right is read, and what is not is told where it stands", arguments: written)
  func read(step: String, codes: [DiagnosticCode]) {
    let text = MarkedText(Self.file(step))
    // The last step comes after the cut-over: of one that restores, that is doubted besides.
    let found = text.read().diagnostics.filter { $0.code != .cutOverBeforeRestore }
    #expect(found.map(\.code) == codes && found.map(\.place) == text.places)
  }

  @Test("a cluster is restored and given its instances")
  func cluster() throws {
    let restore =
      "rds.restoreCluster\n        resource: shop\n        with: { engine: aurora-mysql, subnetGroup: s, securityGroups: [sg-1] }"
    #expect(MarkedText(Self.file(restore.replacing("aurora-mysql", with: "oracle"))).read().hasErrors)
    #expect(
      try Self.parameters(restore) == [
        "engine": "aurora-mysql", "subnetGroup": "s", "securityGroups": ["sg-1"], "point": .blank(.point),
        "identifier": .blank(.name(longest: 63)),
      ])
    let add =
      "rds.addInstance\n        resource: shop\n        with: { engine: aurora-mysql, instanceClass: db.r6g.large, number: 2 }"
    #expect(
      try Self.parameters(add) == [
        "engine": "aurora-mysql", "instanceClass": "db.r6g.large", "cluster": "shop",
        "identifier": .blank(.joined([.blank(.name(longest: 61)), "-2"])),
      ])
  }

  @Test("the request of a restore to a moment: absolute, before the execution, or the latest")
  func moment() throws {
    let step =
      "rds.restoreToTime\n        resource: books\n        with: { subnetGroup: s, securityGroups: [sg-1]MORE }"
    let rest: [String: Document] = [
      "source": "arn:aws:rds:us-east-1:012345678901:db:books", "identifier": .blank(.name(longest: 63)),
      "subnetGroup": "s", "securityGroups": ["sg-1"],
    ]
    for (more, moment) in [
      ("", Document.blank(.moment)), (", before: 90m", .blank(.before(.minutes(90)))),
      (", time: \"2026-11-24T12:42:00+09:00\"", "2026-11-24T03:42:00.000Z"),
    ] {
      #expect(try Self.parameters(step.replacing("MORE", with: more)) == rest.merging(["moment": moment]) { $1 })
    }
  }

  @Test("names of what is made, of the last snapshot, and whose backups are meant")
  func names() throws {
    let snapshot = try Self.parameters("rds.snapshot\n        resource: db\n        with: { label: before }")
    #expect(snapshot["identifier"] == .blank(.joined([.blank(.name(longest: 248)), "-before"])))
    #expect(snapshot["instance"] == "orders")
    let copy = try Self.parameters("rds.copy\n        resource: db\n        with: { snapshot: chosen }")
    #expect(copy == ["snapshot": .blank(.point), "identifier": .blank(.name(longest: 255))])
    let deletion = try Self.parameters("rds.delete\n        with: { instance: a, finalSnapshot: last }")
    #expect(deletion["finalSnapshot"] == .blank(.joined(["last-", .blank(.start)])))
    let backups = try Self.parameters("rds.replicateBackups\n        resource: db")
    #expect(backups == ["source": "arn:aws:rds:us-east-1:012345678901:db:orders"])
    let others = try Self.parameters(
      "rds.replicateBackups\n        region: us-east-1\n        with: { sourceOf: restore }")
    #expect(others == ["source": .blank(.output(of: "restore", key: "arn"))])
  }

  @Test("a resource is restored in one step of a plan: a second one would make a thing of the same name")
  func restoredTwice() {
    let text = MarkedText(
      Self.file("rds.restore\n        resource: ‹db\n        with: { subnetGroup: s, securityGroups: [sg-1] }"))
    let errors = text.read().diagnostics.filter { $0.severity == .error }
    #expect(errors.map(\.code) == [.keyConflict] && errors.map(\.place) == text.places)
    #expect(errors.first?.message.contains("step `restore` restores `db` already") == true, "\(errors)")
  }

  /// Two steps as the last of the plan: the first is called `one`.
  private static func file(_ one: String, _ two: String) -> String {
    file(one).replacing("action: " + one, with: "action: \(one)\n      - id: two\n        action: \(two)")
  }

  static let twins: [(one: String, two: String, isFault: Bool)] = [
    ("rds.snapshot\n        resource: db", "rds.snapshot\n        resource: db", true),
    ("rds.snapshot\n        resource: db", "rds.copy\n        resource: db\n        with: { snapshot: chosen }", true),
    (
      "rds.restoreToTime\n        resource: books\n        with: { subnetGroup: s, securityGroups: [sg-1] }",
      "rds.restoreToTime\n        resource: books\n        with: { subnetGroup: s, securityGroups: [sg-1], before: 1h }",
      true
    ),
    (
      "rds.delete\n        with: { instance: a, finalSnapshot: last }",
      "rds.delete\n        with: { instance: b, finalSnapshot: last }", true
    ),
    ("rds.snapshot\n        resource: db", "rds.snapshot\n        resource: db\n        with: { label: after }", false),
    ("rds.snapshot\n        resource: db", "rds.snapshot\n        resource: books", false),
    ("rds.snapshot\n        resource: db", "rds.snapshot\n        resource: db\n        region: primary", false),
  ]

  @Test("two steps don't make things of the same name", arguments: twins)
  func sameName(one: String, two: String, isFault: Bool) {
    let errors = MarkedText(Self.file(one, two)).read().diagnostics.filter { $0.severity == .error }
    #expect(errors.map(\.code) == (isFault ? [.keyConflict] : []), "\(errors)")
    #expect(
      errors.allSatisfy {
        $0.message.hasPrefix("what it makes would bear the same name")
          || $0.message.contains("restores `books` already")
      })
  }
}
