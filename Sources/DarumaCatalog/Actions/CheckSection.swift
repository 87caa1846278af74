import DarumaCore

/// `http.check`: what must answer, and how.
enum CheckSection {
  static let mostConsecutive = 100

  private static let url = Key.required(
    "url", Form<String>.checkedAddress, "What is asked; `env:NAME` or `file:/PATH` where its URL holds a secret.")
  private static let expect = Key.optional(
    "expect", Form<Int>.count(100...599), "The status that it must answer with; 200 without it.")
  private static let consecutive = Key.optional(
    "consecutive", Form<Int>.count(1...mostConsecutive),
    "How many answers in a row must be so; \(HTTPCheckOptions.defaultConsecutive) without it.")

  static let form = Form<ActionDraft.Parameters>.mapping(
    KeyTable(title: "the `with` of http.check", keys: [url, expect, consecutive])
  ) { fields in
    let (address, status) = (fields.value(url), fields.value(expect))
    let count = fields.value(consecutive)
    guard let address else { return nil }
    return .httpCheck(
      HTTPCheckOptions(
        url: address, expect: status ?? 200, consecutive: count ?? HTTPCheckOptions.defaultConsecutive),
      urlPlace: fields.place(of: url))
  }
}
