import DarumaActions
import DarumaCore
import Testing

@testable import DarumaCatalog

@Suite("Each action is given what it needs, and nothing else")
struct ActionTests {
  private static let restore = "with: { subnetGroup: dr, securityGroups: [sg-1] }"
  private static let scale = "resource: api\n        with: { desiredCount: 4 }"
  private static let target = "target: dr.example.com"

  private static let sns = "sns: \"arn:aws:sns:us-west-2:012345678901:x\""

  static let restores = [
    Change(
      "another type of resource", "resource: db", "resource: ‹api", marking: GoodApplication.planName,
      .leavesResourceBehind, .resourceOfOtherType),
    Change(
      "a class without its prefix", restore,
      "with: { subnetGroup: dr, securityGroups: [sg-1], instanceClass: ‹r6g.large }", .badAWSIdentifier),
    Change(
      "a group that is none", restore, "with: { subnetGroup: dr, securityGroups: [‹default] }",
      .badAWSIdentifier),
    Change(
      "a single group, not a list", restore, "with: { subnetGroup: dr, securityGroups: ‹sg-1 }", .wrongKind),
    Change("no network", restore, "retries: 1", .restoreWithDefaults),
    Change("no security group", restore, "with: { subnetGroup: dr }", .restoreWithDefaults),
  ]

  static let scales = [
    Change(
      "another type of resource", scale, "resource: ‹db\n        with: { desiredCount: 4 }",
      .resourceOfOtherType),
    Change("no service at all", scale, "with: { desiredCount: 4 }", .missingKey),
    Change("no cluster", scale, "with: { desiredCount: 4, service: api }", .missingKey),
    Change("both by name", scale, "with: { desiredCount: 4, cluster: dr, service: api }"),
    Change(
      "an ARN for a name", scale, "with: { desiredCount: 4, cluster: dr, service: ‹\"arn:aws:ecs:x\" }",
      .badAWSIdentifier),
    Change(
      "an ARN of the old form, which tells no cluster", "service/orders/api", "service/api", .missingKey),
  ]

  static let switches = [
    Change("a zone by its path", "zone: Z1", "zone: ‹/hostedzone/Z1", .badAWSIdentifier),
    Change("a short name", "name: app.example.com", "name: ‹app", .badDNSName),
    Change("a wildcard", "name: app.example.com", "name: \"*.example.com.\""),
    Change("a name for an A record", target, "type: A, target: ‹dr.example.com", .badAddress),
    Change("addresses for an A record", target, "type: A, targets: [192.0.2.1, 192.0.2.2]"),
    Change("a number beyond 255", target, "type: A, targets: ‹[192.0.2.1, 192.0.2.256]", .badAddress),
    Change("an address for a CNAME record", target, "target: ‹192.0.2.1", .badDNSName),
    Change("two names for a CNAME record", target, "targets: ‹[a.example.com, b.example.com]", .itemCount),
    Change("a type that can't be switched", target, "type: ‹MX, target: a.example.com", .notAChoice),
    Change(
      "a target in the primary region", target, "target: ‹lb-1.us-east-1.elb.amazonaws.com",
      .switchesToPrimary),
    Change("a target in the recovery region", target, "target: lb-1.us-west-2.elb.amazonaws.com"),
    Change("an endpoint that was restored", target, "endpointOf: restore"),
    Change("an endpoint for an A record", target, "type: A, endpointOf: ‹restore", .keyConflict),
    Change("an endpoint of no step", target, "endpointOf: ‹restroe", .unknownStep),
    Change("an endpoint of another action", target, "endpointOf: ‹scale", .noOutput),
    Change("a long life", target, target + ", ttl: ‹604801", .outOfRange),
  ]

  static let checksAndNotices = [
    Change("no URL", "\"https://app.example.com/health\"", "‹app.example.com/health", .badURL),
    Change("another scheme", "\"https://app.example.com/health\"", "‹ftp://app.example.com/", .badURL),
    Change("a password", "\"https://app.example.com/health\"", "‹\"https://u:p@app.example.com/\"", .badURL),
    Change("a blank", "\"https://app.example.com/health\"", "‹\"https://app.example.com/a b\"", .badURL),
    Change("a port", "\"https://app.example.com/health\"", "\"https://app.example.com:8443/a#c\""),
    Change("a hundred answers in a row", "/health\" }", "/health\", consecutive: 100 }"),
    Change("more than anyone waits for", "/health\" }", "/health\", consecutive: ‹101 }", .outOfRange),
    Change("no answer at all", "/health\" }", "/health\", consecutive: ‹0 }", .outOfRange),
    Change(
      "channels", "role: management }\n        timeout",
      "to: [ { webhook: env:A_B }, { \(sns) } ] }\n        timeout"
    ),
    Change(
      "a channel that is two", "role: management }\n        timeout",
      "to: [ ‹{ webhook: env:A_B, \(sns) } ] }\n        timeout",
      .keyConflict),
    Change("nobody", ", role: management }\n        timeout", " }\n        timeout", .missingKey),
    Change("no message", "message: Begun., role: management", "role: management", .missingKey),
  ]

  @Test("rds.restore", arguments: restores)
  func restoring(change: Change) { change.check() }

  @Test("ecs.scale", arguments: scales)
  func scaling(change: Change) { change.check() }

  @Test("route53.switch", arguments: switches)
  func switching(change: Change) { change.check() }

  @Test("http.check and notify", arguments: checksAndNotices)
  func checkOrNotice(change: Change) { change.check() }

  @Test("an endpoint must be known by then")
  func laterEndpoint() {
    let text = GoodApplication.text
      .replacing("after: [scale, tell]", with: "after: [tell]").replacing(
        Self.target, with: "endpointOf: restore")
    expect(text, gives: [.noOutput, .cutOverBeforeRestore])
  }
}
