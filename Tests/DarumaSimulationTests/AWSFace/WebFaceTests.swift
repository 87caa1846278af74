import Testing

@testable import DarumaSimulation

@Suite("Plain web endpoints")
struct WebFaceTests {
  @Test("a page tells its status and the region that served it")
  func page() throws {
    let response = try FaceScenario().response(to: .plain("GET", "/web/app.kaigo.example/health?x=1"))
    #expect(response.status == 200)
    #expect(response.body == #"{"reason":"ok","region":"us-east-1","status":"up"}"#)
  }

  @Test("a host alone is its front page")
  func frontPage() throws {
    #expect(try FaceScenario().response(to: .plain("GET", "/web/app.kaigo.example")).status == 200)
  }

  @Test("a region that is down shows as a broken or silent connection")
  func down() {
    let scenario = FaceScenario()
    scenario.host.withCloud { $0.estate.outages = [Outage(region: "us-east-1", from: 0, manner: .refused)] }
    guard case .cut = scenario.face().answer(.plain("GET", "/web/app.kaigo.example/health")) else {
      Issue.record("not cut")
      return
    }
    scenario.host.withCloud { $0.estate.outages = [Outage(region: "us-east-1", from: 0, manner: .silent)] }
    guard case .hold = scenario.face().answer(.plain("GET", "/web/app.kaigo.example/health")) else {
      Issue.record("not held")
      return
    }
  }

  @Test("webhooks take posts and nothing else")
  func webhook() throws {
    let scenario = FaceScenario()
    #expect(try scenario.response(to: .plain("POST", "/webhook/oncall", "{}")).status == 200)
    #expect(try scenario.response(to: .plain("POST", "/webhook/nobody", "{}")).status == 404)
    #expect(try scenario.response(to: .plain("GET", "/webhook/oncall")).status == 405)
    #expect(try scenario.response(to: .plain("POST", "/web/app.kaigo.example/health")).status == 405)
    let kept = scenario.host.withCloud { $0.estate.web.inboxes["oncall"]?.deliveries.elements.map(\.body) }
    #expect(kept == [Array("{}".utf8)])
  }

  @Test("faults strike web endpoints too")
  func faults() throws {
    let scenario = FaceScenario(faults: [FaultRule(.unavailable, operation: "PostToWebhook", .nth(1))])
    #expect(try scenario.response(to: .plain("POST", "/webhook/oncall", "1")).status == 503)
    #expect(try scenario.response(to: .plain("POST", "/webhook/oncall", "2")).status == 200)
  }
}
