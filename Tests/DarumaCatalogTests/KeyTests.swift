import DarumaCatalog
import Testing

@Suite("Keys that are unknown, missing or at odds are named")
struct KeyTests {
  static let changes = [
    Change("at the top", "guards: {", "‹gaurds: {", .unknownKey),
    Change("beside the right one", "tier: 1", "tier: 1\n    ‹colour: red", .unknownKey),
    Change("in a step", "after: [restore]", "‹afetr: [restore]", .unknownKey),
    Change("in another action's with", "{ desiredCount: 4 }", "{ desiredCount: 4, ‹ttl: 60 }", .unknownKey),
    Change("a missing version", "apiVersion: daruma.dev/v1\napplication", "‹application", .missingKey),
    Change("a missing region", "primary: us-east-1, recovery: us-west-2", "primary: us-east-1", .missingKey),
    Change("a missing objective", "rpo: 2d, rto: 4h", "rto: 4h", .missingKey),
    Change("a missing kind", "kind: failover\n    steps", "‹steps", .missingKey),
    Change("a missing resource", "resource: db\n", "retries: 1\n", .leavesResourceBehind, .missingKey),
    Change("a missing with", "with: { desiredCount: 4 }\n", "retries: 1\n", .missingKey),
    Change("a missing target", ", target: dr.example.com", "", .missingKey),
    Change(
      "a missing channel", "sns: \"arn:aws:sns:us-west-2:012345678901:orders-management\"", "", .missingKey),
    Change("a window without a time zone", ", timeZone: Asia/Tokyo", "", .missingKey),
    Change(
      "two targets", "target: dr.example.com", "target: dr.example.com, endpointOf: restore", .keyConflict),
    Change("two conditions", "{ silence: {", "‹{ health: { region: us-east-1 }, silence: {", .keyConflict),
    Change("of without atLeast", "when: { all:", "when: ‹{ of:", .missingKey),
    Change(
      "a resource for nothing", "action: http.check", "action: http.check\n        resource: ‹db",
      .keyConflict),
  ]

  @Test("by code, and by place where a key stands wrong", arguments: changes)
  func change(change: Change) { change.check() }

  @Test("a missing key is reported at its mapping, with what it means")
  func missing() {
    let text = GoodApplication.replacing(", recovery: us-west-2", with: "")
    #expect(
      MarkedText(text).read().diagnostics.map(\.description) == [
        "orders.yaml:4:10: error: the mapping `regions` needs `recovery`; "
          + "add `recovery: ...` (Where it recovers.) (key.missing)"
      ])
  }

  @Test("a misspelt key is told once as unknown and once as missing, each pointing at the other")
  func misspelt() {
    let text = GoodApplication.replacing("rpo: 2d", with: "rop: 1h")
    #expect(
      MarkedText(text).read().diagnostics.map(\.description) == [
        "orders.yaml:5:13: error: the mapping `objectives` needs `rpo`; is `rop` meant for it? (key.missing)",
        "orders.yaml:5:15: error: the mapping `objectives` has no key `rop`; "
          + "did you mean `rpo`? (key.unknown)",
      ])
  }

  @Test("reading goes on: every problem is told in one go")
  func goesOn() {
    expect(
      """
      apiVersion: ‹daruma.dev/v2
      application: ‹my app
      account: ‹123456789012
      regions: ‹{ primary: us-east-1 }
      objectives: { rpo: ‹1, rto: 4h }
      resources:
        - { id: db, type: ‹rds.instanse, arn: arn:aws:rds:us-east-1:123456789012:db:a }
      plans:
        ‹p:
          kind: drill
          steps:
            - { id: a, action: ‹rds.restroe, resource: db, after: [‹b] }

      """,
      gives: [
        .notAChoice, .badName, .badAccount, .missingKey, .badDuration, .notAChoice, .planKindNotRun,
        .unknownAction, .unknownStep,
      ])
  }
}
