import ArgumentParser
import DarumaActions
import DarumaCatalog
import DarumaCore

struct ActionsCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "actions", abstract: "Lists what a step of a plan can do, or says all of one action.",
    discussion: "The keys of an action are written in `with` of its step; `daruma schema` has them for editors.")

  @Argument(help: "The action, such as `rds.restore`; all without it.") var name: String?
  @Flag(help: "One JSON object an action.") var json = false

  func run() async throws {
    try await reportingFailures {
      let chosen = try choose()
      for kind in chosen {
        if json {
          try JSONOutput.line(Line(kind))
        } else if name == nil {
          out.line(out.styled(kind.name.rawValue, .bold) + "  " + kind.about)
        } else {
          show(kind)
        }
      }
    }
  }

  private var out: Terminal { Terminal.output }

  private func choose() throws -> [ActionKind] {
    let table = ActionCatalog.table
    guard let name else { return table.kinds }
    guard let kind = table[ActionName(name)] else {
      throw CommandFailure(
        "there is no action '\(OutsideText.plain(name))': "
          + NearMiss.remedy(name, among: table.names, whatIsKnown: "action"))
    }
    return [kind]
  }

  private func show(_ kind: ActionKind) {
    out.line(out.styled(kind.name.rawValue, .bold) + "  " + kind.about)
    for (word, text) in Line(kind).facts { out.line("  " + out.styled(word, .dim) + "  " + text) }
    guard !kind.keys.isEmpty else { return }
    out.line("  " + out.styled("with", .dim))
    for key in kind.keys {
      out.line("    " + key.name + (key.isRequired ? " (required)" : "") + "  " + out.styled(key.meaning, .dim))
    }
  }

  private struct Line: Encodable {
    struct Key: Encodable {
      var key: String
      var required: Bool
      var summary: String
    }

    var action: String
    var summary: String
    /// The types of resource that its step names; missing where it names none.
    var resourceTypes: [String]?
    var nature: String
    var needs: String
    var repeatIs: String
    /// How long it typically takes (ISO 8601).
    var usuallyTakes: Span
    var undoneBy: String
    /// From which recovery points it restores; missing where it restores nothing.
    var restoresFrom: String?
    /// How far it proves what was restored; missing where it proves nothing.
    var provesThat: String?
    var leavesForLaterSteps: [String]
    var keys: [Key]

    init(_ kind: ActionKind) {
      action = kind.name.rawValue
      summary = kind.about
      resourceTypes = kind.resourceTypes.isEmpty ? nil : kind.resourceTypes.map(\.rawValue)
      nature = kind.traits.nature.words
      needs = kind.traits.plane.words
      repeatIs = kind.traits.idempotency.words
      usuallyTakes = kind.usually
      undoneBy = kind.undo.words
      restoresFrom = kind.traits.restores?.words()
      provesThat = kind.traits.proves.map { "what was restored is \($0)" }
      leavesForLaterSteps = kind.traits.outputs
      keys = kind.keys.map { Key(key: $0.name, required: $0.isRequired, summary: $0.meaning) }
    }

    /// For people, each with its word.
    var facts: [(String, String)] {
      let facts: [(String, String?)] = [
        ("acts on", resourceTypes?.joined(separator: " or ")), ("does", nature), ("needs", needs),
        ("a repeat", repeatIs), ("usually takes", usuallyTakes.description), ("is undone", undoneBy),
        ("restores from", restoresFrom), ("proves that", provesThat),
        ("leaves", leavesForLaterSteps.isEmpty ? nil : leavesForLaterSteps.joined(separator: ", ")),
      ]
      return facts.compactMap { word, text in text.map { (word, $0) } }
    }
  }
}
