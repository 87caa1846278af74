import AWSTestSupport
import DarumaActions
import DarumaAWS
import DarumaCatalog
import DarumaCore
import Synchronization
import Testing

@Suite("Plans of many applications are looked at without a storm of calls")
struct ManyPlansTests {
  /// Refuses everything, and counts what each host was asked, with the time at which it was.
  private final class CountedHosts: HTTPTransport {
    private let asked = Mutex<[String: [Duration]]>([:])
    private let time: ManualPacing

    init(_ time: ManualPacing) { self.time = time }

    var times: [String: [Duration]] { asked.withLock(\.self) }

    func send(_ request: HTTPRequest) async throws(TransportError) -> HTTPResponse {
      let host = String(request.url.split(separator: "/")[1])
      asked.withLock { $0[host, default: []].append(time.pacing.elapsed()) }
      return host.hasPrefix("route53") || host.hasPrefix("rds") || host.hasPrefix("ec2")
        ? .queryError(404, "NotOfThisTest") : .jsonError(400, "NotOfThisTest")
    }
  }

  private static func plan(_ number: Int) throws -> CheckedPlan {
    let groups = "subnetGroup: dr-db, parameterGroup: pg15, securityGroups: [sg-0a1b2c3d]"
    return try CheckedPlan(
      "id: db, action: rds.restore, resource: db, with: { instanceClass: db.r6g.large, \(groups) }",
      "id: app, action: ecs.scale, after: [db], with: { cluster: dr, service: app-\(number), desiredCount: 2 }",
      "id: dns, action: route53.switch, after: [app], cutOver: true, "
        + "with: { zone: Z1, name: app-\(number).example.com, target: dr.example.com }",
      named: "app-\(number)")
  }

  @Test("what is asked for all is asked once a minute, and nothing beyond the pace of what is listed")
  func shared() async throws {
    let time = ManualPacing()
    let transport = CountedHosts(time)
    let looks = SharedLooks(gate: CallGate(ListingLimits(), time.pacing), pacing: time.pacing)
    let client = AWSClient(
      transport: transport, endpoints: EndpointResolver(EndpointSettings()), signer: RecordingSigner(),
      policy: RetryPolicy(maximumTries: 1), pacing: time.pacing, looks: looks)
    let looker = AWSPlanLooker(
      cloud: AWSCloud(client: client, transport: transport, addresses: WebhookAddresses()), client: client, looks: looks
    )
    let caller = Caller(account: "012345678901", arn: "arn:aws:iam::012345678901:user/daruma")
    let start = time.pacing.elapsed()
    for number in 1...120 {
      let plan = try Self.plan(number)
      let marks = await looker.marks(
        of: plan.run, of: plan.application, as: caller, at: Instant(milliseconds: 1_000_000))
      #expect(marks.contains { $0.kind == .unmet })
    }
    let took = time.pacing.elapsed() - start
    let times = transport.times
    for (host, asked) in times {
      for (index, first) in asked.enumerated() {
        let second = asked[index...].prefix { $0 - first < .seconds(1) }
        #expect(second.count <= 15, "\(host) was asked \(second.count) times within a second")
      }
    }
    // A zone is of all of them, and so are the groups of the network; a record and a service are of one.
    let counts = times.mapValues(\.count).sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" }
    print("120 plans: \(counts.joined(separator: ", ")); \(took)")
    #expect(
      times.filter { $0.key.hasPrefix("rds.us-west-2") || $0.key.hasPrefix("ec2.") }.values.allSatisfy {
        $0.count <= 10
      })
    #expect(times.filter { $0.key.hasPrefix("ecs.") }.values.map(\.count).reduce(0, +) == 120)
    #expect(took < .seconds(300), "all of them within their five minutes: \(took)")
  }
}
