extension AWSService {
  /// The data plane of Application Recovery Controller's routing controls. It is reached at the endpoints of the account's own
  /// cluster, five in five regions: name one with the call, and its region.
  package static let recoveryCluster = AWSService(
    name: "Route 53 Recovery Cluster", endpointPrefix: "route53-recovery-cluster",
    environmentName: "ROUTE53_RECOVERY_CLUSTER", version: "2019-12-02",
    wireProtocol: .json(version: "1.0", targetPrefix: "ToggleCustomerAPI"))
}
