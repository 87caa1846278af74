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

  /// In bytes.
  private static let longestAccount = 64
  private static let longestARN = 2048

  package init() {}

  package var parameters: QueryParameters { QueryParameters() }

  package static func answer(in result: XMLTree) throws(WireFormatError) -> Answer {
    let (account, arn) = (try result.requiredText("Account"), try result.requiredText("Arn"))
    guard account.utf8.count <= longestAccount, arn.utf8.count <= longestARN else {
      throw WireFormatError("Account or Arn is longer than AWS makes them")
    }
    return Answer(account: Account(account), arn: arn, userID: result.text("UserId"))
  }
}
