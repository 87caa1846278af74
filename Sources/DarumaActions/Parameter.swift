package import DarumaCatalog
package import DarumaCore

/// One key of an action's `with` whose value goes into the request under the same name, as it is.
package struct Parameter: Sendable {
  package let name: String
  let key: any KeyOfTable
  private let readKey: @Sendable (Fields) -> Document?

  private init<Value>(_ key: Key<Value>, _ document: @escaping @Sendable (Value) -> Document) {
    name = key.name
    self.key = key
    readKey = { fields in fields.value(key).map(document) }
  }

  package static func text(_ key: Key<String>) -> Parameter { Parameter(key) { .text($0) } }
  package static func count(_ key: Key<Int>) -> Parameter { Parameter(key) { .integer(Int64($0)) } }
  package static func bool(_ key: Key<Bool>) -> Parameter { Parameter(key) { .bool($0) } }
  package static func texts(_ key: Key<[String]>) -> Parameter { Parameter(key) { .list($0.map { .text($0) }) } }

  /// Nil where it is not given, or unusable; what is unusable or missing is reported.
  func read(_ fields: Fields) -> Document? { readKey(fields) }
}

/// What a `with` holds that is made of ``Parameter``s alone.
package struct GivenParameters: ActionWanted {
  package var values: [String: Document]

  package func parameters(in setting: ActionSetting) -> [String: Document] { values }
}

extension Form where Value == GivenParameters {
  /// A `with` that is made of parameters alone; nil where one that is required is missing or unusable.
  package static func with(
    of name: ActionName, _ parameters: [Parameter], rules: [KeyRule] = []
  ) -> Form<GivenParameters> {
    .mapping(KeyTable(title: "the `with` of \(name)", keys: parameters.map(\.key), rules: rules)) { fields in
      var values: [String: Document] = [:]
      for parameter in parameters { values[parameter.name] = parameter.read(fields) }
      let missing = parameters.contains { $0.key.isRequired && values[$0.name] == nil }
      return missing ? nil : GivenParameters(values: values)
    }
  }
}
