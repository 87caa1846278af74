import AWSTestSupport
import DarumaAWS
import DarumaActions
import DarumaCatalog
import DarumaCore
import Testing

@Suite("dynamodb.restore and dynamodb.restoreToTime")
struct DynamoDBRestoreTests {
  private static let source = "arn:aws:dynamodb:us-east-1:012345678901:table/orders"
  private static let backup = "\(source)/backup/01489602797149-73d8d5bc"
  private static let made = "arn:aws:dynamodb:us-west-2:012345678901:table/orders-2"

  /// When the execution began, as DynamoDB writes it.
  private static let beginning = 1_795_491_660

  private static func restore(_ more: [String: Document] = [:], attempt: Int = 1) throws -> Effect {
    try ScriptedCloud.effect(
      "dynamodb.restore", wanted(more.merging(["backup": .text(backup)]) { given, _ in given }), attempt: attempt)
  }

  private static func restoreToTime(_ moment: String = "latest", _ more: [String: Document] = [:]) throws -> Effect {
    try ScriptedCloud.effect(
      "dynamodb.restoreToTime",
      wanted(more.merging(["source": .text(source), "moment": .text(moment)]) { given, _ in given }))
  }

  private static func wanted(_ more: [String: Document]) -> [String: Document] {
    ["table": "orders-2", "earlierTables": [], "since": "2026-11-24T03:41:00.000Z"].merging(more) { $1 }
  }

