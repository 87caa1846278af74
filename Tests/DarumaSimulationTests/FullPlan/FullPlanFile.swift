@testable import DarumaSimulation

/// The region failover of the reference service with every system of it, as an application file says it.
enum FullPlanFile {
  static let databaseCopy = "arn:aws:rds:us-west-2:123456789012:snapshot:\(NightEvents.copy)"

  static let text = """
    apiVersion: daruma.dev/v1
    application: kaigo-subsys
    account: "123456789012"
    regions: { primary: us-east-1, recovery: us-west-2 }
    objectives: { rpo: 26h, rto: 4h }
    contacts:
      - { role: developers, sns: "arn:aws:sns:us-west-2:123456789012:kaigo-developers" }
    resources:
      - { id: db, type: rds.instance, tier: 2, arn: "arn:aws:rds:us-east-1:123456789012:db:kaigo-subsys-prod" }
      - { id: api, type: ecs.service, tier: 3, arn: "arn:aws:ecs:us-east-1:123456789012:service/kaigo-prod/kaigo-api" }
      - { id: files, type: efs.fileSystem, tier: 2, arn: "\(SampleEstate.fileSystemARN)" }
      - id: cache
        type: elasticache.cluster
        tier: 4
        arn: arn:aws:elasticache:us-east-1:123456789012:replicationgroup:kaigo-prod
    plans:
      region-failover:
        kind: failover
        steps:
          - id: notify-start
            action: notify
            with: { message: "The failover has begun.", role: developers }
          - id: restore-db
            action: rds.restore
            resource: db
            with:
              instanceClass: db.r6g.large
              subnetGroup: \(SampleEstate.recoverySubnetGroup)
              securityGroups: [\(SampleEstate.recoverySecurityGroup)]
              parameterGroup: \(SampleEstate.recoveryParameterGroup)
              multiAZ: false
          - id: db-endpoint
            action: route53.switch
            with: { zone: Z0KAIGOPRIVATE, name: db.kaigo.internal, ttl: 60, endpointOf: restore-db }
            after: [restore-db]
            needs: a test
          - id: restore-files
            action: backup.restore
            resource: files
            with: { iamRoleArn: "\(SampleEstate.backupRole)", kmsKey: "\(SampleEstate.recoveryKey)" }
          - id: mounts
            action: efs.mounttargets
            with:
              fileSystemOf: restore-files
              subnets: [\(SampleEstate.recoverySubnets.joined(separator: ", "))]
              securityGroups: [\(SampleEstate.recoveryFilesGroup)]
            after: [restore-files]
          - id: create-cache
            action: elasticache.create
            resource: cache
            with:
              nodeType: cache.r7g.large
              nodes: 2
              automaticFailover: true
              multiAZ: true
              subnetGroup: \(SampleEstate.recoveryCacheSubnetGroup)
              securityGroups: [\(SampleEstate.recoveryCacheGroup)]
              parameterGroup: \(SampleEstate.recoveryCacheParameterGroup)
              atRestEncryption: true
              kmsKey: "\(SampleEstate.recoveryKey)"
          # By which the application finds them.
          - id: files-parameter
            action: ssm.parameter
            with:
              parameter: \(SampleEstate.filesParameter)
              valueOf: { step: mounts, output: fileSystemId }
            after: [mounts]
          - id: cache-parameter
            action: ssm.parameter
            with:
              parameter: \(SampleEstate.cacheParameter)
              valueOf: { step: create-cache, output: endpoint }
            after: [create-cache]
          - id: app
            action: ecs.scale
            resource: api
            with: { desiredCount: 4, cluster: kaigo-dr, service: kaigo-api }
            after: [db-endpoint, files-parameter, cache-parameter]
          - id: workers
            action: autoscaling.scale
            with: { group: \(SampleEstate.recoveryWorkers), desiredCapacity: 2 }
            after: [db-endpoint]
          - id: balancer
            action: elbv2.weights
            with: { rule: "\(SampleEstate.recoveryListener)", \(groups) }
            after: [app]
          - id: api-rule
            action: elbv2.weights
            with: { rule: "\(SampleEstate.recoveryRule)", \(groups) }
            after: [app]
          - id: mail
            action: lambda.eventsource
            with: { uuid: \(SampleEstate.recoveryMapping), state: enabled }
            after: [app]
          - id: nightly
            action: events.rule
            with: { rule: \(SampleEstate.rule), state: enabled }
            after: [app]
          - id: check-recovery
            action: http.check
            with: { url: "https://cloud.example/web/dr.kaigo.example/health", expect: 200, consecutive: 3 }
            after: [balancer]
          - id: dns
            action: route53.switch
            with: { zone: Z0KAIGOPUBLIC, name: app.kaigo.example, ttl: 60, target: dr.kaigo.example }
            after: [check-recovery]
            cutOver: true
            needs: a test
          - id: check
            action: http.check
            with: { url: "https://cloud.example/web/app.kaigo.example/health", expect: 200, consecutive: 3 }
            after: [dns]
          - id: notify-end
            action: notify
            with: { message: "It is served from us-west-2.", role: developers }
            after: [check]

    """

  private static let groups = """
    targetGroups: [{ arn: "\(SampleEstate.recoveryTargetGroup.arn)", weight: 100 }, \
    { arn: "\(SampleEstate.maintenanceTargetGroup.arn)", weight: 0 }], healthyTargets: 4
    """

  /// What stands in us-west-2 afterwards.
  static let inventory = [
    "cache kaigo-prod-20261124t184200z available",
    "database at 1", "database kaigo-subsys-prod-20261124t184200z available",
    "file system fs-0d1a2b3c4d5e6f708-20261124t184200z available 3 tags", "group kaigo-dr-workers 2",
    "mapping Enabled", "mount target in \(SampleEstate.recoverySubnets[0]) available",
    "mount target in \(SampleEstate.recoverySubnets[1]) available",
    "parameter /kaigo/dr/cache-endpoint set", "parameter /kaigo/dr/file-system set",
    "restore job COMPLETED", "rule kaigo-nightly true",
    "tasks 4", "users at [\"\(SampleEstate.recoveryLoadBalancer.dnsName)\"]", "weights [100, 0, 100, 0]",
  ]
}
