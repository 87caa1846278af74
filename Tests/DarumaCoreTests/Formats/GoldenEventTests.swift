import Testing

@testable import DarumaCore

/// A change of one of these texts is a change of the format: journals of released versions hold them. Then the event
/// needs a new version and an upcaster, not a new text here.
@Suite("The texts of events are as they always were")
struct GoldenEventTests {
  private static func text(_ body: EventBody, cause: SignalID? = nil) throws -> String {
    try JSONText.of(
      Event(application: "kaigo-subsys", sequence: 7, at: .at("03:05"), cause: cause, body: body))
  }

  private static func whole(_ type: String, _ data: String, cause: String = "") -> String {
    #"{"application":"kaigo-subsys","at":"2026-11-24T03:05:00.000Z","# + cause + #""data":"# + data
      + #","sequence":7,"type":"\#(type)"}"#
  }

  @Test("an observed signal is its data, and the event's cause")
  func observed() throws {
    let signal = Signal.sample(FactSamples.full(.sourceSpoke), raw: nil)
    #expect(
      try Self.text(.observed(signal), cause: signal.id)
        == Self.whole(
          "observed.source-spoke.v1",
          """
          {"account":"012345678901","at":"2026-11-24T03:00:00.000Z","from":"synthetics-us-west-2","id":"s-1",\
          "region":"us-east-1","resource":"arn:aws:rds:us-east-1:012345678901:db:kaigo",\
          "seenAt":"2026-11-24T03:01:00.000Z","signal":"sourceSpoke","source":"aws.backup"}
          """, cause: #""cause":"s-1","#))
  }

  @Test("a trigger was suppressed")
  func suppressed() throws {
    #expect(
      try Self.text(.trigger("region-outage", .suppressed(by: EventSamples.block)))
        == Self.whole(
          "failover.trigger-suppressed.v1",
          """
          {"by":{"at":"2026-11-24T03:05:00.000Z","guardName":"budget-spent","reason":"2 failovers started",\
          "remedy":"fail over by hand"},"trigger":"region-outage"}
          """))
  }

