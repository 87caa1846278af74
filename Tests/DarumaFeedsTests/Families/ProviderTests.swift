import DarumaCore
import Testing

@testable import DarumaFeeds

@Suite("ECS")
struct ECSTests {
  private func task(_ members: String) -> Decoded {
    decode(
      Made.event(
        "aws.ecs", "ECS Task State Change",
        detail: """
          {"clusterArn":"arn:aws:ecs:us-west-2:1:cluster/main",\
          "taskArn":"arn:aws:ecs:us-west-2:1:task/main/t1",\
          "stoppedAt":"2026-11-24T03:42:00.103Z",\(members)}
          """, region: "us-west-2"))
  }

  @Test(
    "a task that stopped though nobody asked for it is capacity that its service lost",
    arguments: [
      "EssentialContainerExited", "TaskFailedToStart", "SpotInterruption", "TerminationNotice",
    ])
  func lost(_ code: String) throws {
    let decoded = task(
      #""lastStatus":"STOPPED","stopCode":"\#(code)","stoppedReason":"r","group":"service:api","version":5"#)
    let signal = try #require(decoded.signals.first)
    #expect(signal.resource == "arn:aws:ecs:us-west-2:1:service/main/api")
    #expect(signal.fact == .resourceChanged(ResourceChanged(change: .capacityLost, reason: code + ": r")))
    #expect(signal.id == "resourceChanged#arn:aws:ecs:us-west-2:1:task/main/t1#stopped")
    #expect(signal.at == time("2026-11-24T03:42:00.103Z"))
  }

  @Test("a task stops once, whatever the version and the order of its events", arguments: ["7", "5", "\"6\"", "null"])
  func versions(_ version: String) {
    let decoded = task(
      #""lastStatus":"STOPPED","stopCode":"TaskFailedToStart","group":"service:api","version":\#(version)"#)
    #expect(decoded.signals.map(\.id) == ["resourceChanged#arn:aws:ecs:us-west-2:1:task/main/t1#stopped"])
  }

  @Test(
    "other changes of a task are passed over",
    arguments: [
      #""lastStatus":"RUNNING","group":"service:api""#,
      #""lastStatus":"STOPPED","stopCode":"ServiceSchedulerInitiated","group":"service:api""#,
      #""lastStatus":"STOPPED","stopCode":"SpotInterruption","group":"family:x""#,
    ])
  func passedOver(_ members: String) {
    #expect(task(members).ignored.count == 1)
  }

  @Test("an unknown service action is refused, a failed deployment told")
  func actions() {
    let odd = Made.event(
      "aws.ecs", "ECS Service Action", detail: #"{"eventName":"SERVICE_ODD"}"#,
      resources: ["arn:aws:ecs:us-east-1:1:service/a/b"])
    #expect(decode(odd).problems.map(\.place) == ["detail.eventName"])
    let failed = Made.event(
      "aws.ecs", "ECS Deployment State Change",
      detail:
        #"{"eventName":"SERVICE_DEPLOYMENT_FAILED","deploymentId":"ecs-svc/1","#
        + #""updatedAt":"2026-11-24T03:42:00Z","reason":"r"}"#,
      resources: ["arn:aws:ecs:us-east-1:1:service/a/b"])
    #expect(
      decode(failed).signals.map(\.fact) == [.resourceChanged(ResourceChanged(change: .failing, reason: "r"))]
    )
  }
}

@Suite("GuardDuty")
struct GuardDutyTests {
  private func finding(_ members: String, count: Int = 1) -> Decoded {
    decode(
      Made.event(
        "aws.guardduty", "GuardDuty Finding",
        detail: """
          {"id":"f1","accountId":"210987654321","region":"eu-west-1","updatedAt":"2026-11-24T03:42:00.000Z",\
          "service":{"count":\(count),"eventFirstSeen":"2026-11-24T01:00:00Z",\
          "eventLastSeen":"2026-11-24T03:00:00Z"},\
          \(members)}
          """))
  }

