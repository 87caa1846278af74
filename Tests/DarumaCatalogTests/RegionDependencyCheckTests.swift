import DarumaCore
import Testing

@testable import DarumaCatalog

@Suite("A failover needs nothing of the region that is down, up to its cut-over")
struct RegionDependencyTests {
  private static let topic = "arn:aws:sns:us-west-2:012345678901:orders-management"
  private static let tell = "with: { message: Begun., role: management }"
  private static let needs = "        needs: An operator can do it at the registrar.\n"
  private static let url = "https://app.example.com/health"

  private static func told(by channel: String) -> String {
    "with: { message: Begun., to: [ { \(channel) } ] }"
  }

  static let changes = [
    Change(
      "Route 53 at the cut-over", "action: route53.switch", "action: ‹route53.switch", without: needs,
      .cutOverNeedsGlobalPlane),
    Change(
      "a topic in the primary region", tell, told(by: "sns: ‹\"arn:aws:sns:us-east-1:012345678901:x\""),
      .needsPrimary),
    Change(
      "a webhook in the primary region", tell,
      told(by: "webhook: ‹‹\"https://x.lambda-url.us-east-1.on.aws/\""), .addressInClear, .needsPrimary),
    Change(
      "a step that acts in the primary region", "resource: api", "resource: api\n        region: ‹primary",
      .needsPrimary),
    Change(
      "the primary region by its code", "resource: api", "resource: api\n        region: ‹us-east-1", .needsPrimary),
    Change("another region", "resource: api", "resource: api\n        region: eu-west-1"),
    Change("no region", "resource: api", "resource: api\n        region: ‹secondary", .badRegion),
    Change(
      "a restore elsewhere", "resource: db", "resource: ‹db\n        region: ‹eu-west-1", .needsPrimary,
      .keyConflict),
    Change("a topic elsewhere", tell, told(by: "sns: \"arn:aws:sns:eu-west-1:012345678901:x\"")),
    Change(
      "a topic in the primary region, with the reason", tell,
      told(by: "sns: \"arn:aws:sns:us-east-1:012345678901:x\"") + "\n        needs: Only if it is up."),
    Change("a check in the primary region after the cut-over", url, "https://x.us-east-1.elb.amazonaws.com/"),
  ]

  @Test("what it needs without saying why is named", arguments: changes)
  func change(change: Change) { change.check() }

  @Test("Route 53 before the cut-over is an error, where it lives in the primary region or elsewhere")
  func beforeCutOver() {
    let text = GoodApplication.text.replacing("        cutOver: true\n" + Self.needs, with: "")
      .replacing("after: [switch]", with: "after: [switch]\n        cutOver: true")
      .replacing("action: route53", with: "action: ‹route53")
    expect(text, gives: [.needsGlobalPlane])
    let west = text.replacing("us-west-2", with: "eu-west-1").replacing("us-east-1", with: "us-west-2")
    expect(west, gives: [.needsGlobalPlane])
    let message = MarkedText(west).read().diagnostics.map(\.message)
    #expect(
      message == [
        "step `switch` needs the Route 53 control plane before the cut-over, which lives in us-east-1"
      ])
  }

  @Test("a check of a host in the primary region before the cut-over is an error")
  func check() {
    let text = GoodApplication.text.replacing(Self.url, with: "https://x.us-east-1.elb.amazonaws.com/")
      .replacing("after: [switch]", with: "after: [scale]")
    expect(text.replacing("\"https://x", with: "‹\"https://x"), gives: [.needsPrimary])
  }

  @Test("a step beside the cut-over is not after it")
  func parallel() {
    let text = GoodApplication.text.replacing("[scale, tell]", with: "[scale]")
      .replacing(Self.tell, with: Self.told(by: "sns: ‹\"arn:aws:sns:us-east-1:012345678901:x\""))
    expect(text, gives: [.needsPrimary])
  }

  @Test("of other kinds of plans the kind alone is refused, whatever they need")
  func otherKinds() {
    let text = GoodApplication.text.replacing("region:\n    kind: failover", with: "‹region:\n    kind: failback")
      .replacing(Self.tell, with: Self.told(by: "sns: \"arn:aws:sns:us-east-1:012345678901:x\""))
    expect(text.replacing(Self.needs, with: ""), gives: [.planKindNotRun])
  }

  @Test("a file with many faults tells of this one too")
  func withOtherFaults() {
    let text = GoodApplication.text
      .replacing(Self.tell, with: Self.told(by: "sns: ‹\"arn:aws:sns:us-east-1:012345678901:x\""))
      .replacing("regions: { primary: us-east-1, recovery: us-west-2", with: "regions: ‹{ primary: us-east-1")
      .replacing("[scale, tell]", with: "[scale, tell, check]").replacing(
        "after: [switch]", with: "after: [‹switch]"
      )
      .replacing("timeout: 2h", with: "timeout: ‹2").replacing(
        "action: ecs.scale", with: "action: ‹ecs.scael")
    expect(text, gives: [.missingKey, .needsPrimary, .badDuration, .unknownAction, .cycle])
  }

  @Test("the home of global control planes depends on the partition")
  func homes() {
    #expect(RegionDependencyCheck.homeOfGlobalControlPlanes(for: "eu-west-1") == "us-east-1")
    #expect(RegionDependencyCheck.homeOfGlobalControlPlanes(for: "us-gov-east-1") == "us-gov-west-1")
    #expect(RegionDependencyCheck.homeOfGlobalControlPlanes(for: "cn-north-1") == "cn-northwest-1")
  }
}
