internal import DarumaCore

extension AWSService {
  /// AWS Identity and Access Management.
  package static let iam = AWSService(
    name: "IAM", endpointPrefix: "iam", environmentName: "IAM", version: "2010-05-08", wireProtocol: .query,
    home: .partition([.aws: "us-east-1", .china: "cn-north-1", .govCloud: "us-gov-west-1"]),
    hostForm: .namesRegionInChina)
}
