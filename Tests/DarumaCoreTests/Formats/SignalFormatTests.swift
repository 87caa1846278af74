import DarumaCore
import Testing

@Suite("A signal is one flat JSON object")
struct SignalFormatTests {
  /// The fields that every signal has or may have.
  private static let envelope: Set<String> = [
    "signal", "id", "at", "seenAt", "source", "account", "region", "resource", "raw",
  ]

  /// Each kind's own fields: first those that DESIGN.md section 6 names, then those added to them.
  private static func ownFields(_ kind: Fact.Kind) -> (named: Set<String>, added: Set<String>) {
    switch kind {
    case .backupProgressed: (["job", "state", "reason"], ["recoveryPoint", "of"])
    case .recoveryPointTaken:
      (
        [
          "recoveryPoint", "takenAt", "completedAt", "vault", "sizeBytes", "encrypted", "expiresAt", "origin",
          "partial",
        ], ["key", "window", "whole", "message", "archived"]
      )
    case .recoveryPointCopied:
      (
        ["recoveryPoint", "of", "toRegion", "completedAt"],
        ["vault", "sizeBytes", "encrypted", "key", "expiresAt", "kept"]
      )
    case .recoveryPointRemoved: (["recoveryPoint", "reason"], [])
    case .recoveryPointScanned: (["recoveryPoint", "verdict"], ["base", "full", "until"])
    case .restoreProgressed: (["job", "recoveryPoint", "created", "state", "reason"], ["validation"])
    case .replicationMeasured: (["toRegion", "lag", "metric"], [])
    case .replicationFaulted: (["object", "state", "reason"], ["of"])
    case .alarmChanged:
      (["alarm", "alarmArn", "state", "previous", "since", "composite"], ["instance", "endedStateSince", "reason"])
    case .healthNoticed:
      (
        [
          "notice", "service", "impactedRegion", "status", "startedAt", "endedAt", "code", "expectedDuration",
        ], ["scope", "category"]
      )
    case .zoneShifted: (["zone", "state", "drill"], [])
    case .threatFound: (["finding", "severity", "firstSeen"], ["sample"])
    case .resourceChanged: (["change"], ["reason"])
    case .sourceSpoke: (["from"], [])
    case .commandGiven:
      (
        ["command", "by", "execution", "step", "comment", "digest"],
        ["application", "role", "plan", "trigger", "finding"]
      )
    case .listingCompleted: ([], ["kind", "found", "failure"])
    case .resourceDescribed:
      (
        [],
        [
          "versioning", "nonCurrentRetention", "replications", "automaticRetention", "automaticWindow", "encrypted",
          "key",
        ]
      )
    case .keyChanged: ([], ["key", "state", "deletedAt"])
    }
  }

  @Test("its fields are those of the format, beside the envelope's", arguments: Fact.Kind.allCases)
  func fields(kind: Fact.Kind) throws {
    let own = Self.ownFields(kind)
    let all = own.named.union(own.added)
    #expect(all.isDisjoint(with: Self.envelope), "an own field would hide one of the envelope")
    #expect(try JSONText.fields(of: Signal.sample(FactSamples.full(kind))) == Self.envelope.union(all))
  }

  @Test("each kind survives writing and reading", arguments: Fact.Kind.allCases)
  func roundTrip(kind: Fact.Kind) throws {
    for fact in [FactSamples.full(kind), FactSamples.least(kind)] {
      #expect(fact.kind == kind)
      var signal = Signal.sample(fact)
      #expect(try JSONText.read(JSONText.of(signal)) == signal)
      signal.resource = nil
      signal.raw = nil
      #expect(try JSONText.read(JSONText.of(signal)) == signal)
      #expect(try JSONText.fields(of: signal).isDisjoint(with: ["resource", "raw"]), "nil leaves no field")
    }
  }

