package import DarumaAWS
package import DarumaCore

/// The parameters of an action, by their types.
package struct Arguments: Sendable {
  private let action: Action

  package init(_ action: Action) { self.action = action }

  /// - Throws: ``CloudFault`` with the code `action.bad-parameter` where it is missing or no text.
  package func text(_ name: String) throws(CloudFault) -> String {
    guard let text = try optionalText(name) else { throw fault(name, "is missing") }
    return text
  }

  /// A text, or a number as it is written: for people.
  package func words(_ name: String) throws(CloudFault) -> String {
    guard let words = value(name)?.text else { throw fault(name, "is missing, or has parts") }
    return words
  }

  package func optionalText(_ name: String) throws(CloudFault) -> String? {
    guard let value = value(name) else { return nil }
    guard case .text(let text) = value else { throw fault(name, "is no text") }
    return text
  }

  package func integer(_ name: String) throws(CloudFault) -> Int {
    guard let value = value(name) else { throw fault(name, "is missing") }
    guard let number = value.integer, let integer = Int(exactly: number) else {
      throw fault(name, "is no whole number")
    }
    return integer
  }

  package func optionalInteger(_ name: String) throws(CloudFault) -> Int? {
    value(name) == nil ? nil : try integer(name)
  }

  package func optionalBool(_ name: String) throws(CloudFault) -> Bool? {
    guard let value = value(name) else { return nil }
    guard let bool = value.bool else { throw fault(name, "is neither true nor false") }
    return bool
  }

  /// As it is; nil where it is missing.
  package func document(_ name: String) -> Document? { value(name) }

  /// The members of an object. Empty where it is missing.
  package func members(_ name: String) throws(CloudFault) -> [String: Document] {
    guard let value = value(name) else { return [:] }
    guard case .object(let members) = value else { throw fault(name, "is no object") }
    return members
  }

  /// Empty where it is missing.
  package func texts(_ name: String) throws(CloudFault) -> [String] {
    try list(name).map { item throws(CloudFault) in
      guard case .text(let text) = item else { throw fault(name, "holds something that is no text") }
      return text
    }
  }

  /// Empty where it is missing.
  package func list(_ name: String) throws(CloudFault) -> [Document] {
    guard let value = value(name) else { return [] }
    guard case .list(let items) = value else { throw fault(name, "is no list") }
    return items
  }

  /// Nil where it is missing.
  package func object(_ name: String) throws(CloudFault) -> Document? {
    guard let value = value(name) else { return nil }
    guard case .object = value else { throw fault(name, "has no members") }
    return value
  }

  /// The texts that the members of an object are. Empty where it is missing.
  package func textsByName(_ name: String) throws(CloudFault) -> [String: String] {
    guard let value = value(name) else { return [:] }
    guard case .object(let members) = value else { throw fault(name, "is no object") }
    var texts: [String: String] = [:]
    for (member, value) in members {
      guard case .text(let text) = value else { throw fault(name, "holds \(member), which is no text") }
      texts[member] = text
    }
    return texts
  }

  package func fault(_ name: String, _ reason: String) -> CloudFault {
    CloudFault(
      kind: .refused, code: "action.bad-parameter",
      message: "\(action.name) can't be carried out: its parameter \(name) \(reason). It was journaled so by another "
        + "version of Daruma; start the execution anew with a plan that this version has read.",
      isRetriable: false)
  }

  private func value(_ name: String) -> Document? {
    guard let value = action.parameters[name], value != .null else { return nil }
    return value
  }
}

extension [String: Document] {
  /// Without what is nil.
  package static func parameters(_ given: [String: Document?]) -> [String: Document] { given.compactMapValues(\.self) }
}

extension Document {
  package init?(_ text: String?) {
    guard let text else { return nil }
    self = .text(text)
  }

  package init?(_ bool: Bool?) {
    guard let bool else { return nil }
    self = .bool(bool)
  }

  package init(_ number: Int) { self = .integer(Int64(number)) }

  package init(_ texts: [String]) { self = .list(texts.map { .text($0) }) }
}
