/// The JSON Schema of the application file, made from the tables that the reader reads by.
package enum ApplicationSchema {
  /// Draft 2020-12, indented, with a line break at the end.
  package static func json(_ actions: ActionTable) -> String { document(actions).rendered() + "\n" }

  private static func document(_ actions: ActionTable) -> JSONValue {
    let head: [JSONMember] = [
      JSONMember(name: "$schema", value: "https://json-schema.org/draft/2020-12/schema"),
      JSONMember(name: "title", value: "Daruma application file"),
      JSONMember(
        name: "description",
        value: "What fails over as one unit. `daruma validate` checks more than a schema can say."),
    ]
    let definitions: [JSONMember] =
      [JSONMember(name: ConditionSection.definition, value: ConditionSection.conditionItself.schema)]
      + actions.definitions
    guard case .object(let members) = ApplicationSection.form.schema else { return .object(head) }
    return .object(head + members + [JSONMember(name: "$defs", value: .object(definitions))])
  }
}
