import DarumaAWS
import DarumaCore
import Testing

@Suite("rds.modify")
struct RDSModifyTests {
  private static let wanted: [String: Document] = [
    "instanceClass": "db.r6g.large", "multiAZ": true, "backupRetentionDays": 7, "parameterGroup": "Orders",
    "securityGroups": ["sg-1", "sg-2"], "deletionProtection": true,
  ]

  private static let group = "<DBParameterGroupName>orders</DBParameterGroupName>"
  private static let inSync =
    "<DBParameterGroup>\(group)<ParameterApplyStatus>in-sync</ParameterApplyStatus></DBParameterGroup>"

  private static func securityGroups(_ states: [String: String]) -> String {
    states.sorted { $0.key < $1.key }.map {
      "<VpcSecurityGroupMembership><VpcSecurityGroupId>\($0)</VpcSecurityGroupId><Status>\($1)</Status>"
        + "</VpcSecurityGroupMembership>"
    }.joined()
  }

  private static let bothActive = securityGroups(["sg-1": "active", "sg-2": "active"])

  /// As wanted, but for what is given. An empty text leaves a member out.
  private static func answer(
    _ status: String = "available", instanceClass: String = "db.r6g.large", multiAZ: String = "true",
    retention: String = "7", groups: String? = inSync, security: String? = bothActive, protection: String = "true",
    pending: String? = ""
  ) -> HTTPResponse {
    func element(_ name: String, _ text: String?) -> String { text.map { "<\(name)>\($0)</\(name)>" } ?? "" }
    func value(_ name: String, _ text: String) -> String { text.isEmpty ? "" : element(name, text) }
    return DescribedInstance.answer(
      status,
      more: DescribedInstance.endpoint + value("DBInstanceClass", instanceClass) + value("MultiAZ", multiAZ)
        + value("BackupRetentionPeriod", retention) + value("DeletionProtection", protection)
        + element("DBParameterGroups", groups) + element("VpcSecurityGroups", security)
        + element("PendingModifiedValues", pending))
  }

  private static func applied(_ status: String) -> String {
    "<DBParameterGroup>\(group)<ParameterApplyStatus>\(status)</ParameterApplyStatus></DBParameterGroup>"
  }

  private static func done(needsReboot: Bool = false) -> Observation {
    .done(
      outputs: DescribedInstance.outputs.merging(["rebootPending": needsReboot ? "true" : "false"]) { $1 },
      by: .unknown)
  }

  @Test(
    "all that is wanted is in force: it is done, and a pending reboot is told",
    arguments: [
      (answer(), done()), (answer(pending: nil), done()), (answer("storage-optimization"), done()),
      (answer(groups: applied("pending-reboot")), done(needsReboot: true)),
      (answer(pending: "<EngineVersion>16.4</EngineVersion>"), done()),
      (
        answer("stopped"),
        .done(outputs: DescribedInstance.named.merging(["rebootPending": "false"]) { $1 }, by: .unknown)
      ),
    ])
  func seen(answer: HTTPResponse, is wanted: Observation) async throws {
    #expect(try await InstanceScene.seen(answer, "rds.modify", Self.wanted) == wanted)
  }

  @Test(
    "whatever differs, or is to become something else, has to be changed",
    arguments: [
      answer(instanceClass: "db.t3.medium"), answer(multiAZ: "false"), answer(retention: "1"),
      answer(groups: "<DBParameterGroup><DBParameterGroupName>default</DBParameterGroupName></DBParameterGroup>"),
      answer(groups: ""), answer(security: securityGroups(["sg-1": "active"])),
      answer(security: securityGroups(["sg-1": "active", "sg-2": "removing"])),
      answer(security: securityGroups(["sg-1": "active", "sg-2": "active", "sg-3": "active"])), answer(security: ""),
      answer(protection: "false"), answer(pending: "<DBInstanceClass>db.t3.medium</DBInstanceClass>"),
      answer(multiAZ: "false", pending: "<BackupRetentionPeriod>7</BackupRetentionPeriod>"),
    ])
  func differs(answer: HTTPResponse) async throws {
    #expect(try await InstanceScene.seen(answer, "rds.modify", Self.wanted) == .absent)
  }

