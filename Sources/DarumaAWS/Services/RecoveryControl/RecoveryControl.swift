internal import DarumaCore

extension AWSService {
  /// The control plane of Application Recovery Controller's routing controls: in one region, for all.
  package static let recoveryControl = AWSService(
    name: "Route 53 Recovery Control", endpointPrefix: "route53-recovery-control-config",
    environmentName: "ROUTE53_RECOVERY_CONTROL_CONFIG", version: "2020-11-02", wireProtocol: .restJSON,
    home: .region([.aws: "us-west-2"], underFIPS: [.aws: "us-east-1"]), dualStackPrefix: "arc-recovery-control-config",
    hostForm: .dualStackPrefixWithoutFIPS)
}
