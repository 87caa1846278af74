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
/// | `failed` | | why what a step asks of people can't be done; missing where it is done (`done`) |
/// | `digest` | | of the terms that an approval approves |
/// | `fact`, `until` | | what is said, and until when it counts (RFC 3339) |
/// | `before` | | of which moment what is restored must be from before (RFC 3339) |
/// | `validUntil` | | until when the command may lie in the topic (RFC 3339), where that is shorter than usual |
/// | `signature` | | Base64 of the Ed25519 signature of all other members (``CommandText``) |
///
/// Optional members may be missing or null. Members that are not in this table are refused: a misspelt
/// `digest` must not make an approval of terms an approval of anything. Whether the command makes sense is
/// for the machine to say.
///
/// It counts only where the record comes from a place of commands and holds nothing else: whoever may write alarms, or
/// gets a text of his into a message, must not command.
///
/// Key: `id`.
enum OperatorCommands {
  /// Of the control topic: a command, or nothing.
  static func readAlone(_ value: JSONValue, into findings: inout Findings) throws(Problem) {
    guard value.kind == .object, Shape(of: value) == .command else {
      throw Problem(
        .notACommand, at: value, "the control topic holds commands of operators, one a record, with nothing around it",
        remedy: "send events to a topic of events")
    }
    try read(value, into: &findings)
  }

  static func wrapped(_ envelope: String) -> Problem {
    Problem(
      .notACommand, at: "", "a command stands alone in its record, and this record is \(envelope)",
      remedy: "send it with the `daruma` command, or as one JSON object and nothing around it")
  }

  /// Nothing of it is done.
  static func elsewhere(_ object: JSONValue) -> Problem {
    var problem = Problem(
      .commandElsewhere, at: object,
      "an operator's command counts only in the control topic, one a record, with nothing around it; nothing was done",
      remedy: "send it with the `daruma` command; find out who wrote it here")
    problem.feed = .commands
    return problem
  }

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
      by: try object.required("by").nameOfPerson(),
      role: try object.optionalText("role").map(Role.init(_:)),
      execution: try object.optionalText("execution").map(ExecutionID.init(_:)),
      plan: try object.optionalText("plan").map(PlanName.init(_:)),
      trigger: try object.optionalText("trigger").map(TriggerName.init(_:)),
      step: try object.optionalText("step").map(StepID.init(_:)),
      finding: try object.optionalText("finding"), guardName: try guardName(object),
      servedFrom: try object.optionalText("servedFrom").map(Region.init(_:)),
      comment: try object.optionalText("comment"), failed: try object.optionalText("failed"),
      digest: try object.optionalText("digest"), fact: try object.optionalText("fact").map(WordName.init(_:)),
      until: try object.optionalInstant("until"), before: try object.optionalInstant("before"),
      validUntil: try object.optionalInstant("validUntil"),
      signature: try object.optionalText("signature"), text: try text(object))
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

  /// What a signature covers.
  private static func text(_ object: JSONValue) throws(Problem) -> String {
    var texts: [String: String] = [:]
    for (key, value) in object.members where !value.isNull { texts[key.text] = try value.wholeText() }
    return CommandText.signed(texts)
  }

  private static let members: Set<String> = [
    "command", "id", "application", "by", "role", "execution", "plan", "trigger", "step", "finding",
    "guard", "servedFrom", "comment", "failed", "digest", "fact", "until", "before", "validUntil", "signature", "at",
  ]

  private static let rule = Rule(.commands, "operator command: carried out once for its id")
}