  @Test("a finding that is sent again is the same fact")
  func again() {
    let first = finding(#""severity":5.3"#).signals
    let second = finding(#""severity":8"#, count: 9).signals
    #expect(first.map(\.id) == ["threatFound#f1"])
    #expect(first.map(\.id) == second.map(\.id))
  }

  @Test(
    "severity, first sight and resource",
    arguments: [
      (
        #""resource":{"instanceDetails":{"instanceId":"i-1"}}"#,
        "arn:aws:ec2:eu-west-1:210987654321:instance/i-1"
      ),
      (#""resource":{"s3BucketDetails":[{"arn":"arn:aws:s3:::b"}]}"#, "arn:aws:s3:::b"),
      (
        #""resource":{"rdsDbInstanceDetails":{"dbInstanceArn":"arn:aws:rds:eu-west-1:1:db:o"}}"#,
        "arn:aws:rds:eu-west-1:1:db:o"
      ),
      (#""resource":{"resourceType":"AccessKey"}"#, nil), (#""x":1"#, nil),
    ] as [(String, ARN?)])
  func resource(_ members: String, _ resource: ARN?) throws {
    let signal = try #require(finding(members + #","severity":8"#).signals.first)
    #expect(signal.resource == resource)
    #expect(signal.region == "eu-west-1")
    #expect(signal.account == "210987654321")
    #expect(
      signal.fact
        == .threatFound(
          ThreatFound(
            finding: "f1", severity: 8, firstSeen: try #require(Instant(rfc3339: "2026-11-24T01:00:00Z")))))
  }

  @Test(
    "all that a finding is about is suspected: instance and cluster, volumes, snapshot, image, recovery point",
    arguments: [
      (
        #""rdsDbInstanceDetails":{"dbInstanceArn":"arn:aws:rds:eu-west-1:210987654321:db:o","dbClusterIdentifier":"ledger"}"#,
        ["arn:aws:rds:eu-west-1:210987654321:db:o", "arn:aws:rds:eu-west-1:210987654321:cluster:ledger"]
      ),
      (
        #""instanceDetails":{"instanceId":"i-1"},"ebsVolumeDetails":{"scannedVolumeDetails":["#
          + #"{"volumeArn":"arn:aws:ec2:eu-west-1:210987654321:volume/vol-1"}],"skippedVolumeDetails":["#
          + #"{"volumeArn":"arn:aws:ec2:eu-west-1:210987654321:volume/vol-2"}]}"#,
        [
          "arn:aws:ec2:eu-west-1:210987654321:instance/i-1", "arn:aws:ec2:eu-west-1:210987654321:volume/vol-1",
          "arn:aws:ec2:eu-west-1:210987654321:volume/vol-2",
        ]
      ),
      (
        #""ebsSnapshotDetails":{"snapshotArn":"arn:aws:ec2:eu-west-1:210987654321:snapshot/snap-1"}"#,
        ["arn:aws:ec2:eu-west-1::snapshot/snap-1"]
      ),
      (
        #""recoveryPointDetails":{"recoveryPointArn":"arn:aws:backup:eu-west-1:210987654321:recovery-point:p"}"#,
        ["arn:aws:backup:eu-west-1:210987654321:recovery-point:p"]
      ),
    ] as [(String, [ARN])])
  func all(_ members: String, _ resources: [ARN]) {
    let signals = finding(#""severity":8,"resource":{\#(members)}"#).signals
    #expect(signals.compactMap(\.resource) == resources)
    #expect(Set(signals.map(\.id)).count == resources.count && signals.allSatisfy { $0.fact.kind == .threatFound })
  }

  @Test("sample findings are marked")
  func sample() {
    let decoded = finding(#""severity":8,"title":"[SAMPLE] x""#)
    guard case .threatFound(let threat)? = decoded.signals.first?.fact else { return #expect(Bool(false)) }
    #expect(threat.sample)
  }

  @Test("a severity that is none is refused", arguments: ["\"high\"", "11", "-1", "null"])
  func severity(_ text: String) {
    #expect(finding("\"severity\":\(text)").problems.map(\.place) == ["detail.severity"])
  }
}

@Suite("ARC and DRS")
struct RecoveryServiceTests {
  private func shift(_ type: String, resources: [String] = []) -> Decoded {
    decode(
      Made.event(
        "aws.arc-zonal-shift", type,
        detail: #"{"version":"0.0.1","data":"","metadata":{"awayFrom":"use1-az2","notes":""}}"#,
        resources: resources))
  }

  @Test(
    "practice runs and experiments are drills",
    arguments: [
      ("Autoshift In Progress", "inProgress", false), ("Autoshift Completed", "completed", false),
      ("Manual Shift Started", "inProgress", false), ("Practice Run Started", "inProgress", true),
      ("Practice Run Failed", "failed", true), ("FIS Experiment Autoshift In Progress", "inProgress", true),
      ("FIS Experiment Autoshift Canceled", "canceled", true),
    ])
  func drills(_ type: String, _ state: String, _ drill: Bool) {
    #expect(
      shift(type).signals.map(\.fact) == [
        .zoneShifted(ZoneShifted(zone: "use1-az2", state: state, drill: drill))
      ])
  }

  @Test("a plain name among the resources is no ARN, but tells events apart")
  func names() {
    let named = shift("Autoshift In Progress", resources: ["TEST-EXAMPLE-2023-11-16-23-28-11-5"])
    #expect(named.signals.map(\.resource) == [nil])
    #expect(named.signals.map(\.id) != shift("Autoshift In Progress").signals.map(\.id))
    #expect(shift("Autoshift Pondered").problems.map(\.code) == [.unknownDetailType])
  }

  private func regionSwitch(_ type: String, _ kind: String, id: String = "1") -> Decoded {
    decode(
      Made.event(
        "aws.arc-region-switch", type,
        detail:
          #"{"version":"0.0.1","eventType":"\#(kind)","executionId":"e","#
          + #""executionAction":"activating us-west-2","idempotencyKey":"\#(id)"}"#,
        resources: ["arn:aws:arc-region-switch::111122223333:plan/p"]))
  }

  @Test("an execution that is logged twice is one fact, however the detail type is spelt")
  func twice() {
    let types = ["ARC Region Switch Plan Execution", "ARC Region switch Plan Execution"]
    let signals = types.flatMap { regionSwitch($0, "ExecutionStarted").signals }
    #expect(signals.map(\.id) == ["resourceChanged#1", "resourceChanged#1"])
    #expect(regionSwitch(types[0], "StepStarted").ignored.count == 1)
    #expect(regionSwitch(types[0], "ExecutionPondered").problems.map(\.code) == [.unknownEvent])
    #expect(regionSwitch("ARC Region Switch Plan Evaluation", "x").ignored.count == 1)
  }

  private func drs(_ type: String, _ detail: String) -> Decoded {
    decode(
      Made.event(
        "aws.drs", type, detail: detail, resources: ["arn:aws:drs:us-west-2:1:source-server/s-1"],
        region: "us-west-2", account: "1"))
  }

  @Test("a server of another region or account than the event is in neither")
  func elsewhere() {
    for (region, account) in [("us-east-1", "1"), ("us-west-2", "2")] {
      let decoded = decode(
        Made.event(
          "aws.drs", "DRS Source Server Data Replication Stalled Change", detail: #"{"state":"STALLED"}"#,
          resources: ["arn:aws:drs:us-west-2:1:source-server/s-1"], region: region, account: account))
      #expect(decoded.problems.map(\.code) == [.contradiction] && decoded.signals.isEmpty)
    }
  }

  @Test("a stall is a yes or no")
  func stall() {
    let server = "arn:aws:drs:us-west-2:1:source-server/s-1"
    let expected: [(String, ReplicationFaulted.State)] = [("STALLED", .stalled), ("NOT_STALLED", .recovered)]
    for (word, state) in expected {
      #expect(
        drs("DRS Source Server Data Replication Stalled Change", #"{"state":"\#(word)"}"#).signals.map(\.fact)
          == [.replicationFaulted(ReplicationFaulted(object: server, state: state))])
    }
  }

  @Test("a point in time is a recovery point for each disk")
  func pointInTime() {
    let decoded = drs(
      "DRS PIT Snapshot Taken", #"{"DrsSnapshotID":"pit-1","EbsSnapshotIDs":"snap-1, snap-2,"}"#)
    #expect(
      decoded.signals.map(\.id) == [
        "recoveryPointTaken#arn:aws:ec2:us-west-2::snapshot/snap-1",
        "recoveryPointTaken#arn:aws:ec2:us-west-2::snapshot/snap-2",
      ])
  }

  @Test("how old a point in time is, the event does not say")
  func age() {
    let decoded = drs("DRS PIT Snapshot Taken", #"{"EbsSnapshotIDs":"snap-1"}"#)
    guard case .recoveryPointTaken(let taken)? = decoded.signals.first?.fact else {
      return #expect(Bool(false))
    }
    #expect(taken.takenAt == nil)
  }

  @Test("launches and failbacks are told, drills as such")
  func launch() {
    let decoded = drs(
      "DRS Source Server Launch Result",
      #"{"state":"RECOVERY_LAUNCH_SUCCEEDED","job-id":"j","is-drill":"TRUE"}"#)
    #expect(
      decoded.signals.map(\.fact)
        == [.restoreProgressed(RestoreProgressed(job: "j", state: .completed, reason: "launch of a drill"))])
    #expect(
      drs("DRS Recovery Instance Failback State Change", #"{"state":"FAILBACK_COMPLETED"}"#).signals.map(
        \.fact)
        == [.resourceChanged(ResourceChanged(change: .failedOver, reason: "FAILBACK_COMPLETED"))])
    #expect(drs("DRS Odd", "{}").problems.map(\.code) == [.unknownDetailType])
  }
}
