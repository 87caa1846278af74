import DarumaCore

/// An operator's command, in Daruma's own format: one JSON object, the value of a record of `daruma.control`.
///
/// | member | | |
/// | --- | --- | --- |
/// | `command` | required | `failover`, `approve`, `deny`, and so on: ``CommandGiven/Command`` |
/// | `id` | required | the sender chooses it, another for each command: one that comes twice is done once |
/// | `application` | required | the application's name |
/// | `by` | required | who sends it, as they name themselves |
/// | `at` | required | when it was sent, RFC 3339 |
/// | `role` | | the role in which they send it |
/// | `execution` | | the execution that is meant; missing means the running one |
/// | `plan`, `trigger`, `step`, `finding` | | what the command is about |
/// | `guard` | | the guard that is overridden |
/// | `servedFrom` | | the region from which users are served, as a person knows |
/// | `comment` | | why |
/// | `digest` | | of the terms that an approval approves |
/// | `fact`, `until` | | what is said, and until when it counts (RFC 3339) |
///
/// Optional members may be missing or null. Members that are not in this table are refused: a misspelt
/// `digest` must not make an approval of terms an approval of anything. Whether the command makes sense is
/// for the machine to say.
///
/// Key: `id`.
enum OperatorCommands {
  static func read(_ object: JSONValue, into findings: inout Findings) throws(Problem) {
    for (key, _) in object.members where !members.contains(key.text) {
      throw Problem(
        .unknownMember, at: key, "a command has no member \(key.quoted)",
        remedy: "one of " + members.sorted().joined(separator: ", "))
    }
    let word = try object.required("command")
    guard let command = CommandGiven.Command(rawValue: try word.wholeText()) else {
      throw word.unknownValue(CommandGiven.Command.allCases.map(\.rawValue))
    }
    let id = try object.text("id")
    let at = try object.instant("at")
    let given = CommandGiven(
      command: command, application: ApplicationName(try object.text("application")),
      by: try object.text("by"),
      role: try object.optionalText("role").map(Role.init(_:)),
      execution: try object.optionalText("execution").map(ExecutionID.init(_:)),
      plan: try object.optionalText("plan").map(PlanName.init(_:)),
      trigger: try object.optionalText("trigger").map(TriggerName.init(_:)),
      step: try object.optionalText("step").map(StepID.init(_:)),
      finding: try object.optionalText("finding"), guardName: try guardName(object),
      servedFrom: try object.optionalText("servedFrom").map(Region.init(_:)),
      comment: try object.optionalText("comment"),
      digest: try object.optionalText("digest"), fact: try object.optionalText("fact").map(WordName.init(_:)),
      until: try object.optionalInstant("until"))
    let subject = Subject(at: at, seenAt: at, source: "operator", account: .unknown, region: .unknown)
    try findings.add(.commandGiven(given), key: SignalKey(id), of: subject, by: rule)
  }

  private static func guardName(_ object: JSONValue) throws(Problem) -> Guard? {
    guard let text = try object.optionalText("guard") else { return nil }
    guard let name = Guard(rawValue: text) else {
      throw try object.required("guard").unknownValue(Guard.allCases.map(\.rawValue))
    }
    return name
  }

  private static let members: Set<String> = [
    "command", "id", "application", "by", "role", "execution", "plan", "trigger", "step", "finding",
    "guard", "servedFrom", "comment", "digest", "fact", "until", "at",
  ]

  private static let rule = Rule(.commands, "operator command: carried out once for its id")
}
