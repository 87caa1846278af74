extension AWSService {
  /// Amazon EC2 Auto Scaling.
  package static let autoScaling = AWSService(
    name: "Auto Scaling", endpointPrefix: "autoscaling", environmentName: "AUTO_SCALING", version: "2011-01-01",
    wireProtocol: .query, hostForm: .plainIsFIPSInGovCloud, collections: CollectionNames(items: ["Reference": "item"]))
}
