extension CorpusTable {
  /// s3-object, s3-replication, cloudwatch-metric-stream, cloudevents.
  static let objects = #"""
    cloudevents/correlation-spec-2.json
      refused, unknown-shape, at data
        no feed knows an object with the members "amount", "currency"
    cloudevents/correlation-spec.json
      refused, unknown-shape, at data
        no feed knows an object with the members "orderId", "customerId"
    cloudevents/dataref-spec-2.json
      refused, cloudevent-data, at the record
        its data is elsewhere, at "https://tenant123.middleware.com/events/data/A234-...
    cloudevents/sequence-spec-2.json
      refused, cloudevent-data, at the record
        has no data
    cloudevents/v03-min-sdk-java.json
      refused, cloudevent-version, at specversion
        CloudEvents 0.3 is not read
    cloudevents/v1-base64-json-data-sdk-java.json
      refused, unknown-shape, at data_base64
        an empty object is no event
    cloudevents/v1-binary-attr-sdk-java.json
      refused, cloudevent-data, at the record
        has no data
    cloudevents/v1-fail-numeric-decimal-sdk-java.json
      refused, cloudevent-attribute, at decimal
        42.42 is no value of an attribute
    cloudevents/v1-fail-numeric-long-sdk-java.json
      refused, cloudevent-attribute, at long
        4247483647 is no value of an attribute
    cloudevents/v1-json-data-with-ext-sdk-java.json
      refused, unknown-shape, at data
        an empty object is no event
    cloudevents/v1-json-data-with-ext-upper-case-sdk-java.json
      refused, cloudevent-attribute, at aString
        "aString" is no name of an attribute
    cloudevents/v1-min-sdk-java.json
      refused, cloudevent-data, at the record
        has no data
    cloudwatch-metric-stream/ebs-burst-balance-telegraf.json
      ignored by metrics: a metric that does not tell how far a replica is behind
    cloudwatch-metric-stream/ebs-queue-length-telegraf.json
      ignored by metrics: a metric that does not tell how far a replica is behind
    cloudwatch-metric-stream/ec2-extra-statistics-aws-docs.json
      ignored by metrics: a metric that does not tell how far a replica is behind
    cloudwatch-metric-stream/ec2-metric-name-with-percent-sign.json
      ignored by metrics: a metric that does not tell how far a replica is behind
    cloudwatch-metric-stream/firehose-http-wrapper-one-record-telegraf.json
      ignored by metrics: a metric that does not tell how far a replica is behind
    cloudwatch-metric-stream/five-minutes-late-datapoint-telegraf.json
      ignored by metrics: a metric that does not tell how far a replica is behind
    cloudwatch-metric-stream/logs-callcount-empty-dimensions-unit-none.json
      ignored by metrics: a metric that does not tell how far a replica is behind
    cloudwatch-metric-stream/same-metric-with-unit-count-telegraf.json
      ignored by metrics: a metric that does not tell how far a replica is behind
    cloudwatch-metric-stream/scientific-notation-networkin-telegraf.json
      ignored by metrics: a metric that does not tell how far a replica is behind
    cloudwatch-metric-stream/unit-none-metadata-no-token-telegraf.json
      ignored by metrics: a metric that does not tell how far a replica is behind
    cloudwatch-metric-stream/usage-resourcecount-four-dimensions.json
      ignored by metrics: a metric that does not tell how far a replica is behind
    s3-object/eb-object-created-datadog.json
      ignored by s3: an object was written, deleted, restored or moved; that says nothing about its replicas
    s3-object/eb-object-deleted-deleteobject-aws-docs.json
      ignored by s3: an object was written, deleted, restored or moved; that says nothing about its replicas
    s3-object/eb-object-deleted-deleteobject-powertools.json
      ignored by s3: an object was written, deleted, restored or moved; that says nothing about its replicas
    s3-object/eb-object-deleted-lifecycle-expiration-aws-docs.json
      ignored by s3: an object was written, deleted, restored or moved; that says nothing about its replicas
    s3-object/eb-object-restore-completed-aws-docs.json
      ignored by s3: an object was written, deleted, restored or moved; that says nothing about its replicas
    s3-object/eb-object-restore-completed-powertools.json
      ignored by s3: an object was written, deleted, restored or moved; that says nothing about its replicas
    s3-object/masked-eb-object-acl-updated-localstack.json
      refused, not-a-time, at time
        "date" is not a time
    s3-object/masked-eb-object-created-putobject-localstack.json
      refused, not-a-time, at time
        "date" is not a time
    s3-object/masked-eb-object-deleted-deleteobject-localstack.json
      refused, not-a-time, at time
        "date" is not a time
    s3-object/masked-eb-object-restore-initiated-localstack.json
      refused, not-a-time, at time
        "date" is not a time
    s3-object/notification-delete-marker-created-swift.json
      ignored by s3: an object was written, deleted, restored or moved; that says nothing about its replicas
    s3-object/notification-s3-event-lambda-go.json
      ignored by s3: an object was written, deleted, restored or moved; that says nothing about its replicas
    s3-object/notification-s3-event-with-decoded-lambda-go.json
      ignored by s3: an object was written, deleted, restored or moved; that says nothing about its replicas
    s3-object/notification-s3-intelligenttier-event-lambda-go.json
      ignored by s3: an object was written, deleted, restored or moved; that says nothing about its replicas
    s3-object/notification-s3-lifecycle-event-lambda-go.json
      ignored by s3: an object was written, deleted, restored or moved; that says nothing about its replicas
    s3-object/s3-test-event-no-records.json
      ignored by s3: the test message that S3 sends when a notification is set up
    s3-replication/message-structure-descriptions-only-aws-docs.json
      refused, not-a-time, at Records[0].eventTime
        "The time, in ISO-8601 format (for example, 1970-01-01T00:..." is not a time
    s3-replication/operation-failed-s3-prefixed-eventname-lambda-go.json
      replicationFaulted failed
        arn:aws:s3:::amzn-s3-demo-bucket1/replication-test.png?versionId=abcdeH0Xp66ep__QDjR76LK7Gc9X4wKO
        because AssumeRoleNotPermitted
        at 2024-09-05T21:04:32.527Z, us-east-1
        resource arn:aws:s3:::amzn-s3-demo-bucket1
    """#
}
