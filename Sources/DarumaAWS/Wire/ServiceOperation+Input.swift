package import DarumaCore

extension ServiceOperation {
  /// What is sent, for people: the members of a form or of JSON; of a REST call its method, path and body.
  ///
  /// - Throws: ``WireFormatError`` where the request can't be written.
  package func input() throws(WireFormatError) -> Document {
    if let form = self as? any QueryOperation {
      return .object(Dictionary(form.parameters.pairs.map { ($0.name, .text($0.value)) }) { $1 })
    }
    let message = try message()
    if message.headers.contains(where: { $0.name.lowercased() == "x-amz-target" }) {
      return try JSONDocument.read(message.body)
    }
    var shown: [String: Document] = ["method": .text(message.method), "path": .text(message.path)]
    for pair in message.query.pairs { shown[pair.name] = .text(pair.value) }
    if !message.body.isEmpty { shown["body"] = .text(String(decoding: message.body, as: UTF8.self)) }
    return .object(shown)
  }
}
