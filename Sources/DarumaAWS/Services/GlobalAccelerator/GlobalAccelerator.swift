internal import DarumaCore

extension AWSService {
  /// AWS Global Accelerator: its control plane stands in one region.
  package static let globalAccelerator = AWSService(
    name: "Global Accelerator", endpointPrefix: "globalaccelerator", environmentName: "GLOBAL_ACCELERATOR",
    version: "2018-08-08", wireProtocol: .json(version: "1.1", targetPrefix: "GlobalAccelerator_V20180706"),
    home: .region([.aws: "us-west-2"]))
}
