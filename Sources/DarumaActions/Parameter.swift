package import DarumaCatalog
package import DarumaCore

/// One key of an action's `with` whose value goes into the request under the same name, as it is.
package struct Parameter: Sendable {
  /// What was read of one key.
  private struct Given {
    var value: Document
    var use: OutputUse?
  }

  /// Of the request.
  package let name: String
  let key: any KeyOfTable
  /// Whether it names what the action acts on, so that the step's resource can name it too.
  fileprivate var isSubject = false
  private let readKey: @Sendable (Fields) -> Given?

  private init(name: String, _ key: any KeyOfTable, _ readKey: @escaping @Sendable (Fields) -> Given?) {
    self.name = name
    self.key = key
    self.readKey = readKey
  }

  private init<Value>(_ key: Key<Value>, _ document: @escaping @Sendable (Value) -> Document) {
    self.init(name: key.name, key) { fields in fields.value(key).map { Given(value: document($0)) } }
  }

  package static func text(_ key: Key<String>) -> Parameter { Parameter(key) { .text($0) } }
  package static func count(_ key: Key<Int>) -> Parameter { Parameter(key) { .integer(Int64($0)) } }
  package static func bool(_ key: Key<Bool>) -> Parameter { Parameter(key) { .bool($0) } }
  package static func texts(_ key: Key<[String]>) -> Parameter { Parameter(key) { .list($0.map { .text($0) }) } }

  /// Names what the action acts on. Where nothing does, it is called as the step's resource is.
  package static func subject(_ key: Key<String>) -> Parameter {
    var parameter = text(key)
    parameter.isSubject = true
    return parameter
  }

  /// Another key for the parameter `name`: the id of the earlier step that leaves its value, as `output`.
  package static func left(by key: Key<StepID>, _ output: String, as name: String) -> Parameter {
    Parameter(name: name, key) { fields in
      let place = fields.place(of: key)
      return fields.value(key).map { step in
        Given(
          value: .blank(.output(of: step, key: output)), use: OutputUse(step: step, key: output, place: place))
      }
    }
  }

  /// Puts what is given into `wanted`; what is unusable or missing is reported.
  fileprivate func read(_ fields: Fields, into wanted: inout GivenParameters) {
    if isSubject { wanted.subject = name }
    guard let given = readKey(fields) else { return }
    wanted.values[name] = given.value
    if let use = given.use { wanted.uses.append(use) }
  }
}

/// What a `with` holds that is made of ``Parameter``s alone.
package struct GivenParameters: ActionWanted {
  package var values: [String: Document] = [:]
  package var uses: [OutputUse] = []
  /// The parameter that names what is acted on; nil where there is none.
  fileprivate var subject: String?

  package func parameters(in setting: ActionSetting) -> [String: Document] {
    guard let subject, values[subject] == nil, let arn = setting.arn else { return values }
    return values.merging([subject: .text(arn.resourceName)]) { $1 }
  }

  package func check(in setting: ActionSetting, _ findings: Findings) {
    // A resource that is given but unknown is reported by name.
    guard let subject, values[subject] == nil, !setting.hasResource else { return }
    findings.report(
      .missingKey, at: setting.place, "nothing says which \(subject) is meant",
      remedy: "add `resource:` with its id in this file, or \(quoted(subject)) to `with`")
  }
}

extension Form where Value == GivenParameters {
  /// A `with` that is made of parameters alone; nil where one that is required is missing or unusable.
  package static func with(
    of name: ActionName, _ parameters: [Parameter], rules: [KeyRule] = []
  ) -> Form<GivenParameters> {
    .mapping(KeyTable(title: "the `with` of \(name)", keys: parameters.map(\.key), rules: rules)) { fields in
      var wanted = GivenParameters()
      for parameter in parameters { parameter.read(fields, into: &wanted) }
      let missing = parameters.contains { $0.key.isRequired && wanted.values[$0.name] == nil }
      return missing ? nil : wanted
    }
  }
}
