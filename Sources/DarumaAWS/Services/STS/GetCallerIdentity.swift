package import DarumaCore

extension AWSService {
  /// AWS Security Token Service.
  package static let sts = AWSService(
    name: "STS", endpointPrefix: "sts", environmentName: "STS", version: "2011-06-15", wireProtocol: .query,
    hostForm: .plainIsFIPSInGovCloud)
}

/// Asks whose credentials these are. Needs no permission.
package struct GetCallerIdentity: QueryOperation {
  package static let service = AWSService.sts
  package static let name = "GetCallerIdentity"
  package static let repetition = Repetition.reads

  package struct Answer: Sendable, Equatable {
    package var account: Account
    package var arn: String
    package var userID: String?
  }

  package init() {}

  package var parameters: QueryParameters { QueryParameters() }

  package static func answer(in result: XMLTree) throws(WireFormatError) -> Answer {
    Answer(
      account: Account(try result.requiredText("Account")), arn: try result.requiredText("Arn"),
      userID: result.text("UserId"))
  }
}