  private static func table(
    _ status: String = "ACTIVE", name: String = "orders-2", arn: String = made, created: Int = beginning + 60,
    from: String? = #""SourceBackupArn":"\#(backup)","SourceTableArn":"\#(source)""#, isRestoring: Bool = false
  ) -> HTTPResponse {
    let summary = from.map { #","RestoreSummary":{\#($0),"RestoreDateTime":1.5,"RestoreInProgress":\#(isRestoring)}"# }
    return .ok(
      #"{"Table":{"TableName":"\#(name)","TableArn":"\#(arn)","TableStatus":"\#(status)","#
        + #""CreationDateTime":\#(created).25\#(summary ?? "")}}"#)
  }

  private static func tags(_ effect: String? = nil) -> HTTPResponse {
    .ok(#"{"Tags":[\#(effect.map { #"{"Key":"daruma:effect","Value":"\#($0)"}"# } ?? "")]}"#)
  }

  private static let ours = tags("kaigo.20261124T034200Z.1/step/1")
  private static let none = HTTPResponse.jsonError(400, "ResourceNotFoundException")
  private static let done = Observation.done(outputs: ["table": "orders-2", "arn": made], by: .daruma)
  private static let ofTable = #""SourceTableArn":"\#(source)""#

  @Test(
    "it is done when it serves and bears the step's mark",
    arguments: [
      ([none], .absent), ([table(), ours], done), ([table("UPDATING"), ours], done),
      ([table(), tags()], .absent), ([table("CREATING"), tags()], .inProgress("table orders-2 is CREATING")),
      ([table(isRestoring: true), tags()], .inProgress("table orders-2 is ACTIVE")),
      ([table(from: nil), ours], done),
    ] as [([HTTPResponse], Observation)])
  func seen(answers: [HTTPResponse], is wanted: Observation) async throws {
    let scene = ScriptedCloud(answers.map { .success($0) })
    #expect(try await scene.observe(try Self.restore()) == wanted)
    scene.transport.finish()
  }

  @Test("of a moment, it comes of the table itself and of no backup")
  func ofMoment() async throws {
    #expect(
      try await ScriptedCloud(Self.table(from: Self.ofTable), Self.tags()).observe(try Self.restoreToTime()) == .absent)
    let other = ScriptedCloud(Self.table(), Self.tags())
    #expect(try await other.failure(of: try Self.restoreToTime())?.code == "dynamodb.table-taken")
  }

  @Test(
    "a table that is not this step's is left as it is",
    arguments: [
      [table(), tags("kaigo.20261124T034200Z.1/other/1")], [table(created: beginning - 1), tags()],
      [table(from: nil), tags()], [table(from: ofTable), tags()],
      [table(from: #""SourceBackupArn":"\#(backup)0","SourceTableArn":"\#(source)""#), tags()],
      [table("DELETING", created: beginning - 1), tags()],
    ])
  func taken(answers: [HTTPResponse]) async throws {
    let scene = ScriptedCloud(answers.map { .success($0) })
    let failure = try await scene.failure(of: try Self.restore())
    #expect(failure?.code == "dynamodb.table-taken" && failure?.isRetriable == false)
  }

  @Test(
    "what went wrong is told, and what may be tried again",
    arguments: [
      ("DELETING", "dynamodb.restored-lost", true), ("ARCHIVED", "dynamodb.restored-lost", true),
      ("INACCESSIBLE_ENCRYPTION_CREDENTIALS", "dynamodb.key-unusable", false),
    ])
  func broken(status: String, code: String, isRetriable: Bool) async throws {
    for tags in [Self.ours, Self.tags()] {
      let failure = try await ScriptedCloud(Self.table(status), tags).failure(of: try Self.restore())
      #expect(failure?.code == code && failure?.isRetriable == isRetriable)
    }
  }

  @Test(
    "an answer about anything else, or that makes no sense, proves nothing",
    arguments: [
      [.ok("{}")], [.ok(#"{"Table":"none"}"#)], [table(name: "orders")], [table(arn: "orders-2")],
      [table(arn: made.replacing("us-west-2", with: "us-east-1"))],
      [table(arn: "arn:aws:rds:us-west-2:012345678901:table/orders-2")], [table("DANCING")],
      [
        .ok(
          #"{"Table":{"TableName":"orders-2","TableArn":"\#(made)","TableStatus":"ACTIVE","CreationDateTime":"now"}}"#)
      ],
      [.ok(#"{"Table":{"TableName":"orders-2","TableArn":"\#(made)","CreationDateTime":1}}"#)],
      [table(), .ok("{}")], [table(), .ok(#"{"Tags":[{"Key":"k"}]}"#)],
    ] as [[HTTPResponse]])
  func unreadable(answers: [HTTPResponse]) async throws {
    let fault = await ScriptedCloud(answers.map { .success($0) }).fault(observing: try Self.restore())
    #expect(fault?.code == "dynamodb.UnreadableAnswer" && fault?.isRetriable == true)
  }

  @Test("what an earlier attempt made is adopted where it is ours and well")
  func earlier() async throws {
    let effect = try Self.restore(["table": "orders-3", "earlierTables": ["orders-2"]], attempt: 2)
    #expect(try await ScriptedCloud(Self.none, Self.table(), Self.ours).observe(effect) == Self.done)
    #expect(try await ScriptedCloud(Self.none, Self.table("DELETING"), Self.ours).observe(effect) == .absent)
    #expect(try await ScriptedCloud(Self.none, Self.table(from: nil), Self.tags()).observe(effect) == .absent)
  }

  private static let restored = HTTPResponse.ok(#"{"TableDescription":{}}"#)

  @Test("one request restores it, with what the plan says and nothing else")
  func requests() async throws {
    let cases: [(Effect, String, String)] = [
      (try Self.restore(), "RestoreTableFromBackup", #"{"BackupArn":"\#(Self.backup)","TargetTableName":"orders-2"}"#),
      (
        try Self.restore(["kmsKey": "k", "onDemand": true, "indexes": false]), "RestoreTableFromBackup",
        #"{"BackupArn":"\#(Self.backup)","BillingModeOverride":"PAY_PER_REQUEST","GlobalSecondaryIndexOverride":[],"#
          + #""LocalSecondaryIndexOverride":[],"SSESpecificationOverride":{"Enabled":true,"KMSMasterKeyId":"k","#
          + #""SSEType":"KMS"},"TargetTableName":"orders-2"}"#
      ),
      (
        try Self.restore(["onDemand": false, "indexes": true]), "RestoreTableFromBackup",
        #"{"BackupArn":"\#(Self.backup)","TargetTableName":"orders-2"}"#
      ),
      (
        try Self.restoreToTime(), "RestoreTableToPointInTime",
        #"{"SourceTableArn":"\#(Self.source)","TargetTableName":"orders-2","UseLatestRestorableTime":true}"#
      ),
      (
        try Self.restoreToTime("latest", ["source": .text(Self.source.replacing("us-east-1", with: "us-west-2"))]),
        "RestoreTableToPointInTime",
        #"{"SourceTableName":"orders","TargetTableName":"orders-2","UseLatestRestorableTime":true}"#
      ),
      (
        try Self.restoreToTime("2026-11-24T02:42:00.500Z"), "RestoreTableToPointInTime",
        #"{"RestoreDateTime":1795488120,"SourceTableArn":"\#(Self.source)","TargetTableName":"orders-2"}"#
      ),
    ]
    for (effect, operation, body) in cases {
      let scene = ScriptedCloud(Self.none, Self.restored)
      #expect(try await scene.act(effect) == .started)
      #expect(scene.operations == ["DescribeTable", operation])
      #expect(scene.transport.bodies == [#"{"TableName":"orders-2"}"#, body])
    }
  }

  @Test("what is restored and bears no mark gets it, and nothing else is sent; what is under way is let be")
  func mark() async throws {
    let scene = ScriptedCloud(
      Self.table(), Self.tags(), .ok("", headers: [HTTPHeader("x-amzn-RequestId", "r")]))
    #expect(try await scene.act(try Self.restore()) == .started)
    #expect(scene.operations == ["DescribeTable", "ListTagsOfResource", "TagResource"])
    #expect(
      scene.transport.bodies.last == #"{"ResourceArn":"\#(Self.made)","Tags":["#
        + #"{"Key":"daruma:effect","Value":"kaigo.20261124T034200Z.1/step/1"},"#
        + #"{"Key":"daruma:application","Value":"kaigo"},"#
        + #"{"Key":"daruma:execution","Value":"kaigo.20261124T034200Z.1"}]}"#)
    for answers in [[Self.table("CREATING"), Self.tags()], [Self.table(), Self.ours]] {
      let scene = ScriptedCloud(answers.map { .success($0) })
      #expect(try await scene.act(try Self.restore()) == .started)
      #expect(scene.operations == ["DescribeTable", "ListTagsOfResource"])
    }
  }

  @Test(
    "what DynamoDB refuses is told; a name that is taken is looked at",
    arguments: [
      ("BackupNotFoundException", "dynamodb.backup-missing", false), ("BackupInUseException", nil, true),
      ("LimitExceededException", nil, true), ("InvalidRestoreTimeException", "dynamodb.moment-out-of-reach", false),
      ("PointInTimeRecoveryUnavailableException", "dynamodb.moment-out-of-reach", false),
      ("TableNotFoundException", "dynamodb.moment-out-of-reach", false), ("ValidationException", nil, false),
    ] as [(String, String?, Bool)])
  func refused(said: String, code: String?, isRetriable: Bool) async throws {
    let effect = code == "dynamodb.moment-out-of-reach" ? try Self.restoreToTime() : try Self.restore()
    let fault = await ScriptedCloud(Self.none, .jsonError(400, said)).fault(acting: effect)
    #expect(fault?.code == code ?? "dynamodb.\(said)" && fault?.isRetriable == isRetriable)
  }

  @Test("a try whose answer was lost is looked at", arguments: ["TableAlreadyExistsException", "TableInUseException"])
  func repeated(said: String) async throws {
    #expect(try await ScriptedCloud(Self.none, .jsonError(400, said)).act(try Self.restore()) == .started)
    let late = ScriptedCloud(Self.table(), Self.tags(), .jsonError(400, "ResourceInUseException"))
    #expect(await late.fault(acting: try Self.restore())?.isRetriable == true)
  }

  @Test(
    "a parameter of another version that makes no sense changes nothing",
    arguments: [("since", "yesterday"), ("earlierTables", "x"), ("table", 1), ("backup", 1), ("onDemand", "x")]
      as [(String, Document)])
  func badParameter(name: String, value: Document) async throws {
    let scene = ScriptedCloud()
    #expect(await scene.fault(acting: try Self.restore([name: value]))?.code == "action.bad-parameter")
    #expect(await scene.fault(acting: try Self.restoreToTime("then"))?.code == "action.bad-parameter")
  }

  private static func written(_ name: ActionName, _ with: String, _ more: String = "needs: a test, resource: table")
    -> [String]
  {
    WrittenStep(name, with: with, more: more).codes.map(\.rawValue)
  }

  @Test(
    "in a file: the backup is one of DynamoDB's own and of the step's table; what needs the primary region says why")
  func file() {
    let own = #"backup: "\#(Self.backup)""#
    #expect(Self.written("dynamodb.restore", "{ \(own), table: orders-new, onDemand: true, indexes: false }") == [])
    #expect(Self.written("dynamodb.restore", "{ \(own) }", "resource: table") == ["plan.needs-primary-region"])
    let here = own.replacing("us-east-1", with: "us-west-2")
    #expect(Self.written("dynamodb.restore", "{ \(here) }", "resource: table") == [])
    #expect(Self.written("dynamodb.restoreToTime", "{}", "resource: table") == ["plan.needs-primary-region"])
    #expect(Self.written("dynamodb.restoreToTime", "{ before: 1h }") == [])
    #expect(
      Self.written("dynamodb.restoreToTime", #"{ time: "2026-11-24T02:42:00Z", before: 1h }"#) == ["key.conflict"])
    for arn in ["\(Self.source)/backup/", Self.source, "arn:aws:backup:us-east-1:012345678901:recovery-point:1"] {
      #expect(Self.written("dynamodb.restore", #"{ backup: "\#(arn)" }"#) == ["arn.other-type"])
    }
    let other = own.replacing("table/orders", with: "table/others")
    #expect(Self.written("dynamodb.restore", "{ \(other) }") == ["resource.other-type"])
    #expect(Self.written("dynamodb.restore", "{ \(own), table: \"a b\" }") == ["aws-identifier.bad"])
    #expect(Self.written("dynamodb.restore", "{}") == ["key.missing"])
  }

  private static func described(_ status: String) -> HTTPResponse {
    .ok(#"{"BackupDescription":{"BackupDetails":{"BackupArn":"\#(here)","BackupStatus":"\#(status)"}}}"#)
  }

  private static let here = backup.replacing("us-east-1", with: "us-west-2")

  private static func windows(_ status: String, _ more: String = "") -> HTTPResponse {
    .ok(
      #"{"ContinuousBackupsDescription":{"PointInTimeRecoveryDescription":{"PointInTimeRecoveryStatus":"\#(status)""#
        + "\(more)}}}")
  }

  @Test("a check looks whether there is something to restore from, where DynamoDB tells of it")
  func checked() async throws {
    for (answer, verdict) in [
      (Self.described("AVAILABLE"), CheckFinding.Verdict.met), (Self.described("DELETED"), .unmet),
      (.ok("{}"), .unseen),
      (.jsonError(400, "BackupNotFoundException"), .unmet),
    ] {
      let scene = ScriptedCloud(Self.none, answer)
      #expect(
        await scene.cloud.check(try Self.restore(["backup": .text(Self.here)])).map(\.verdict) == [.met, verdict])
    }
    let reach = #","EarliestRestorableDateTime":1795400000,"LatestRestorableDateTime":1795490000.5"#
    for (moment, answer, verdict) in [
      ("latest", Self.windows("ENABLED", reach), CheckFinding.Verdict.met),
      ("2026-11-24T02:42:00.000Z", Self.windows("ENABLED", reach), .met),
      ("2026-11-24T03:42:00.000Z", Self.windows("ENABLED", reach), .unmet),
      ("latest", Self.windows("ENABLED"), .unseen),
      ("latest", Self.windows("DISABLED"), .unmet), ("latest", .ok("{}"), .unseen),
      ("latest", .jsonError(400, "TableNotFoundException"), .unmet),
    ] {
      let scene = ScriptedCloud(Self.none, answer)
      let effect = try Self.restoreToTime(
        moment, ["source": .text(Self.source.replacing("us-east-1", with: "us-west-2"))])
      #expect(await scene.cloud.check(effect).map(\.verdict) == [.met, verdict])
    }
    // Of another region nothing can be told.
    #expect(await ScriptedCloud(Self.none).cloud.check(try Self.restore()).map(\.verdict) == [.met])
  }
}
