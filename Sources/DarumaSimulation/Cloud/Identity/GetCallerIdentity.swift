/// Who the caller is.
package struct GetCallerIdentity: CloudOperation {
  package static let service = CloudService.sts
  package static let name = "GetCallerIdentity"
  package static let isChange = false

  package struct Output: Sendable, Equatable {
    package let account: String
    package let arn: String
    package let userID: String
  }

  /// The access key that signed the call; it is the user's id here.
  package let accessKey: String

  package init(accessKey: String) {
    self.accessKey = accessKey
  }

  package var parameters: [String: String] { [:] }

  package func perform(on estate: inout Estate, _ context: CallContext) throws(CloudError) -> Output {
    Output(
      account: estate.account, arn: "arn:aws:iam::\(estate.account):user/\(estate.user)", userID: accessKey)
  }
}