  @Test("a step was started: the effect says all that will be done")
  func started() throws {
    #expect(
      try Self.text(.step("e1", "restore-db", .started(EventSamples.effect, lastAttempt: 4)))
        == Self.whole(
          "failover.step-started.v2",
          """
          {"effect":{"action":{"action":"rds.restore","actionVersion":1,"parameters":{"earlierIdentifiers":["kaigo-0"],\
          "identifier":"kaigo-1","point":"arn:p2","publiclyAccessible":false,"securityGroups":[]},"region":"us-west-2",\
          "traits":{"idempotency":"named","leaves":["endpoint","identifier","port","arn"],"nature":"creates",\
          "plane":{"control":"RDS"},"restores":{"points":[{"of":"rds.instance","pointType":"snapshot",\
          "service":"rds","takes":"snapshots of the RDS instance itself"}]},\
          "sentence":"restore {identifier} from {point} in {region}","services":["RDS"]}},\
          "application":"kaigo-subsys","attempt":1,"deadline":"2026-11-24T05:08:00.000Z","execution":"e1",\
          "id":"e1/restore-db/1","purpose":"perform","step":"restore-db"},"execution":"e1","lastAttempt":4,\
          "step":"restore-db"}
          """))
  }

  @Test("an attempt failed, and another follows")
  func attemptFailed() throws {
    let event = StepMachine.Event.attemptFailed(
      EventSamples.failure, attempt: 1, lastAttempt: 4, retryAt: .at("03:06"))
    #expect(
      try Self.text(.step("e1", "dns", event))
        == Self.whole(
          "failover.step-attempt-failed.v1",
          """
          {"attempt":1,"execution":"e1","failure":{"code":"step.timed-out","isRetriable":true,\
          "message":"no result after 2h"},"lastAttempt":4,"retryAt":"2026-11-24T03:06:00.000Z","step":"dns"}
          """))
  }

  @Test("a person approved")
  func approved() throws {
    let approver = Approver(name: "yuki", role: "management", digest: "d1", at: .at("03:05"))
    #expect(
      try Self.text(.execution("e1", .approved(approver)))
        == Self.whole(
          "failover.execution-approved.v1",
          """
          {"approver":{"at":"2026-11-24T03:05:00.000Z","digest":"d1","name":"yuki","role":"management"},\
          "execution":"e1"}
          """))
  }

  @Test("approval was requested: the terms that the digest binds")
  func requested() throws {
    var approval = EventSamples.approval
    approval.terms.fates = [ResourceFate("db", .restored(EventSamples.choice)), ResourceFate("api", .stays)]
    approval.terms.loss = Loss.of(approval.terms.fates, onset: .at("03:00"), within: .hours(3), at: .at("03:05"))
    approval.terms.deafSince = nil
    #expect(
      try Self.text(.execution("e1", .approvalRequested(approval)))
        == Self.whole(
          "failover.execution-approval-requested.v2",
          """
          {"approval":{"approvers":[],"digest":"d1","expiresAt":"2026-11-24T03:35:00.000Z",\
          "policy":{"from":["management"],"onTimeout":"abort","required":1,"timeout":"PT30M"},\
          "requestedAt":"2026-11-24T03:05:00.000Z","round":1,"terms":{"application":"kaigo-subsys",\
          "asOf":"2026-11-24T03:05:00.000Z","evidence":[{"holds":true,"kind":"alarm","negated":false,\
          "since":"2026-11-24T03:00:00.000Z","statement":"alarm kaigo-prod-region-* is ALARM","truth":"holds",\
          "weight":"primary","witnesses":["kaigo-prod-region-api"]}],\
          "execution":"e1","fates":[{"choice":{"loss":"PT37M","point":"arn:p2","resource":"db",\
          "takenAt":"2026-11-24T02:23:00.000Z","usability":1},"fate":"restored","resource":"db"},\
          {"fate":"stays","resource":"api"}],"file":"d0","loss":{"atMost":"PT3H45M","atOnset":"PT37M",\
          "now":"PT42M","resource":"db"},"onset":"2026-11-24T03:00:00.000Z","plan":"region-failover",\
          "policy":{"from":["management"],"onTimeout":"abort","required":1,"timeout":"PT30M"}}},"execution":"e1"}
          """))
  }

  @Test("the exposure changed")
  func exposure() throws {
    let exposure = Exposure(
      resource: "db",
      levels: [
        .init(usability: .taken, status: .breached, point: "arn:p2", takenAt: .at("02:23")),
        .init(usability: .copied, status: .unknown),
      ], changesAt: .at("03:23"))
    #expect(
      try Self.text(.observation(.exposureChanged(exposure)))
        == Self.whole(
          "protection.exposure-changed.v2",
          #"""
          {"changesAt":"2026-11-24T03:23:00.000Z","levels":[{"point":"arn:p2","status":"breached",\#
          "takenAt":"2026-11-24T02:23:00.000Z","usability":0},{"status":"unknown","usability":1}],"resource":"db"}
          """#))
  }

  @Test("a point was bound: its record, as it was known before its resource was")
  func bound() throws {
    var point = RecoveryPoint(id: "arn:aws:rds:us-west-2:1:snapshot:s")
    point.join(
      RecoveryPointTaken(recoveryPoint: point.id, takenAt: .at("02:23"), encrypted: true),
      of: Signal(
        id: "s", at: .at("02:30"), seenAt: .at("02:31"), source: "aws.rds", account: "1", region: "us-west-2",
        fact: .sourceSpoke(SourceSpoke(from: "x"))))
    let changes = [
      ChangeRecord(change: .archived, at: .at("02:40")), ChangeRecord(change: .unarchived, at: .at("02:50")),
    ]
    #expect(
      try Self.text(.observation(.pointBound(PointBinding(point: point, changes: changes))))
        == Self.whole(
          "protection.point-bound.v1",
          #"""
          {"changes":[{"at":"2026-11-24T02:40:00.000Z","change":"archived"},\#
          {"at":"2026-11-24T02:50:00.000Z","change":"unarchived"}],"point":{"account":"1",\#
          "encrypted":{"at":"2026-11-24T02:31:00.000Z","value":1},"firstTakenAt":"2026-11-24T02:23:00.000Z",\#
          "heardAt":"2026-11-24T02:31:00.000Z","id":"arn:aws:rds:us-west-2:1:snapshot:s",\#
          "lastTakenAt":"2026-11-24T02:23:00.000Z","region":"us-west-2","thereAt":"2026-11-24T02:30:00.000Z"}}
          """#))
  }

  @Test("an application was withdrawn")
  func withdrawn() throws {
    #expect(
      try Self.text(.catalog(.withdrawn(by: "applications folder")))
        == Self.whole("catalog.application-withdrawn.v1", #"{"by":"applications folder"}"#))
  }
}