  @Test("what waits for the maintenance window is asked for now")
  func queued() async throws {
    let pending = "<DBInstanceClass>db.r6g.large</DBInstanceClass>"
    let answer = Self.answer(instanceClass: "db.t3.medium", pending: pending)
    #expect(try await InstanceScene.seen(answer, "rds.modify", Self.wanted) == .absent)
  }

  @Test(
    "a change that is under way is waited for",
    arguments: [
      (
        answer("modifying", instanceClass: "db.t3.medium", pending: "<DBInstanceClass>db.r6g.large</DBInstanceClass>"),
        "kaigo is modifying; instanceClass is not yet as wanted"
      ),
      (
        answer(
          "storage-optimization", multiAZ: "false", pending: "<MultiAZ>true</MultiAZ>"),
        "kaigo: multiAZ is being changed"
      ),
      (answer("rebooting"), "kaigo is rebooting"),
      (answer("backing-up", retention: "1"), "kaigo is backing-up; backupRetentionDays is not yet as wanted"),
      (answer(groups: applied("applying")), "kaigo: parameterGroup is being changed"),
      (
        answer(security: securityGroups(["sg-1": "active", "sg-2": "adding"])), "kaigo: securityGroups is being changed"
      ),
      (
        answer(security: securityGroups(["sg-1": "active", "sg-2": "active", "sg-3": "removing"])),
        "kaigo: securityGroups is being changed"
      ),
    ])
  func underway(answer: HTTPResponse, text: String) async throws {
    #expect(try await InstanceScene.seen(answer, "rds.modify", Self.wanted) == .inProgress(text))
  }

  @Test("only what the plan gives is compared")
  func onlyGiven() async throws {
    let answer = Self.answer(instanceClass: "", multiAZ: "", retention: "7", groups: nil, security: nil, protection: "")
    #expect(try await InstanceScene.seen(answer, "rds.modify", ["backupRetentionDays": 7]) == Self.done())
  }

  @Test("what can't be changed is refused with what mends it", arguments: DescribedInstance.lost)
  func lost(status: String) async throws {
    let fault = try await InstanceScene.fault(Self.answer(status), "rds.modify", Self.wanted)
    #expect(fault?.code == "rds.instance-stuck" && fault?.isRetriable == false)
  }

  @Test("what stands still is not changed", arguments: ["stopped", "stopping"])
  func stopped(status: String) async throws {
    let fault = try await InstanceScene.fault(Self.answer(status, multiAZ: "false"), "rds.modify", Self.wanted)
    #expect(fault?.code == "rds.instance-stuck" && fault?.message.contains("start-db-instance") == true)
  }

  @Test(
    "what says nothing is never done",
    arguments: DescribedInstance.meaningless + [
      answer(instanceClass: ""), answer(multiAZ: ""), answer(multiAZ: "perhaps"), answer(retention: ""),
      answer(retention: "a week"), answer(groups: nil), answer(groups: "none"),
      answer(groups: "<DBParameterGroup>\(group)</DBParameterGroup>"), answer(security: nil),
      answer(
        security:
          "<VpcSecurityGroupMembership><VpcSecurityGroupId>sg-1</VpcSecurityGroupId></VpcSecurityGroupMembership>"
      ), answer(protection: ""), answer(pending: "something"), answer(pending: "<MultiAZ>perhaps</MultiAZ>"),
    ])
  func meaningless(answer: HTTPResponse) async throws {
    let fault = try await InstanceScene.fault(answer, "rds.modify", Self.wanted)
    #expect(fault?.code == "rds.UnreadableAnswer" && fault?.isRetriable == true)
  }

  @Test("only what the plan gives is changed, at once")
  func changed() async throws {
    let all = try await InstanceScene.sent("ModifyDBInstance", "rds.modify", Self.wanted)
    for pair in [
      "ApplyImmediately=true", "DBInstanceClass=db.r6g.large", "MultiAZ=true", "BackupRetentionPeriod=7",
      "DBParameterGroupName=Orders", "VpcSecurityGroupIds.VpcSecurityGroupId.2=sg-2", "DeletionProtection=true",
    ] {
      #expect(all.contains(pair))
    }
    let one = try await InstanceScene.sent("ModifyDBInstance", "rds.modify", ["multiAZ": false])
    #expect(one.contains("ApplyImmediately=true") && one.contains("MultiAZ=false"))
    for name in ["Class", "Retention", "Group", "Protection"] { #expect(!one.contains(name)) }
  }
}
