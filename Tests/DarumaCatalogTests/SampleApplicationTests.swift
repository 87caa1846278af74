import DarumaActions
import DarumaCatalog
import DarumaCore
import TestSupport
import Testing

@Suite("The sample application")
struct SampleApplicationTests {
  private func read(strict: Bool = false) -> Reading {
    ApplicationFile.read(Array(SampleApplication.kaigo.utf8), file: SampleApplication.fileName, strict: strict)
  }

  @Test(
    "has faults that its owner knows, and says so at its head: daily copies don't make an RPO of an hour, and much is left behind",
    arguments: [false, true])
  func faults(strict: Bool) throws {
    let application = try #require(read().application)
    let reading = read(strict: strict)
    #expect(
      reading.diagnostics.map(\.code)
        == [.rpoOutOfReach, .rpoOutOfReach, .rpoOutOfReach] + (strict ? [.unsignedApproval] : [])
        + [.leavesResourceBehind, .leavesResourceBehind])
    #expect(Set(reading.diagnostics.map(\.severity)) == [strict ? .error : .warning])
    for (diagnostic, id) in zip(reading.diagnostics, ["db", "files", "volume"]) {
      let rule = try #require(application.resource(ResourceID(id))?.protection.first)
      let exposure = Span.days(1) + rule.copyAllowance
      #expect(diagnostic.message.hasPrefix("up to \(exposure) of `\(id)` may be lost, and the RPO is 1h: "))
    }
    #expect(
      reading.diagnostics.dropLast().last?.message
        == "plan `region-failover` brings `volume`, `app-logs` and `audit-logs` over neither by "
        + "a step nor by a replica: how much of it is lost is unknown")
  }

  @Test("is the reference service")
  func sample() throws {
    let application = try #require(read().application)
    #expect(application.name == "kaigo-subsys")
    #expect(
      application.resources.map(\.id) == [
        "db", "api", "alb", "cache", "files", "volume", "app-logs", "audit-logs", "backups",
      ])
    #expect(
      application.plans.map(\.name)
        == ["clean-failover", "db-from-snapshot", "db-to-time", "region-failover", "start-tasks"])
    #expect(
      application.triggers.map(\.name)
        == ["region-outage", "several-zones", "data-centre-fire", "cyber-attack", "db-failure", "tasks-stopped"])
    #expect(application.plan("region-failover")?.restoredResources == ["db", "files"])
  }

  @Test("each scenario and each runbook has the time that the reference service gives it, and management agrees")
  func objectives() throws {
    let application = try #require(read().application)
    let hours = Dictionary(
      uniqueKeysWithValues: application.triggers.map { trigger in
        let plan = application.plan(trigger.run)
        return (trigger.name, plan.map { application.objectives(of: $0, by: trigger).rto } ?? .zero)
      })
    #expect(
      hours == [
        "region-outage": .hours(4), "several-zones": .hours(2), "data-centre-fire": .hours(4),
        "cyber-attack": .hours(8),
        "db-failure": .hours(2), "tasks-stopped": .minutes(30),
      ])
    for trigger in application.triggers {
      let plan = try #require(application.plan(trigger.run))
      #expect(application.objectives(of: plan, by: trigger).rpo == .hours(1))
      #expect(application.approval(of: plan, by: trigger)?.from == ["management"])
    }
    for plan in application.plans { #expect(application.approvalByHand(of: plan)?.from == ["management"]) }
    #expect(
      Set(application.plans.filter { $0.kind == .restore }.map(\.name)) == [
        "db-to-time", "db-from-snapshot", "start-tasks",
      ])
  }

  @Test("the staging variant has no fault, also under --strict, and restores each quarter", arguments: [false, true])
  func staging(strict: Bool) throws {
    let reading = ApplicationFile.read(
      Array(SampleApplication.staging.utf8), file: SampleApplication.stagingFileName, strict: strict)
    #expect(reading.diagnostics.map(\.description) == [])
    let application = try #require(reading.application)
    #expect(application.resource("db")?.protection.map(\.retain) == [.lasting(.days(7)), .lasting(.days(1))])
    #expect(application.resources.allSatisfy { $0.protection.allSatisfy { $0.copyTo == nil } })
    #expect(application.plans.map(\.name) == ["quarterly-restore-test"] && application.triggers.isEmpty)
  }

  @Test("tells the whole production table")
  func protection() throws {
    let application = try #require(read().application)
    func rules(_ id: ResourceID) -> [ProtectionRule] { application.resource(id)?.protection ?? [] }
    #expect(rules("db").map(\.kind) == [.snapshot, .pitr, .snapshot, .snapshot, .snapshot])
    #expect(
      rules("db").map(\.retain)
        == [.lasting(.days(30)), .lasting(.days(7)), .forever, .forever, .years(1)])
    #expect(rules("db").compactMap(\.name) == ["release-*", "pre-change-*", "monthly-*"])
    #expect(rules("cache").map(\.copyTo) == [nil])
    for id: ResourceID in ["files", "volume"] {
      let rule = try #require(rules(id).first)
      #expect(rule.kind == .backup && rule.window == DayWindow("04:00-05:00") && rule.timeZone == "Asia/Tokyo")
      #expect(rule.startWithin == .hours(1) && rule.completeWithin == .hours(8))
      #expect(rule.copyTo == "us-west-2" && rule.retainCopy == .lasting(.days(30)))
    }
    #expect(rules("app-logs") == [ProtectionRule(kind: .versioning, retain: .lasting(.days(30)))])
    #expect(rules("audit-logs") == [ProtectionRule(kind: .versioning, retain: .years(7))])
    #expect(rules("backups").map(\.kind) == [.versioning, .replication])
    #expect(rules("backups").last?.destination == "arn:aws:s3:::kaigo-subsys-dr-backups")
    #expect(application.zones?.keys.sorted() == ["Asia/Tokyo"])
  }

  @Test("is indented with spaces and ends with a line break")
  func layout() {
    #expect(!SampleApplication.kaigo.contains("\t"))
    #expect(SampleApplication.kaigo.hasPrefix("# kaigo-subsys"))
    #expect(SampleApplication.kaigo.hasSuffix("onFailure: continue\n"))
  }
}
