extension AWSService {
  /// Amazon Simple Email Service, version 2.
  package static let ses = AWSService(
    name: "SES", endpointPrefix: "email", signingName: "ses", environmentName: "SESV2", version: "2019-09-27",
    wireProtocol: .restJSON, permissionPrefix: "ses")
}
