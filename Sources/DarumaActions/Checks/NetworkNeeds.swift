internal import DarumaAWS
internal import DarumaCore

/// What of a network must be there in a region.
extension Precondition {
  static func securityGroup(_ id: String) -> Precondition {
    listed(
      "security group", id, AWSCall(.ec2, "DescribeSecurityGroups", .reads, ["GroupId": [.text(id)]]),
      in: "securityGroupInfo", by: "groupId",
      missing: ["ec2.InvalidGroup.NotFound", "ec2.InvalidGroupId.Malformed"])
  }

  static func subnet(_ id: String) -> Precondition {
    listed(
      "subnet", id, AWSCall(.ec2, "DescribeSubnets", .reads, ["SubnetId": [.text(id)]]), in: "subnetSet",
      by: "subnetId",
      missing: ["ec2.InvalidSubnetID.NotFound", "ec2.InvalidSubnetId.Malformed"], judge: state("state", ["available"]))
  }
}
