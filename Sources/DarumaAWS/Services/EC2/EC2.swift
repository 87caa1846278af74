extension AWSService {
  /// Amazon Elastic Compute Cloud, with the snapshots of EBS.
  package static let ec2 = AWSService(
    name: "EC2", endpointPrefix: "ec2", environmentName: "EC2", version: "2016-11-15", wireProtocol: .ec2,
    hostForm: .plainIsFIPSInGovCloud,
    // All other lists of its answers have items called `item`.
    collections: CollectionNames(
      items: ["accelerators": "member", "item.groupSet": "groupId", "SecurityGroupId": "SecurityGroupId"]))
}
