import DarumaCore

/// Whose credentials the worker has, as far as the journal tells.
struct CallerStatus: Encodable {
  var standing: Caller.Standing
  var account: Account?
  var arn: String?
  /// Why nothing is asked or done in AWS, in words; missing where all is right.
  var fault: String?
  var remedy: String?

  init?(_ state: ApplicationState) {
    guard let caller = state.caller, let account = state.account else { return nil }
    standing = caller.standing
    self.account = caller.account
    arn = caller.arn
    fault = caller.fault(for: account)
    remedy = caller.remedy(for: account)
  }

  /// What stands at the head of an answer: each thing that is wrong once, however many applications it is about.
  static func faults(_ documents: [StatusDocument]) -> [String] {
    var names: [String: [String]] = [:]
    var order: [String] = []
    for document in documents {
      guard let caller = document.caller, let fault = caller.fault else { continue }
      let text = "Daruma lists and does nothing in AWS: \(fault)" + (caller.remedy.map { " \($0)." } ?? "")
      if names[text] == nil { order.append(text) }
      names[text, default: []].append(document.application.rawValue)
    }
    return order.map { text in
      let concerned = names[text] ?? []
      return concerned.count == documents.count ? text : "\(concerned.joined(separator: ", ")): \(text)"
    }
  }
}
