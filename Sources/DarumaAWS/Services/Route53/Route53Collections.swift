extension CollectionNames {
  /// Route 53 names the items of its lists.
  static let route53 = CollectionNames(
    items: [
      "AddTags": "Tag",
      "ChangeBatch.Changes": "Change",
      "ChildHealthChecks": "ChildHealthCheck",
      "CidrList": "Cidr",
      "DelegationSets": "DelegationSet",
      "Dimensions": "Dimension",
      "GeoLocationDetailsList": "GeoLocationDetails",
      "HealthCheckObservations": "HealthCheckObservation",
      "HealthChecks": "HealthCheck",
      "HostedZoneSummaries": "HostedZoneSummary",
      "HostedZones": "HostedZone",
      "NameServers": "NameServer",
      "QueryLoggingConfigs": "QueryLoggingConfig",
      "RecordData": "RecordDataEntry",
      "Regions": "Region",
      "RemoveTagKeys": "Key",
      "ResetElements": "ResettableElementName",
      "ResourceIds": "ResourceId",
      "ResourceRecordSets": "ResourceRecordSet",
      "ResourceRecords": "ResourceRecord",
      "ResourceTagSets": "ResourceTagSet",
      "Tags": "Tag",
      "TrafficPolicies": "TrafficPolicy",
      "TrafficPolicyInstances": "TrafficPolicyInstance",
      "TrafficPolicySummaries": "TrafficPolicySummary",
      "VPCs": "VPC",
    ])
}
