/// A file in which every key of the format stands at least once.
enum FullApplication {
  static let text = """
    apiVersion: daruma.dev/v1
    application: full
    account: "012345678901"
    regions:
      primary: us-east-1
      recovery: us-west-2
    objectives:
      rpo: 1h
      rto: 4h
    guards:
      actDeaf: false
      planReadiness: required
      maximumLoss: 2h
      failoversPerDay: 3
      recoveryAlarms: ["dr-*"]
    allowances:
      begunEarly: 5m
      goneEarly: 2h
      goneLate: 2d
    contacts:
      - role: management
        sns: arn:aws:sns:us-west-2:012345678901:management
      - role: developers
        webhook: env:CHAT_WEBHOOK
    operators:
      - name: hanako
        roles: [management]
        key: ed25519:MCowBQYDK2VwAyEA11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=
    resources:
      - id: db
        type: rds.instance
        arn: arn:aws:rds:us-east-1:012345678901:db:full
        tier: 2
        protection:
          - kind: snapshot
            every: 1d
            window: "03:00-04:00"
            timeZone: Asia/Tokyo
            retain: 30d
            copyTo: us-west-2
            copyWithin: 2h
            retainCopy: 1y
            encrypted: true
          - kind: pitr
            copyTo: us-west-2
          - kind: snapshot
            origin: manual
            name: monthly-*
            every: month
            day: last
            retain: forever
      - id: files
        type: efs.fileSystem
        arn: arn:aws:elasticfilesystem:us-east-1:012345678901:file-system/fs-1
        protection:
          - kind: backup
            every: week
            day: sunday
            at: "04:00"
            timeZone: Asia/Tokyo
            startWithin: 1h
            completeWithin: 8h
            acceptMessages: ["*archived objects*"]
          - kind: replication
            copyTo: us-west-2
      - id: bucket
        type: s3.bucket
        arn: arn:aws:s3:::full
        protection:
          - kind: replication
            copyTo: us-west-2
            destination: arn:aws:s3:::full-dr
    triggers:
      - name: outage
        when:
          all:
            - any:
                - alarm:
                    name: full-*
                    state: ALARM
                    region: us-east-1
                    about: us-east-1
                    noOlderThan: 1d
                - health:
                    region: us-east-1
                    expectedDuration: ">=4h"
                    service: RDS
                    noOlderThan: 12h
                - threat:
                    severity: 7
                    resource: db
                    noOlderThan: 30d
                - zones:
                    region: us-east-1
                    impaired: 2
                    noOlderThan: 1d
                - resource:
                    resource: db
                    changed: [stopped, storageFull]
                    noOlderThan: 1h
            - any:
                - exposure:
                    over: 2h
                    resource: db
                - replication:
                    resource: db
                    lagOver: 15m
                    noOlderThan: 1h
                - replication:
                    faulted: true
                - missedBackup:
                    resource: db
                    noOlderThan: 2d
                - schedule:
                    window: "22:00-06:00"
                    day: sunday
                    timeZone: Asia/Tokyo
                - said: provider-expects-4h
                - said:
                    fact: migration-under-way
                    againstPrimary: true
            - atLeast: 1
              of:
                - silence:
                    source: probe
                    for: 3m
            - not:
                alarm:
                  name: dr-*
                  state: ALARM
        holdFor: 5m
        coolDown: 6h
        rpo: 1h
        rto: 2h
        approval:
          required: 1
          from: [management]
          timeout: 30m
          onTimeout: abort
        run: region
    plans:
      region:
        kind: failover
        rpo: 1h
        rto: 4h
        approval:
          required: 1
          from: [management]
          timeout: 30m
          onTimeout: abort
        steps:
          - id: tell
            action: notify
            with:
              message: Begun.
              to:
                - sns: arn:aws:sns:us-west-2:012345678901:all
                - webhook: env:CHAT_WEBHOOK
            onFailure: continue
          - id: restore
            action: rds.restore
            resource: db
            with:
              instanceClass: db.r6g.large
              subnetGroup: dr
              securityGroups: [sg-1]
              parameterGroup: dr-postgres15
              optionGroup: default:postgres-15
              multiAZ: false
              publiclyAccessible: false
            timeout: 2h
            retries: 3
            backoff: 1m
          - id: endpoint
            action: route53.switch
            with:
              zone: Z1
              name: db.example.internal
              type: CNAME
              ttl: 60
              endpointOf: restore
            after: [restore]
            needs: There is no other way.
          - id: scale
            action: ecs.scale
            region: recovery
            with:
              desiredCount: 4
              cluster: dr
              service: api
            after: [endpoint]
          - id: switch
            action: route53.switch
            with:
              zone: Z2
              name: app.example.com
              target: dr.example.com
            after: [scale]
            cutOver: true
            needs: There is no other way.
          - id: addresses
            action: route53.switch
            with:
              zone: Z2
              name: old.example.com
              type: A
              targets: [192.0.2.1, 192.0.2.2]
            after: [switch]
          - id: check
            action: http.check
            with:
              url: https://app.example.com/health
              expect: 200
              consecutive: 3
            after: [switch]
          - id: end
            action: notify
            with:
              message: Done.
              role: developers
            after: [check]

    """
}
