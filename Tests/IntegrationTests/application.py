"""The application file of the tests: the reference service with short times, a loopback health page and webhook."""

from estate import CLUSTER, HOST, RECOVERY_TARGET, SERVICE


def application_file(zone="Z0123456789KAIGO", site="http://127.0.0.1:1", name="kaigo-subsys"):
    return f"""\
apiVersion: daruma.dev/v1
application: {name}
account: "123456789012"
regions: {{ primary: us-east-1, recovery: us-west-2 }}
objectives: {{ rpo: 1h, rto: 4h }}
guards: {{ maximumLoss: 26h, failoversPerDay: 2 }}
contacts:
  - {{ role: management, webhook: "{site}/management" }}
  - {{ role: developers, webhook: "{site}/developers" }}
resources:
  - id: db
    type: rds.instance
    arn: arn:aws:rds:us-east-1:123456789012:db:kaigo-subsys-prod
    tier: 2
    protection:
      - {{ kind: snapshot, every: 1d, window: "03:00-04:00", timeZone: Asia/Tokyo, retain: 30d, copyTo: us-west-2 }}
  - id: api
    type: ecs.service
    arn: arn:aws:ecs:us-east-1:123456789012:service/kaigo-prod/kaigo-api
    tier: 3
triggers:
  - name: region-outage
    when:
      all:
        - atLeast: 2
          of:
            - alarm: {{ name: "kaigo-prod-region-*", state: ALARM }}
            - health: {{ region: us-east-1 }}
            - silence: {{ source: synthetics-us-west-2, for: 1h }}
        - not: {{ alarm: {{ name: "kaigo-dr-region-*", state: ALARM }} }}
    holdFor: 1s
    coolDown: 6h
    approval: {{ required: 1, from: [management], timeout: 30m, onTimeout: abort }}
    run: region-failover
plans:
  region-failover:
    kind: failover
    steps:
      - {{ id: notify-start, action: notify, with: {{ message: Failover has begun., role: developers }} }}
      - id: restore-db
        action: rds.restore
        resource: db
        with: {{ instanceClass: db.r6g.large }}
        timeout: 10m
        retries: 3
        backoff: 1s
      - id: app
        action: ecs.scale
        resource: api
        with: {{ desiredCount: 4, cluster: {CLUSTER}, service: {SERVICE} }}
        after: [restore-db]
      - id: dns
        action: route53.switch
        with: {{ zone: {zone}, name: {HOST.rstrip(".")}, ttl: 60, target: {RECOVERY_TARGET} }}
        after: [app]
        cutOver: true
        needs: An operator moves the name at the registrar if Route 53 takes no changes.
      - {{ id: check, action: http.check, with: {{ url: "{site}/health", expect: 200, consecutive: 2 }}, after: [dns] }}
      - {{ id: notify-end, action: notify, with: {{ message: Served from us-west-2., role: developers }}, after: [check] }}
"""
