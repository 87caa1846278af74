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
  /// Nil where the file says nothing of it.
  let key: (any KeyOfTable)?
  /// What the step's resource gives where nothing else does; nil where it gives nothing.
  fileprivate var ofResource: GivenParameters.ResourcePart?
  private let readKey: @Sendable (Fields) -> Given?

  private init(name: String, _ key: (any KeyOfTable)?, _ readKey: @escaping @Sendable (Fields) -> Given?) {
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
    parameter.ofResource = .name
    return parameter
  }

  /// The ARN of the step's resource; the file says nothing of it.
  package static func resourceARN(as name: String) -> Parameter {
    var parameter = Parameter(name: name, nil) { _ in nil }
    parameter.ofResource = .arn
    return parameter
  }

  /// What is known only when the step begins; the file says nothing of it.
  package static func blank(_ blank: Blank, as name: String) -> Parameter {
    Parameter(name: name, nil) { _ in Given(value: .blank(blank)) }
  }

  /// Always the same, unless a parameter after it gives another value; the file says nothing of it.
  package static func fixed(_ value: Document, as name: String) -> Parameter {
    Parameter(name: name, nil) { _ in Given(value: value) }
  }

  /// What the value of `key` becomes, in the parameter `name`.
  package static func made<Value>(
    of key: Key<Value>, as name: String, _ document: @escaping @Sendable (Value) -> Document
  ) -> Parameter {
    Parameter(name: name, key) { fields in fields.value(key).map { Given(value: document($0)) } }
  }

  /// A name for what is made, that no other execution gives, with the label of `key` at its end where it is given: where one
  /// plan makes several of a resource.
  package static func newName(_ name: String, longest: Int, labelledBy key: Key<String>) -> Parameter {
    Parameter(name: name, key) { fields in
      guard let label = fields.value(key) else { return Given(value: .blank(.name(longest: longest))) }
      return Given(value: .blank(.joined([.blank(.name(longest: longest - label.count - 1)), .text("-\(label)")])))
    }
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

  /// Another key for the parameter `name`: what an earlier step left, under whatever name.
  package static func left(by key: Key<LeftOutput>, as name: String) -> Parameter {
    Parameter(name: name, key) { fields in
      let place = fields.place(of: key)
      return fields.value(key).map { left in Given(value: left.blank, use: left.use(at: place)) }
    }
  }

  /// Puts what is given into `wanted`; what is unusable or missing is reported.
  fileprivate func read(_ fields: Fields, into wanted: inout GivenParameters) {
    if let ofResource { wanted.ofResource[name] = ofResource }
    guard let given = readKey(fields) else { return }
    wanted.values[name] = given.value
    if let use = given.use { wanted.uses.append(use) }
  }
}

/// What a `with` holds that is made of ``Parameter``s alone.
package struct GivenParameters: ActionWanted {
  /// Reports what the keys' forms and rules can't tell.
  package typealias Check = @Sendable (GivenParameters, ActionSetting, Findings) -> Void

  /// What a step's resource can give.
  fileprivate enum ResourcePart {
    /// What the action acts on is called as the resource is.
    case name
    case arn
  }

  package var values: [String: Document] = [:]
  package var uses: [OutputUse] = []
  /// What the resource gives to parameters that nothing else gives.
  fileprivate var ofResource: [String: ResourcePart] = [:]
  fileprivate var furtherCheck: Check = { _, _, _ in }

  package func parameters(in setting: ActionSetting) -> [String: Document] {
    guard let arn = setting.arn else { return values }
    let given = ofResource.mapValues { part in Document.text(part == .name ? arn.resourceName : arn.rawValue) }
    return values.merging(given) { written, _ in written }
  }

  package func check(in setting: ActionSetting, _ findings: Findings) {
    // A resource that is given but unknown is reported by name.
    for (name, part) in ofResource where part == .name && values[name] == nil && !setting.hasResource {
      findings.report(
        .missingKey, at: setting.place, "nothing says which \(name) is meant",
        remedy: "add `resource:` with its id in this file, or \(quoted(name)) to `with`")
    }
    furtherCheck(self, setting, findings)
  }
}

extension Form where Value == GivenParameters {
  /// A `with` that is made of parameters alone; nil where one that is required is missing or unusable.
  package static func with(
    of name: ActionName, _ parameters: [Parameter], rules: [KeyRule] = [],
    check: @escaping GivenParameters.Check = { _, _, _ in }
  ) -> Form<GivenParameters> {
    .mapping(KeyTable(title: "the `with` of \(name)", keys: parameters.compactMap(\.key), rules: rules)) { fields in
      var wanted = GivenParameters()
      wanted.furtherCheck = check
      for parameter in parameters { parameter.read(fields, into: &wanted) }
      let missing = parameters.contains { $0.key?.isRequired == true && wanted.values[$0.name] == nil }
      return missing ? nil : wanted
    }
  }
}
