/// What STS is asked for: a role, under a name that shows in CloudTrail.
package struct RoleRequest: Sendable, Equatable {
  /// The name of Daruma's sessions where none is configured.
  package static let defaultSessionName = "daruma"

  package var roleARN: String
  package var sessionName: String
  package var externalID: String?
  /// Nil for the role's own default (an hour).
  package var durationSeconds: Int?

  package init(
    roleARN: String, sessionName: String = Self.defaultSessionName, externalID: String? = nil,
    durationSeconds: Int? = nil
  ) {
    self.roleARN = roleARN
    self.sessionName = sessionName
    self.externalID = externalID
    self.durationSeconds = durationSeconds
  }

  var parameters: QueryParameters {
    var parameters = QueryParameters()
    parameters.add("RoleArn", roleARN)
    parameters.add("RoleSessionName", sessionName)
    parameters.add("ExternalId", externalID)
    parameters.add("DurationSeconds", durationSeconds)
    return parameters
  }
}

/// Exchanges credentials for those of a role. Signed with the former.
struct AssumeRole: QueryOperation {
  typealias Answer = IssuedCredentials

  static let service = AWSService.sts
  static let name = "AssumeRole"
  static let repetition = Repetition.reads

  var role: RoleRequest

  var parameters: QueryParameters { role.parameters }

  static func answer(in result: XMLTree) throws(WireFormatError) -> IssuedCredentials {
    try IssuedCredentials(result)
  }
}

/// Exchanges a token of an identity provider (of a Kubernetes service account) for the credentials of a role.
/// Not signed.
struct AssumeRoleWithWebIdentity: QueryOperation {
  typealias Answer = IssuedCredentials

  static let service = AWSService.sts
  static let name = "AssumeRoleWithWebIdentity"
  static let repetition = Repetition.reads

  var role: RoleRequest
  var token: String

  var parameters: QueryParameters {
    var parameters = role.parameters
    parameters.add("WebIdentityToken", token)
    return parameters
  }

  static func answer(in result: XMLTree) throws(WireFormatError) -> IssuedCredentials {
    try IssuedCredentials(result)
  }
}
