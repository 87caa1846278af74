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
    "has two faults, which its owner knows: daily copies don't make an RPO of an hour, and much is left behind",
    arguments: [false, true])
  func faults(strict: Bool) throws {
    let application = try #require(read().application)
    let reading = read(strict: strict)
    #expect(
      reading.diagnostics.map(\.code)
        == [.rpoOutOfReach, .rpoOutOfReach, .rpoOutOfReach] + (strict ? [.unsignedApproval] : [])
        + [.leavesResourceBehind])
    #expect(Set(reading.diagnostics.map(\.severity)) == [strict ? .error : .warning])
    for (diagnostic, id) in zip(reading.diagnostics, ["db", "files", "volume"]) {
      let rule = try #require(application.resource(ResourceID(id))?.protection.first)
      let exposure = Span.days(1) + rule.copyAllowance
      #expect(diagnostic.message.hasPrefix("up to \(exposure) of `\(id)` may be lost, and the RPO is 1h: "))
    }
    #expect(
      reading.diagnostics.last?.message
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
    #expect(application.plans.map(\.name) == ["region-failover"])
    #expect(application.plan("region-failover")?.restoredResources == ["db", "files"])
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
