extension CorpusTable {
  /// cloudwatch-alarm, cloudwatch-alarm-sns, composite-alarm, alertmanager.
  static let alarms = #"""
    alertmanager/grafana-v12-webhook-version-1.json
      alarmChanged TestAlert: unknown -> alarm
        instance c4edaaf9f9f839b0
        at 2026-05-05T13:04:57.622Z, no region
    alertmanager/msteams-card-payload.json
      alarmChanged JustATestAlert_1: unknown -> alarm
        instance ff6a7a0f5f1c1309
        at 2020-10-11T14:34:11.279Z, no region
      alarmChanged JustATestAlert_1: unknown -> alarm
        instance 554664fa753a2b45
        at 2020-10-11T14:34:11.279Z, no region
      alarmChanged JustATestAlert_1: unknown -> alarm
        instance 911c76f0240f015b
        at 2020-10-11T14:34:11.279Z, no region
    alertmanager/msteams-prom-post-request.json
      alarmChanged high_memory_load: unknown -> alarm
        instance instance=instance-with-hyphen_and_underscore,job=docker_nodes,monitor=master,...
        at 2018-03-07T11:33:21.873Z, no region
    alertmanager/oncall-grafana-alerting.json
      alarmChanged InstanceDown: unknown -> alarm
        instance f404ecabc8dd5cd7
        at 2023-06-12T08:24:38.326Z, no region
      alarmChanged InstanceDown: unknown -> alarm
        instance f8f08d4e32c61a9d
        at 2023-06-12T08:24:38.326Z, no region
      alarmChanged InstanceDown: unknown -> alarm
        instance 39f38c0611ee7abd
        at 2023-06-12T08:24:38.326Z, no region
    alertmanager/oncall-grafana.json
      alarmChanged TestAlert: unknown -> alarm
        instance region=eu-1
        at 2018-12-25T15:47:47.377Z, no region
    cloudwatch-alarm-sns/alarm-rds-connections-assertible.json
      alarmChanged awsrds-app-High-DB-Connections: ok -> alarm
        at 2016-07-24T22:05:19.737Z, us-west-2
    cloudwatch-alarm-sns/alarm-sample-alert-eu-ireland-assertible.json
      alarmChanged Sample Alert: ok -> alarm
        at 2017-08-07T18:51:41.602Z, eu-west-1
    cloudwatch-alarm-sns/body-contributor-alarm-aws-docs-2.json
      ignored by alarms: one contributor of an alarm; the alarm as a whole has a notification of its own
    cloudwatch-alarm-sns/body-only-alarm-notify-slack.json
      alarmChanged Example: ok -> alarm
        without an ARN
        at 2017-01-12T16:30:42.236Z, no region
    cloudwatch-alarm-sns/masked-body-testing-alarm-localstack.json
      refused, not-a-time, at StateChangeTime
        "date" is not a time
    cloudwatch-alarm-sns/masked-body-threshold-crossed-1-datapoint-1-0-mm-localstack.json
      refused, not-a-time, at StateChangeTime
        "date" is not a time
    cloudwatch-alarm-sns/multiple-metrics-lambda-go.json
      alarmChanged EXAMPLE: insufficientData -> alarm
        at 2015-06-03T17:43:27.123Z, no region
    cloudwatch-alarm-sns/ok-dbmigrationrequired-eu-london-notify-slack.json
      alarmChanged DBMigrationRequired: alarm -> ok
        at 2019-02-12T15:45:24.006Z, us-east-1
    cloudwatch-alarm-sns/schema-metric-alarm-type-names-only-aws-docs.json
      refused, invalid-arn, at AlarmArn
        "string" is no ARN
    cloudwatch-alarm-sns/single-metric-lambda-rust.json
      alarmChanged EXAMPLE: insufficientData -> alarm
        at 2015-06-03T17:43:27.123Z, no region
    cloudwatch-alarm/config-delete-insufficient-data-metric-math-aws-docs.json
      alarmChanged TotalNetworkTrafficTooHigh: insufficientData -> deleted
        at 2022-03-03T17:07:13.000Z, us-east-1
    cloudwatch-alarm/contributor-alarm-aws-docs.json
      ignored by alarms: one contributor of an alarm; the alarm as a whole has an event of its own
    cloudwatch-alarm/lambda-action-metric-lambda-rust.json
      alarmChanged lambda-demo-metric-alarm: insufficientData -> alarm
        at 2023-08-04T12:36:15.490Z, us-east-1
    cloudwatch-alarm/lambda-action-single-metric-powertools.json
      alarmChanged Test alert: ok -> alarm
        at 2024-02-17T11:53:08.431Z, eu-west-1
    cloudwatch-alarm/state-alarm-aws-docs-2.json
      alarmChanged DynamoDBInsightsAlarm: insufficientData -> alarm
        at 2025-12-01T13:42:04.919Z, us-east-1
    cloudwatch-alarm/state-alarm-aws-docs-3.json
      alarmChanged my-alarm-name: insufficientData -> alarm
        at 2022-11-08T11:26:05.401Z, us-east-1
    cloudwatch-alarm/state-alarm-awsdocs.json
      alarmChanged ServerCpuTooHigh: ok -> alarm
        at 2019-10-02T17:04:40.989Z, us-east-1
    cloudwatch-alarm/state-alarm-metric-math-anomaly-aws-docs.json
      alarmChanged EC2 CPU Utilization Anomaly: ok -> alarm
        at 2019-10-03T16:00:04.653Z, us-east-1
    cloudwatch-alarm/state-alarm-metric-math-anomaly-awsdocs.json
      alarmChanged EC2 CPU Utilization Anomaly: ok -> alarm
        at 2019-10-03T16:00:04.653Z, us-east-1
    cloudwatch-alarm/state-lambda-rust.json
      alarmChanged ServiceAggregatedAlarm: ok -> alarm, composite
        at 2022-07-22T15:57:45.394Z, us-east-1
    composite-alarm/config-create-insufficient-data-aws-docs-2.json
      alarmChanged ServiceAggregatedAlarm: unknown -> insufficientData, composite
        at 2022-07-14T13:59:46.425Z, us-east-1
    composite-alarm/config-delete-alarm-suppressed-aws-docs.json
      alarmChanged ServiceAggregatedAlarm: alarm -> deleted, composite
        at 2022-07-14T14:00:01.000Z, us-east-1
    composite-alarm/config-update-alarm-suppressed-awsdocs.json
      alarmChanged ServiceAggregatedAlarm: unknown -> alarm, composite
        at 2022-07-14T13:59:46.425Z, us-east-1
    composite-alarm/lambda-action-composite-lambda-rust.json
      alarmChanged CompositeDemo.Main: alarm -> alarm, composite
        at 2023-08-04T12:56:46.138Z, us-east-1
    composite-alarm/state-alarm-suppressed-awsdocs.json
      alarmChanged ServiceAggregatedAlarm: ok -> alarm, composite
        at 2022-07-22T15:57:45.394Z, us-east-1
    """#
}
