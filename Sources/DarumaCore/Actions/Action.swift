/// One thing to do on the outside, with every parameter filled in: what is journaled before it is done.
package struct Action: Codable, Hashable, Sendable {
  package var name: ActionName
  package var version: Int
  /// Where it is done; of something global, a region of its partition.
  package var region: Region
  package var parameters: [String: Document]
  package var traits: ActionTraits
  /// What it waits for that Daruma itself finds out; nil for what is done outside.
  package var awaits: Awaited?

  package init(
    name: ActionName, version: Int = 1, region: Region, parameters: [String: Document], traits: ActionTraits,
    awaits: Awaited? = nil
  ) {
    self.name = name
    self.version = version
    self.region = region
    self.parameters = parameters
    self.traits = traits
    self.awaits = awaits
  }

  private enum CodingKeys: String, CodingKey {
    case name = "action"
    case version = "actionVersion"
    case region, parameters, traits, awaits
  }
}

extension Action {
  /// Whether doing it changes something outside that users or data depend on.
  package var changesOutside: Bool { traits.changesOutside }

  /// Whether it is seen and done in the application's own account.
  package var concernsAccount: Bool { traits.concernsAccount }

  /// What it does, in words: `restore ... from ...`.
  package var sentence: String { filled(traits.sentence) }

  /// `template`, with what stands in braces replaced by the parameter of that name.
  package func filled(_ template: String) -> String {
    var sentence = ""
    var rest = template[...]
    while let open = rest.firstIndex(of: "{"), let close = rest[open...].firstIndex(of: "}") {
      sentence += rest[..<open] + words(for: String(rest[rest.index(after: open)..<close]))
      rest = rest[rest.index(after: close)...]
    }
    return sentence + rest
  }

  private func words(for name: String) -> String {
    if name == "region" { return region.rawValue }
    guard let value = parameters[name] else { return "?" }
    return value.text ?? value.items.compactMap(\.text).joined(separator: ", ")
  }
}
