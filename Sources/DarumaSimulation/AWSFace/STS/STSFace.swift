/// STS on the wire: query protocol, version 2011-06-15.
enum STSFace {
  static let service = QueryService(
    wire: QueryProtocol(namespace: "https://sts.amazonaws.com/doc/2011-06-15/", version: "2011-06-15"),
    actions: [GetCallerIdentity.name: getCallerIdentity])

  private static let getCallerIdentity: QueryService.Action = { arguments, exchange throws(CloudError) in
    try arguments.finish()
    return exchange.perform(GetCallerIdentity(accessKey: exchange.caller.accessKey)) { output in
      [.text("UserId", output.userID), .text("Account", output.account), .text("Arn", output.arn)]
    }
  }
}
