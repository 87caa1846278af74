import Testing

@testable import DarumaSimulation

@Suite("What users see")
struct WebSiteTests {
  private let health = VisitWebSite(host: SampleEstate.host, path: "/health")

  private func visit(_ scenario: inout Scenario) throws -> VisitWebSite.Output {
    try scenario.call(health, in: CloudService.web.rawValue)
  }

  private func status(_ scenario: inout Scenario) throws -> Int? {
    guard case .page(let status, _, _) = try visit(&scenario) else { return nil }
    return status
  }

  @Test("before the disaster the page is served from the primary region")
  func before() throws {
    var scenario = Scenario()
    #expect(try visit(&scenario) == .page(status: 200, reason: "ok", region: "us-east-1"))
  }

  @Test(
    "when the primary region is down, so is the page",
    arguments: [
      (Outage.Manner.refused, VisitWebSite.Output.unreachable(reason: "us-east-1 is down")),
      (.silent, .silent(region: "us-east-1")),
      (.unavailable, .page(status: 503, reason: "us-east-1 is down", region: "us-east-1")),
    ])
  func outage(manner: Outage.Manner, seen: VisitWebSite.Output) throws {
    var scenario = Scenario()
    scenario.cloud.estate.outages = [Outage(region: "us-east-1", from: scenario.now, manner: manner)]
    #expect(try visit(&scenario) == seen)
  }

  @Test("after a failover it is up again only once database, tasks and name are all there")
  func failover() throws {
    var scenario = Scenario()
    try scenario.prepareCopy()
    scenario.cloud.estate.outages = [Outage(region: "us-east-1", from: scenario.now)]
    let west = RecordSet(
      name: SampleEstate.host, type: "CNAME",
      target: .values([SampleEstate.recoveryLoadBalancer.dnsName], ttlSeconds: 60))
    _ = try scenario.call(
      ChangeResourceRecordSets(zone: SampleEstate.hostedZone, changes: [RecordChange(.upsert, west)]))
    scenario.pass(minutes: 5)
    #expect(try status(&scenario) == 503, "no task runs")
    _ = try scenario.call(
      UpdateService(cluster: SampleEstate.recoveryCluster, serviceName: SampleEstate.service, desiredCount: 4)
    )
    scenario.pass(minutes: 5)
    #expect(try status(&scenario) == 500, "no database serves")
    _ = try scenario.call(RestoreDBInstanceFromDBSnapshot(identifier: "any-name", snapshot: "copy"))
    scenario.pass(minutes: 5)
    #expect(try status(&scenario) == 500, "the database is still being created")
    scenario.pass(minutes: 15)
    #expect(try visit(&scenario) == .page(status: 200, reason: "ok", region: "us-west-2"))
  }

  @Test("a database with other data doesn't help")
  func otherDatabase() throws {
    var scenario = Scenario(timings: .instant)
    _ = try scenario.call(
      CreateDBInstance(
        identifier: "empty",
        settings: DatabaseSettings(
          instanceClass: "db.r6g.large", engine: "postgres", engineVersion: "15.8", allocatedStorageGiB: 20,
          masterUsername: "kaigo")))
    _ = try scenario.call(
      UpdateService(cluster: SampleEstate.recoveryCluster, serviceName: SampleEstate.service, desiredCount: 1)
    )
    let west = RecordSet(
      name: SampleEstate.host, type: "CNAME",
      target: .values([SampleEstate.recoveryLoadBalancer.dnsName], ttlSeconds: 60))
    _ = try scenario.call(
      ChangeResourceRecordSets(zone: SampleEstate.hostedZone, changes: [RecordChange(.upsert, west)]))
    #expect(try status(&scenario) == 500)
  }

  @Test("a name that points nowhere known is unreachable, a page that isn't there is not found")
  func nowhere() throws {
    var scenario = Scenario(timings: .instant)
    let missing = VisitWebSite(host: SampleEstate.host, path: "/nothing")
    #expect(
      try scenario.call(missing, in: "web") == .page(status: 404, reason: "no such page", region: nil))
    let elsewhere = RecordSet(
      name: SampleEstate.host, type: "CNAME", target: .values(["elsewhere.example"], ttlSeconds: 60))
    _ = try scenario.call(
      ChangeResourceRecordSets(zone: SampleEstate.hostedZone, changes: [RecordChange(.upsert, elsewhere)]))
    guard case .unreachable = try visit(&scenario) else {
      Issue.record("reachable")
      return
    }
    let unknown = VisitWebSite(host: "unknown.example", path: "/")
    #expect(try scenario.call(unknown, in: "web") == .unreachable(reason: "no site unknown.example"))
  }

  @Test("webhooks keep what was posted, and unknown ones refuse it")
  func webhooks() throws {
    var scenario = Scenario()
    try scenario.call(
      PostToWebhook(inbox: SampleEstate.webhook, body: [1, 2], contentType: "text/plain"), in: "web")
    let kept = scenario.cloud.estate.web.inboxes[SampleEstate.webhook]?.deliveries.elements
    #expect(kept == [WebhookInbox.Delivery(body: [1, 2], contentType: "text/plain", at: scenario.now)])
    #expect(scenario.refusal(of: PostToWebhook(inbox: "nobody", body: []), in: "web") == "NoSuchInbox")
  }
}
