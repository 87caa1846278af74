extension AWSService {
  /// Amazon DynamoDB.
  package static let dynamoDB = AWSService(
    name: "DynamoDB", endpointPrefix: "dynamodb", environmentName: "DYNAMODB", version: "2012-08-10",
    wireProtocol: .json(version: "1.0", targetPrefix: "DynamoDB_20120810"), hostForm: .plainIsFIPSInGovCloud)
}
