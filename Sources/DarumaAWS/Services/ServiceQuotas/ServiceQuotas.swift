extension AWSService {
  /// Service Quotas.
  package static let serviceQuotas = AWSService(
    name: "Service Quotas", endpointPrefix: "servicequotas", environmentName: "SERVICE_QUOTAS",
    version: "2019-06-24", wireProtocol: .json(version: "1.1", targetPrefix: "ServiceQuotasV20190624"),
    hostForm: .plainIsFIPSInGovCloud)
}
