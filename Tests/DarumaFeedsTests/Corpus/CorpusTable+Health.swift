extension CorpusTable {
  /// health, guardduty, ecs.
  static let health = #"""
    ecs/deployment-state-change-service-deployment-completed-awsdocs.json
      ignored by ecs: a deployment moved; whether the service has its tasks its service actions say
    ecs/deployment-state-change-service-deployment-in-progress-awsdocs-2.json
      ignored by ecs: a deployment moved; whether the service has its tasks its service actions say
    ecs/service-action-capacity-provider-steady-state-awsdocs.json
      ignored by ecs: a part of a service, or a wait for the scheduler; the service keeps its tasks
    ecs/service-action-service-steady-state-awsdocs.json
      resourceChanged capacityRestored
        because SERVICE_STEADY_STATE
        at 2019-11-19T19:27:22.695Z, us-west-2
        resource arn:aws:ecs:us-west-2:111122223333:service/default/servicetest
    ecs/service-action-service-task-placement-failure-awsdocs-2.json
      resourceChanged capacityLost
        because SERVICE_TASK_PLACEMENT_FAILURE: RESOURCE:CPU
        at 2019-11-06T19:09:33.087Z, us-west-2
        resource arn:aws:ecs:us-west-2:111122223333:service/default/servicetest
    ecs/service-action-service-task-start-impaired-awsdocs.json
      resourceChanged capacityLost
        because SERVICE_TASK_START_IMPAIRED
        at 2019-11-19T19:55:38.725Z, us-west-2
        resource arn:aws:ecs:us-west-2:111122223333:service/default/servicetest
    ecs/task-state-change-running-awsdocs.json
      ignored by ecs: a task that runs, or stops because it should; its service's actions say more
    ecs/task-state-change-spot-interruption-no-time-no-region-awsdocs.json
      ignored by ecs: a task that runs, or stops because it should; its service's actions say more
    guardduty/backdoor-ec2-c-cactivity-b-dns-c7n.json
      threatFound b4b01b60fc24a199139f8f5f490edd81 severity 5.0 sample
        since 2017-12-08T15:32:49.000Z
        at 2017-12-08T15:32:49.000Z, us-east-1
        resource arn:aws:ec2:us-east-1:883606788610:instance/i-99999999
    guardduty/finding-high-no-source-notify-slack.json
      threatFound sample-id-2 severity 9.0 sample
        since 2020-01-02T01:02:03.000Z
        at 2020-01-02T01:02:03.000Z, us-east-1
    guardduty/finding-low-no-source-notify-slack.json
      threatFound sample-id-2 severity 2.0 sample
        since 2020-01-02T01:02:03.000Z
        at 2020-01-02T01:02:03.000Z, us-east-1
    guardduty/unauthorizedaccess-iamuser-toripcaller-c7n.json
      threatFound 36b01b60fc22bb4edb19d62d9899e953 severity 5.0 sample
        since 2017-12-08T15:32:49.000Z
        at 2017-12-08T15:32:49.000Z, us-east-1
    health/acm-operational-notification-nostatus-serverlessops.json
      ignored by health: a notification to the account; it announces no fault
    health/ec2-instance-auto-recovery-no-action-nostatus-dynatrace.json
      ignored by health: a notification to the account; it announces no fault
    health/ec2-instance-auto-recovery-success-nostatus-dynatrace.json
      ignored by health: a notification to the account; it announces no fault
    health/ec2-instance-availability-issue-nostatus-dynatrace.json
      healthNoticed AWS_EC2_INSTANCE_AVAILABILITY_ISSUE open
        issue for whom is not said
        at 2022-06-02T00:02:24.000Z, us-east-1
    health/ec2-instance-reboot-flexible-maintenance-scheduled-nostatus-dynatrace-2.json
      healthNoticed AWS_EC2_INSTANCE_REBOOT_FLEXIBLE_MAINTENANCE_SCHEDULED upcoming
        scheduledChange for whom is not said
        at 2022-05-31T10:00:50.000Z, us-east-1
    health/ec2-instance-stop-scheduled-nostatus-dynatrace.json
      healthNoticed AWS_EC2_INSTANCE_STOP_SCHEDULED upcoming
        scheduledChange for whom is not said
        at 2022-06-05T15:08:18.000Z, us-east-1
    health/ec2-instance-store-drive-performance-degraded-nostatus-dynatrace.json
      refused, unknown-source, at source
        no feed reads events of "X-aws.health"
    health/ec2-instance-store-drive-performance-degraded-open-mackerel.json
      healthNoticed AWS_EC2_INSTANCE_STORE_DRIVE_PERFORMANCE_DEGRADED closed
        issue for account
        at 2022-06-03T05:30:57.000Z, us-west-2
    health/ec2-odcr-underutilization-notification-summary-nostatus-aws-docs.json
      ignored by health: a notification to the account; it announces no fault
    health/ec2-persistent-instance-retirement-scheduled-nostatus-dynatrace-2.json
      healthNoticed AWS_EC2_PERSISTENT_INSTANCE_RETIREMENT_SCHEDULED upcoming
        scheduledChange for whom is not said
        at 2022-05-30T19:44:03.000Z, us-east-1
    health/ec2-persistent-instance-retirement-scheduled-nostatus-dynatrace.json
      healthNoticed AWS_EC2_PERSISTENT_INSTANCE_RETIREMENT_SCHEDULED upcoming
        scheduledChange for whom is not said
        at 2022-06-04T02:08:04.000Z, us-east-1
    health/ecs-task-patching-retirement-upcoming-ot-nemoto.json
      healthNoticed AWS_ECS_TASK_PATCHING_RETIREMENT upcoming
        scheduledChange for account
        at 2024-06-25T03:46:04.000Z, ap-northeast-1
    health/elasticloadbalancing-api-issue-nostatus-dynatrace.json
      refused, unknown-source, at source
        no feed reads events of "X-aws.health"
    health/elasticloadbalancing-api-issue-open-mackerel.json
      healthNoticed AWS_ELASTICLOADBALANCING_API_ISSUE closed
        issue for account
        at 2022-06-10T05:30:57.000Z, ap-southeast-2
    health/kafka-security-patching-event-closed-event-bot.json
      healthNoticed AWS_KAFKA_SECURITY_PATCHING_EVENT closed
        scheduledChange for account
        at 2023-03-02T15:02:12.808Z, us-west-2
    health/put-events-entries-ecs-task-patching-health-tools.json
      refused, not-delivered, at [0]
        an entry for PutEvents, not an event that came out of a bus: it has no accoun...
    health/risk-credentials-exposed-nostatus-health-tools.json
      healthNoticed AWS_RISK_CREDENTIALS_EXPOSED open
        issue for whom is not said
        at 2016-06-05T15:10:09.000Z, us-east-1
    health/vpn-redundancy-loss-nostatus-dynatrace-2.json
      ignored by health: a notification to the account; it announces no fault
    health/vpn-single-tunnel-notification-nostatus-dynatrace.json
      ignored by health: a notification to the account; it announces no fault
    """#
}
