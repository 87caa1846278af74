package import DarumaCatalog
package import DarumaCore

/// What an earlier step left, named in a `with`: `{ step: restore-db, output: endpoint }`.
package struct LeftOutput: Sendable, Hashable {
  package var step: StepID
  package var output: String

  package var blank: Document { .blank(.output(of: step, key: output)) }

  package func use(at place: Place) -> OutputUse { OutputUse(step: step, key: output, place: place) }

  private static let stepKey = Key.required("step", Form<StepID>.name("the id of a step"), "The earlier step.")
  private static let outputKey = Key.required(
    "output",
    Form<String>.awsIdentifier(
      "what a step leaves", marks: "", longest: 63, example: "a word such as `endpoint`; `daruma actions` names them"),
    "Which of the things that it leaves.")

  package static let form = Form<LeftOutput>.mapping(
    KeyTable(title: "what an earlier step left", keys: [stepKey, outputKey])
  ) { fields in
    let (step, output) = (fields.value(stepKey), fields.value(outputKey))
    guard let step, let output else { return nil }
    return LeftOutput(step: step, output: output)
  }
}
