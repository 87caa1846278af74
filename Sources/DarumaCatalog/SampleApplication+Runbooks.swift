extension SampleApplication {
  /// The plans that repair in us-east-1, and the one for an attack: what stands below the region failover in the file.
  static let runbooks = #"""

      # The database failed, or holds what it should not: a new one with the data of an hour ago, or of the moment that
      # `daruma restore kaigo-subsys db-to-time --before TIME` names, takes the place of the old one, which stays as it is.
      db-to-time:
        kind: restore
        rto: 2h
        rpo: 1h
        approval: { required: 1, from: [management], timeout: 15m, onTimeout: abort }
        steps:
          - id: notify-start
            action: notify
            with:
              message: The database of kaigo-subsys is restored. Put up the maintenance notice.
              role: developers
            timeout: 2m
            onFailure: continue
          - id: restore-db
            action: rds.restoreToTime
            resource: db
            region: primary
            with:
              before: 1h
              instanceClass: db.r6g.large
              subnetGroup: kaigo-prod-db
              securityGroups: [sg-0a0b0c0d0e0f00001]
              parameterGroup: kaigo-prod-postgres15
              multiAZ: true
            timeout: 75m
            retries: 1
          - id: db-endpoint
            action: route53.switch
            with: { zone: Z0KAIGOPRIVATE, name: db.kaigo.internal, ttl: 60, endpointOf: restore-db }
            after: [restore-db]
            timeout: 5m
            retries: 5
          - id: check
            action: http.check
            with: { url: "https://app.kaigo.example/health", expect: 200, consecutive: 3 }
            after: [db-endpoint]
            timeout: 10m
          - id: verify-data
            action: manual
            with:
              instructions: >-
                Look whether the data of kaigo-subsys is consistent, and what of the last hour has to be entered anew.
              role: developers
            after: [check]
            timeout: 30m

      # The same from the newest snapshot in us-east-1, where there are no automated backups to go back by. It is up to a
      # day old, so its RPO is that of the guard above.
      db-from-snapshot:
        kind: restore
        rto: 2h
        rpo: 26h
        approval: { required: 1, from: [management], timeout: 15m, onTimeout: abort }
        steps:
          - id: notify-start
            action: notify
            with:
              message: The database of kaigo-subsys is restored. Put up the maintenance notice.
              role: developers
            timeout: 2m
            onFailure: continue
          - id: restore-db
            action: rds.restore
            resource: db
            region: primary
            with:
              instanceClass: db.r6g.large
              subnetGroup: kaigo-prod-db
              securityGroups: [sg-0a0b0c0d0e0f00001]
              parameterGroup: kaigo-prod-postgres15
              multiAZ: true
            timeout: 75m
            retries: 1
          - id: db-endpoint
            action: route53.switch
            with: { zone: Z0KAIGOPRIVATE, name: db.kaigo.internal, ttl: 60, endpointOf: restore-db }
            after: [restore-db]
            timeout: 5m
            retries: 5
          - id: check
            action: http.check
            with: { url: "https://app.kaigo.example/health", expect: 200, consecutive: 3 }
            after: [db-endpoint]
            timeout: 10m
          - id: verify-data
            action: manual
            with:
              instructions: Look whether the data of kaigo-subsys is consistent, and since when it has to be entered anew.
              role: developers
            after: [check]
            timeout: 30m

      # All tasks stopped. No data is touched: its RPO is 0.
      start-tasks:
        kind: restore
        rto: 30m
        steps:
          - id: app
            action: ecs.scale
            resource: api
            region: primary
            with: { desiredCount: 4, cluster: kaigo-prod, service: kaigo-api }
            timeout: 8m
          - id: healthy
            action: elbv2.healthy
            region: primary
            with:
              targetGroup: arn:aws:elasticloadbalancing:us-east-1:123456789012:targetgroup/kaigo-prod-api/73e2d6bc24d8a066
              healthyTargets: 4
            after: [app]
            timeout: 5m
          - id: check
            action: http.check
            with: { url: "https://app.kaigo.example/health", expect: 200, consecutive: 3 }
            after: [healthy]
            timeout: 5m

      # An attack: the service begins anew in us-west-2, with data of before the compromise. Which moment that is says the
      # finding, or who starts it: `daruma failover kaigo-subsys clean-failover --before TIME`.
      # As with the region failover, the cache begins empty, and the volume and the logs are looked after by hand.
      clean-failover:
        kind: failover
        rto: 8h
        approval: { required: 1, from: [management], timeout: 1h, onTimeout: abort }
        steps:
          - id: isolate
            action: manual
            with:
              instructions: >-
                Put up the maintenance notice. Deny the roles and keys of kaigo-subsys in us-east-1, close its security
                groups, and rotate every secret that the application reads.
              role: developers
            timeout: 1h
          - id: restore-db
            action: rds.restore
            resource: db
            with:
              instanceClass: db.r6g.large
              subnetGroup: kaigo-dr-db
              securityGroups: [sg-0d1a2b3c4d5e6f708]
              parameterGroup: kaigo-dr-postgres15
              multiAZ: false
            after: [isolate]
            timeout: 2h
            retries: 3
          - id: restore-files
            action: backup.restore
            resource: files
            with:
              iamRoleArn: arn:aws:iam::123456789012:role/kaigo-backup
              kmsKey: arn:aws:kms:us-west-2:123456789012:key/0a1b2c3d-0000-4000-8000-000000000002
            after: [isolate]
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
            after: [isolate]
            timeout: 1h
          - id: db-endpoint
            action: route53.switch
            with: { zone: Z0KAIGOPRIVATE, name: db.kaigo.internal, ttl: 60, endpointOf: restore-db }
            after: [restore-db, mount-files, create-cache]
            timeout: 5m
            retries: 5
            needs: >-
              The application knows its database by this name alone. If Route 53 takes no changes, an operator
              sets DB_HOST on the ECS service in us-west-2 and skips this step.
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
          # Nothing can undo what users do with data that the attacker has left something in.
          - id: verify-data
            action: manual
            with:
              instructions: >-
                Search the restored database and files for what the attacker left, at https://dr.kaigo.example. Say
                that it failed if anything is found: an earlier moment is then needed.
              role: developers
            after: [check-recovery]
            timeout: 2h
          - id: dns
            action: route53.switch
            with: { zone: Z0KAIGOPUBLIC, name: app.kaigo.example, ttl: 60, target: dr.kaigo.example }
            after: [verify-data]
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