  @Test("every state, reason and verdict of a fact is a word of the format")
  func words() {
    #expect(
      BackupProgressed.State.allCases.map(\.rawValue) == [
        "created", "pending", "running", "failed", "aborted", "missedWindow",
      ])
    #expect(RecoveryPointTaken.Origin.allCases.map(\.rawValue) == ["automatic", "manual", "plan"])
    #expect(RecoveryPointRemoved.Reason.allCases.map(\.rawValue) == ["expired", "deleted"])
    #expect(RecoveryPointScanned.Verdict.allCases.map(\.rawValue) == ["clean", "infected", "failed"])
    #expect(
      RestoreProgressed.State.allCases.map(\.rawValue) == ["created", "pending", "running", "completed", "failed"])
    #expect(
      ReplicationFaulted.State.allCases.map(\.rawValue) == [
        "failed", "late", "recovered", "untracked", "stalled",
      ])
    #expect(AlarmChanged.State.allCases.map(\.rawValue) == ["alarm", "ok", "insufficientData", "deleted"])
    #expect(HealthNoticed.Status.allCases.map(\.rawValue) == ["open", "closed", "upcoming"])
    #expect(
      CommandGiven.Command.allCases.map(\.rawValue) == [
        "failover", "approve", "deny", "abort", "pause", "resume", "retry", "skip", "acknowledge", "rearm",
        "override", "reconcile", "say", "done", "restore",
      ])
  }

  @Test("the whole text of one is as it always was")
  func golden() throws {
    let signal = Signal.sample(FactSamples.full(.recoveryPointTaken))
    #expect(
      try JSONText.of(signal) == """
        {"account":"012345678901","archived":false,"at":"2026-11-24T03:00:00.000Z",\
        "completedAt":"2026-11-24T18:20:00.000Z","encrypted":true,"expiresAt":"2026-11-24T23:00:00.000Z","id":"s-1","key":"arn:aws:kms:us-east-1:1:key/k",\
        "message":"some were skipped","origin":"plan","partial":true,\
        "raw":{"offset":41,"partition":3,"topic":"daruma.backup"},"recoveryPoint":"arn:p1",\
        "region":"us-east-1","resource":"arn:aws:rds:us-east-1:012345678901:db:kaigo",\
        "seenAt":"2026-11-24T03:01:00.000Z","signal":"recoveryPointTaken","sizeBytes":107374182400,\
        "source":"aws.backup","takenAt":"2026-11-24T18:00:00.000Z","vault":"main","whole":false,\
        "window":{"from":"2026-11-24T01:00:00.000Z","until":"2026-11-24T02:00:00.000Z"}}
        """)
  }

  @Test(
    "where the bytes came from is a Kafka record or a line of a file",
    arguments: [
      (
        Origin.record(topic: "t", partition: 0, offset: 9_007_199_254_740_993),
        #"{"offset":9007199254740993,"partition":0,"topic":"t"}"#
      ),
      (.line(file: "night.ndjson", number: 12), #"{"file":"night.ndjson","line":12}"#),
    ])
  func origin(origin: Origin, text: String) throws {
    #expect(try JSONText.of(origin) == text)
    #expect(try JSONText.read(text) == origin)
  }

  @Test(
    "what lacks a field that it must have, or names an unknown kind, is refused",
    arguments: [
      #"{"signal":"sourceSpoke"}"#,
      #"""
      {"signal":"sourceSpok","id":"s","at":"2026-11-24T03:00:00Z","seenAt":"2026-11-24T03:00:00Z",
      "source":"x","account":"1","region":"r","from":"x"}
      """#,
      #"""
      {"signal":"sourceSpoke","id":"s","at":"2026-11-24T03:00:00Z","seenAt":"2026-11-24T03:00:00Z",
      "source":"x","account":"1","region":"r"}
      """#,
    ])
  func refused(text: String) {
    #expect(throws: DecodingError.self) { try JSONText.read(text, as: Signal.self) }
  }
}
