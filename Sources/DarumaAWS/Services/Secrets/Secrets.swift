extension AWSService {
  /// AWS Secrets Manager.
  package static let secretsManager = AWSService(
    name: "Secrets Manager", endpointPrefix: "secretsmanager", environmentName: "SECRETS_MANAGER",
    version: "2017-10-17", wireProtocol: .json(version: "1.1", targetPrefix: "secretsmanager"),
    hostForm: .plainIsDualStack)
}
