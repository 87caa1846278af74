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

  /// Each with one full stop at its end: what AWS answers may have one.
  static func sentences(_ texts: [String?]) -> String {
    texts.compactMap(\.self).map { text in
      var text = text[...]
      while let last = text.last, last.isWhitespace || last == "." { text.removeLast() }
      return text + "."
    }.joined(separator: " ")
  }

  /// What stands at the head of an answer: each thing that is wrong once, however many applications it is about.
  static func faults(_ documents: [StatusDocument]) -> [String] {
    var names: [String: [String]] = [:]
    var order: [String] = []
    for document in documents {
      guard let caller = document.caller, let fault = caller.fault else { continue }
      let text = Self.sentences(["Daruma lists and does nothing in AWS: \(fault)", caller.remedy])
      if names[text] == nil { order.append(text) }
      names[text, default: []].append(document.application.rawValue)
    }
    return order.map { text in
      let concerned = names[text] ?? []
      return concerned.count == documents.count ? text : "\(concerned.joined(separator: ", ")): \(text)"
    }
  }
}
