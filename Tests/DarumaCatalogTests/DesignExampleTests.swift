import DarumaCatalog
import Testing

@Suite("The example of the design")
struct DesignExampleTests {
  /// As DESIGN.md prints it, with the resource `api` that its plan scales.
  static let text = """
    apiVersion: daruma.dev/v1
    application: kaigo-subsys
    account: "123456789012"
    regions: { primary: us-east-1, recovery: us-west-2 }
    objectives: { rpo: 1h, rto: 4h }
    resources:
      - id: db
        type: rds.instance
        arn: arn:aws:rds:us-east-1:123456789012:db:kaigo-subsys-prod
        tier: 2
        protection:
          - { kind: snapshot, every: ‹1d, window: "03:00-04:00", timeZone: Asia/Tokyo, retain: 30d, copyTo: us-west-2 }
          - { kind: pitr, retain: 7d }
      - { id: api, type: ecs.service, arn: "arn:aws:ecs:us-east-1:123456789012:service/kaigo/api" }
    triggers:
      - name: region-outage
        when:
          all:
            - atLeast: 2
              of:
                - alarm: { name: "kaigo-prod-region-*", state: ALARM }
                - health: { region: us-east-1, expectedDuration: ‹">=4h" }
                - silence: { source: synthetics-us-west-2, for: 3m }
            - not: { alarm: { name: "kaigo-dr-region-*", state: ALARM } }
        holdFor: 5m
        coolDown: 6h
        approval: { required: 1, from: [‹management], timeout: 30m, onTimeout: abort }
        run: region-failover
    plans:
      region-failover:
        kind: failover
        steps:
          - { id: restore-db, action: ‹rds.restore, resource: db, timeout: 2h, retries: 3 }
          - { id: app, action: ecs.scale, resource: api, with: { desiredCount: 4 }, after: [restore-db] }
          - { id: dns, action: route53.switch, with: ‹{ zone: Z123, name: app.kaigo.example, ttl: 60 }, after: [app], cutOver: true }
          - { id: check, action: http.check, with: { url: "https://app.kaigo.example/health", expect: 200 }, after: [dns] }

    """

  @Test("does not say where the record is to point, and is refused for that alone")
  func asPrinted() {
    expect(Self.text, gives: [.rpoOutOfReach, .expectationUnsaid, .unreachableRole, .restoreWithDefaults, .missingKey])
    #expect(MarkedText(Self.text).read().diagnostics.count { $0.severity == .error } == 1)
  }

  @Test("is put in force with a target; what may be doubted is said")
  func withTarget() {
    let text = Self.text.replacing("ttl: 60 }", with: "ttl: 60, target: dr.kaigo.example }")
      .replacing("with: ‹{ zone", with: "with: { zone").replacing("action: route53", with: "action: ‹route53")
    expect(
      text,
      gives: [.rpoOutOfReach, .expectationUnsaid, .unreachableRole, .restoreWithDefaults, .cutOverNeedsGlobalPlane])
    #expect(MarkedText(text).read().application != nil)
  }
}
