import Testing

/// A file without a fault, also under `--strict`.
enum GoodApplication {
  /// The text with a part of it changed that stands there once.
  static func replacing(
    _ old: String, with new: String, sourceLocation: SourceLocation = #_sourceLocation
  ) -> String {
    #expect(text.ranges(of: old).count == 1, "\(old) stands there once", sourceLocation: sourceLocation)
    return text.replacing(old, with: new)
  }

  /// Where what is said of its plan stands: at the name.
  static let planName = "region:\n"

  static var textBeforePlans: String { String(text.split(separator: "plans:\n")[0]) }

  static let text = """
    apiVersion: daruma.dev/v1
    application: orders
    account: "012345678901"
    regions: { primary: us-east-1, recovery: us-west-2 }
    objectives: { rpo: 2d, rto: 4h }
    guards: { maximumLoss: 2h, failoversPerDay: 1 }
    contacts:
      - { role: management, sns: "arn:aws:sns:us-west-2:012345678901:orders-management" }
    operators:
      - { name: hanako, roles: [management, manager], key: "ed25519:MCowBQYDK2VwAyEA11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=" }
    resources:
      - id: db
        type: rds.instance
        arn: arn:aws:rds:us-east-1:012345678901:db:orders
        tier: 1
        protection:
          - { kind: snapshot, every: 1d, window: "03:00-04:00", timeZone: Asia/Tokyo,
              retain: 30d, copyTo: us-west-2 }
      - id: api
        type: ecs.service
        arn: arn:aws:ecs:us-east-1:012345678901:service/orders/api
    triggers:
      - name: outage
        when: { all: [ { alarm: { name: "or-*", state: ALARM } }, { silence: { source: probe, for: 3m } } ] }
        holdFor: 5m
        coolDown: 6h
        approval: { required: 1, from: [management], timeout: 30m, onTimeout: abort }
        run: region
    plans:
      region:
        kind: failover
        steps:
          - id: tell
            action: notify
            with: { message: Begun., role: management }
            timeout: 1m
          - id: restore
            action: rds.restore
            resource: db
            with: { subnetGroup: dr, securityGroups: [sg-1] }
            timeout: 2h
          - id: scale
            action: ecs.scale
            resource: api
            with: { desiredCount: 4 }
            after: [restore]
            timeout: 10m
          - id: switch
            action: route53.switch
            with: { zone: Z1, name: app.example.com, target: dr.example.com }
            after: [scale, tell]
            timeout: 5m
            cutOver: true
            needs: An operator can do it at the registrar.
          - id: check
            action: http.check
            with: { url: "https://app.example.com/health" }
            after: [switch]
            timeout: 5m

    """
}
