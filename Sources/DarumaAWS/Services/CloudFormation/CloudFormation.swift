extension AWSService {
  /// AWS CloudFormation.
  package static let cloudFormation = AWSService(
    name: "CloudFormation", endpointPrefix: "cloudformation", environmentName: "CLOUDFORMATION",
    version: "2010-05-15", wireProtocol: .query, hostForm: .plainIsFIPSInGovCloud,
    collections: CollectionNames(maps: ["ResourceIdentifier": .keyValue]))
}
