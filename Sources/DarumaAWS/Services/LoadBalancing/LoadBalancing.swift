extension AWSService {
  /// Elastic Load Balancing, version 2: application and network load balancers.
  package static let loadBalancing = AWSService(
    name: "Elastic Load Balancing", endpointPrefix: "elasticloadbalancing",
    environmentName: "ELASTIC_LOAD_BALANCING_V2", version: "2015-12-01", wireProtocol: .query,
    hostForm: .plainIsFIPSInGovCloud,
    collections: CollectionNames(maps: ["AuthenticationRequestExtraParams": .keyValue]))
}
