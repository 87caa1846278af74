/// The application file that ships with the program: the reference service, a care-management service that
/// runs in us-east-1 and recovers in us-west-2, operated from Japan.
package enum SampleApplication {
  /// The name under which messages refer to the file.
  package static let fileName = "kaigo-subsys.yaml"

  package static let kaigo = productionAndRegionFailover + runbooks

  private static let productionAndRegionFailover = #"""
    # kaigo-subsys: a care-management service, run from Japan. Check this file with `daruma validate`. What it remarks, also
    # with `--strict`, is known:
    # - Daily copies of the database, the files and the volume don't make an RPO of an hour in us-west-2. Nearer to it are
    #   replicated automated backups of the database, and replication of the files, which cost more; the guard below says
    #   what may be lost until then, and people read it in each request for approval.
    # - A failover leaves the volume and the logs behind: of the volume there is a copy in us-west-2, the logs stay where they
    #   are. Both are looked after by hand. (The cache begins empty.)
    # - No operators are listed, so that it can be tried without keys. Before it is put in force, list them
    #   (`daruma operator new-key`): approvals then count only with their signatures.
    apiVersion: daruma.dev/v1
    application: kaigo-subsys
    account: "123456789012"
    regions: { primary: us-east-1, recovery: us-west-2 }
    objectives: { rpo: 1h, rto: 4h }

    # What stops a failover that would make things worse.
    guards: { maximumLoss: 26h, failoversPerDay: 2 }

    # Who is told, by ways that don't lead through us-east-1.
    contacts:
      - { role: management, sns: "arn:aws:sns:us-west-2:123456789012:kaigo-management" }
      - { role: developers, sns: "arn:aws:sns:us-west-2:123456789012:kaigo-developers" }

    resources:
      - id: db
        type: rds.instance
        arn: arn:aws:rds:us-east-1:123456789012:db:kaigo-subsys-prod
        tier: 2
        protection:
          - kind: snapshot
            every: 1d
            window: "03:00-04:00"
            timeZone: Asia/Tokyo
            retain: 30d
            copyTo: us-west-2
          - { kind: pitr, retain: 7d }
          # Made by hand: before each release, before a large change of data, and once a month.
          - { kind: snapshot, origin: manual, name: "release-*", retain: forever }
          - { kind: snapshot, origin: manual, name: "pre-change-*", retain: forever }
          - kind: snapshot
            origin: manual
            name: "monthly-*"
            # On any day of the month: due from the first on, late after the 28th.
            every: month
            day: 1
            timeZone: Asia/Tokyo
            startWithin: 27d
            retain: 1y
      - id: api
        type: ecs.service
        arn: arn:aws:ecs:us-east-1:123456789012:service/kaigo-prod/kaigo-api
        tier: 3
      - id: alb
        type: elbv2.loadBalancer
        arn: arn:aws:elasticloadbalancing:us-east-1:123456789012:loadbalancer/app/kaigo-prod-alb/50dc6c495c0c9188
        tier: 3

      # Recovery starts with a new, empty cache.
      - id: cache
        type: elasticache.cluster
        arn: arn:aws:elasticache:us-east-1:123456789012:replicationgroup:kaigo-prod
        tier: 4
        protection:
          - { kind: snapshot, every: 1d, window: "04:00-05:00", timeZone: Asia/Tokyo, retain: 7d }
      - id: files
        type: efs.fileSystem
        arn: arn:aws:elasticfilesystem:us-east-1:123456789012:file-system/fs-0d1a2b3c4d5e6f708
        tier: 2
        protection:
          - kind: backup
            every: 1d
            at: "04:00"
            timeZone: Asia/Tokyo
            startWithin: 1h
            completeWithin: 8h
            retain: 30d
            copyTo: us-west-2
            retainCopy: 30d
      - id: volume
        type: ebs.volume
        arn: arn:aws:ec2:us-east-1:123456789012:volume/vol-0d1a2b3c4d5e6f708
        tier: 2
        protection:
          - kind: backup
            every: 1d
            at: "04:00"
            timeZone: Asia/Tokyo
            startWithin: 1h
            completeWithin: 8h
            retain: 30d
            copyTo: us-west-2
            retainCopy: 30d
      - id: app-logs
        type: s3.bucket
        arn: arn:aws:s3:::kaigo-subsys-prod-app-logs
        tier: 5
        protection:
          - { kind: versioning, retain: 30d }
      - id: audit-logs
        type: s3.bucket
        arn: arn:aws:s3:::kaigo-subsys-prod-audit-logs
        tier: 5
        protection:
          - { kind: versioning, retain: 7y }
      - id: backups
        type: s3.bucket
        arn: arn:aws:s3:::kaigo-subsys-prod-backups
        tier: 5
        protection:
          - { kind: versioning, retain: 90d }
          - kind: replication
            copyTo: us-west-2
            copyWithin: 15m
            destination: arn:aws:s3:::kaigo-subsys-dr-backups
            encrypted: true

    triggers:
      # Two kinds of evidence that us-east-1 is down, and none that us-west-2 is.
      - name: region-outage
        when:
          all:
            - atLeast: 2
              of:
                - alarm: { name: "kaigo-prod-region-*", state: ALARM, noOlderThan: 1d }
                # Of a fault that is to last: AWS tells in prose how long it expects one to, so a person reads it and
                # says `daruma say kaigo-subsys provider-expects-4h --for 4h --by YOU`.
                - all:
                    - health: { region: us-east-1 }
                    - any:
                        - health: { region: us-east-1, expectedDuration: ">=4h" }
                        - said: provider-expects-4h
                - silence: { source: synthetics-us-west-2, for: 3m }
            - not: { alarm: { name: "kaigo-dr-region-*", state: ALARM } }
        holdFor: 5m
        coolDown: 6h
        approval: { required: 1, from: [management], timeout: 30m, onTimeout: abort }
        run: region-failover

      # Two zones or more impaired, for two hours or more. It must be over sooner than the fall of the region.
      - name: several-zones
        when:
          all:
            - zones: { region: us-east-1, impaired: 2, noOlderThan: 1d }
            - any:
                - health: { region: us-east-1, expectedDuration: ">=2h" }
                # Said with `daruma say kaigo-subsys provider-expects-2h --for 2h --by YOU`.
                - said: provider-expects-2h
            - not: { alarm: { name: "kaigo-dr-region-*", state: ALARM } }
        holdFor: 5m
        coolDown: 6h
        rto: 2h
        approval: { required: 1, from: [management], timeout: 30m, onTimeout: abort }
        run: region-failover

      # A fire, a flood: the provider announces a disaster, in words that a person reads and says.
      - name: data-centre-fire
        when:
          all:
            - said: { fact: provider-announces-disaster, againstPrimary: true }
            - any:
                - alarm: { name: "kaigo-prod-region-*", state: ALARM, noOlderThan: 1d }
                - health: { region: us-east-1 }
            - not: { alarm: { name: "kaigo-dr-region-*", state: ALARM } }
        holdFor: 2m
        coolDown: 6h
        approval: { required: 1, from: [management], timeout: 30m, onTimeout: abort }
        run: region-failover

      # Ransomware and the like: data is restored as of before the finding was first seen.
      - name: cyber-attack
        when:
          all:
            - threat: { severity: 7, noOlderThan: 30d }
            # Said once people have looked: `daruma say kaigo-subsys data-is-compromised --for 4h --by YOU`.
            - said: data-is-compromised
        holdFor: 1m
        coolDown: 6h
        rto: 8h
        approval: { required: 1, from: [management], timeout: 1h, onTimeout: abort }
        run: clean-failover

      # The database refuses connections, and has failed or been stopped; a corruption is a person's to see.
      - name: db-failure
        when:
          all:
            - alarm: { name: "kaigo-prod-db-*", state: ALARM, noOlderThan: 1d }
            - any:
                - resource: { resource: db, changed: [failing, stopped, storageFull], noOlderThan: 1h }
                - said: data-is-corrupt
        holdFor: 5m
        coolDown: 2h
        rto: 2h
        rpo: 1h
        approval: { required: 1, from: [management], timeout: 15m, onTimeout: abort }
        run: db-to-time

      # Starting tasks harms nobody: where management does not answer in five minutes, it goes ahead.
      - name: tasks-stopped
        when:
          all:
            - alarm: { name: "kaigo-prod-tasks-*", state: ALARM, noOlderThan: 1d }
            - resource: { resource: api, changed: [capacityLost, stopped, failing], noOlderThan: 1h }
        holdFor: 2m
        coolDown: 1h
        rto: 30m
        approval: { required: 1, from: [management], timeout: 5m, onTimeout: proceed }
        run: start-tasks

    plans:
      region-failover:
        kind: failover
        steps:
          - id: notify-start
            action: notify
            with:
              message: Region failover of kaigo-subsys to us-west-2 has begun. Put up the maintenance notice.
              role: developers
            timeout: 2m
            onFailure: continue
          - id: restore-db
            action: rds.restore
            resource: db
            with:
              instanceClass: db.r6g.large
              subnetGroup: kaigo-dr-db
              securityGroups: [sg-0d1a2b3c4d5e6f708]
              parameterGroup: kaigo-dr-postgres15
              multiAZ: false
            timeout: 2h
            retries: 3
          - id: restore-files
            action: backup.restore
            resource: files
            with:
              iamRoleArn: arn:aws:iam::123456789012:role/kaigo-backup
              kmsKey: arn:aws:kms:us-west-2:123456789012:key/0a1b2c3d-0000-4000-8000-000000000002
            timeout: 2h
            retries: 3
          - id: mount-files
            action: efs.mounttargets
            with:
              fileSystemOf: restore-files
              subnets: [subnet-0d0a1d0a000000001, subnet-0d0a1d0a000000002]
              securityGroups: [sg-0d1a2b3c4d5e6f709]
            after: [restore-files]
            timeout: 20m
          # Recovery starts with a new, empty cache.
          - id: create-cache
            action: elasticache.create
            resource: cache
            with:
              nodeType: cache.r7g.large
              nodes: 2
              automaticFailover: true
              multiAZ: true
              subnetGroup: kaigo-dr-cache
              securityGroups: [sg-0d1a2b3c4d5e6f70a]
              parameterGroup: kaigo-dr-redis7
              atRestEncryption: true
              kmsKey: arn:aws:kms:us-west-2:123456789012:key/0a1b2c3d-0000-4000-8000-000000000002
            timeout: 1h
          # The application finds its database by this name, in a private zone.
          - id: db-endpoint
            action: route53.switch
            with: { zone: Z0KAIGOPRIVATE, name: db.kaigo.internal, ttl: 60, endpointOf: restore-db }
            after: [restore-db, mount-files, create-cache]
            timeout: 5m
            retries: 5
            needs: >-
              The application knows its database by this name alone. If Route 53 takes no changes, an operator
              sets DB_HOST on the ECS service in us-west-2 and skips this step.
          # By these it finds its files and its cache.
          - id: files-parameter
            action: ssm.parameter
            with: { parameter: /kaigo/dr/file-system, valueOf: { step: mount-files, output: fileSystemId } }
            after: [mount-files]
            timeout: 5m
          - id: cache-parameter
            action: ssm.parameter
            with: { parameter: /kaigo/dr/cache-endpoint, valueOf: { step: create-cache, output: endpoint } }
            after: [create-cache]
            timeout: 5m
          - id: app
            action: ecs.scale
            resource: api
            with: { desiredCount: 4, cluster: kaigo-dr, service: kaigo-api }
            after: [db-endpoint, files-parameter, cache-parameter]
            timeout: 15m
          # Until now it shows the maintenance page.
          - id: balancer
            action: elbv2.weights
            with:
              rule: arn:aws:elasticloadbalancing:us-west-2:123456789012:listener/app/kaigo-dr-alb/50dc6c495c0c9189/f2f7dc8efc522ab2
              targetGroups:
                - arn: arn:aws:elasticloadbalancing:us-west-2:123456789012:targetgroup/kaigo-dr-api/73e2d6bc24d8a067
                  weight: 100
                - arn: arn:aws:elasticloadbalancing:us-west-2:123456789012:targetgroup/kaigo-dr-maintenance/73e2d6bc24d8a068
                  weight: 0
              healthyTargets: 4
            after: [app]
            timeout: 15m
          - id: check-recovery
            action: http.check
            with: { url: "https://dr.kaigo.example/health", expect: 200, consecutive: 3 }
            after: [balancer]
            timeout: 10m
          - id: dns
            action: route53.switch
            with: { zone: Z0KAIGOPUBLIC, name: app.kaigo.example, ttl: 60, target: dr.kaigo.example }
            after: [check-recovery]
            timeout: 5m
            retries: 5
            cutOver: true
            needs: >-
              The name of the service is in Route 53, whose control plane is in us-east-1. If it takes no
              changes, an operator moves the name at the registrar.
          - id: check
            action: http.check
            with: { url: "https://app.kaigo.example/health", expect: 200, consecutive: 3 }
            after: [dns]
            timeout: 10m
          - id: notify-end
            action: notify
            with:
              message: kaigo-subsys is served from us-west-2. Take down the maintenance notice.
              role: developers
            after: [check]
            timeout: 2m
            onFailure: continue

    """#
}
