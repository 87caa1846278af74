import ArgumentParser
import DarumaCore

struct FailoverCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "failover", abstract: "Starts a failover plan by hand.",
    discussion: "Guards hold, and where a trigger's plan asks for approval, it is asked for here too.")

  @OptionGroup var target: PlanTarget
  @OptionGroup var sender: SenderOptions
  @OptionGroup var setUp: SetUpOptions

  func run() async throws {
    try await reportingFailures {
      try await ControlTopic.send(target.aim(sender.command(.failover, target.application)), setUp, sender)
    }
  }
}

struct RestoreCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "restore", abstract: "Starts a plan of kind restore by hand: one that repairs, and moves no users.",
    discussion: "Guards hold, and where the plan or its trigger asks for approval, it is asked for here too.")

  @OptionGroup var target: PlanTarget
  @OptionGroup var sender: SenderOptions
  @OptionGroup var setUp: SetUpOptions

  func run() async throws {
    try await reportingFailures {
      try await ControlTopic.send(target.aim(sender.command(.restore, target.application)), setUp, sender)
    }
  }
}

struct ApproveCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "approve", abstract: "Approves what an execution would do.",
    discussion: """
      An approval is bound to the digest of plan, evidence, recovery points and predicted loss. Without --digest the \
      terms are shown from the journal, and a person at a terminal is asked.
      """)

  @Argument(help: "The application.") var application: String
  @Option(help: "The execution; the running one if not given.") var execution: String?
  @Option(help: "The digest of the terms that are approved.") var digest: String?
  @OptionGroup var sender: SenderOptions
  @OptionGroup var journal: JournalOptions

  func validate() throws {
    for (option, text) in [("the application", application), ("--execution", execution), ("--digest", digest)] {
      try SentText.check(option, text)
    }
  }

  func run() async throws {
    try await reportingFailures {
      var command = sender.command(.approve, application)
      command.execution = execution.map(ExecutionID.init(_:))
      command.digest = digest
      if digest == nil {
        let approval = try await PendingApproval.find(application, execution, in: try await journal.path())
        try PendingApproval.ask(approval, json: sender.json)
        command.execution = approval.terms.execution
        command.digest = approval.digest
      }
      try await ControlTopic.send(command, journal.setUp, sender)
    }
  }
}

struct DenyCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "deny", abstract: "Denies an approval; the execution ends.")

  @OptionGroup var target: ExecutionTarget
  @OptionGroup var sender: SenderOptions
  @OptionGroup var setUp: SetUpOptions

  func run() async throws {
    try await reportingFailures {
      try await ControlTopic.send(
        target.aim(sender.command(.deny, target.application)), setUp, sender)
    }
  }
}

struct AbortCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "abort", abstract: "Ends an execution. What was done stays done.")

  @OptionGroup var target: ExecutionTarget
  @OptionGroup var sender: SenderOptions
  @OptionGroup var setUp: SetUpOptions

  func run() async throws {
    try await reportingFailures {
      try await ControlTopic.send(
        target.aim(sender.command(.abort, target.application)), setUp, sender)
    }
  }
}

struct PauseCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "pause",
    abstract: "Pauses automatic failover of an application, or with --execution one execution.",
    discussion:
      "What was sent goes on, and is watched. Nothing more is sent, of what a trigger started either, until resume.")

  @OptionGroup var target: ExecutionTarget
  @OptionGroup var sender: SenderOptions
  @OptionGroup var setUp: SetUpOptions

  func run() async throws {
    try await reportingFailures {
      try await ControlTopic.send(
        target.aim(sender.command(.pause, target.application)), setUp, sender)
    }
  }
}

struct ResumeCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "resume",
    abstract: "Resumes automatic failover of an application, or with --execution a paused execution.",
    discussion: "An execution that is paused by a failed step tries that step anew.")

  @OptionGroup var target: ExecutionTarget
  @OptionGroup var sender: SenderOptions
  @OptionGroup var setUp: SetUpOptions

  func run() async throws {
    try await reportingFailures {
      try await ControlTopic.send(
        target.aim(sender.command(.resume, target.application)), setUp, sender)
    }
  }
}

struct RetryCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(commandName: "retry", abstract: "Tries a failed step anew.")

  @OptionGroup var target: ExecutionTarget
  @Option(help: "The step.") var step: String
  @OptionGroup var sender: SenderOptions
  @OptionGroup var setUp: SetUpOptions

  func run() async throws {
    try await reportingFailures {
      var command = target.aim(sender.command(.retry, target.application))
      command.step = StepID(step)
      try await ControlTopic.send(command, setUp, sender)
    }
  }
}

struct SkipCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "skip", abstract: "Skips a step that a person has dealt with; needs --comment.")

  @OptionGroup var target: ExecutionTarget
  @Option(help: "The step.") var step: String
  @OptionGroup var sender: SenderOptions
  @OptionGroup var setUp: SetUpOptions

  func run() async throws {
    try await reportingFailures {
      var command = target.aim(sender.command(.skip, target.application))
      command.step = StepID(step)
      try await ControlTopic.send(command, setUp, sender)
    }
  }
}

struct DoneCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "done",
    abstract: "Says that a step which a person does (`manual`) is done, or with --failed that it can't be.",
    discussion: """
      Where the step names a role, it must be said in that role (--role). `daruma status` shows what is waited for. A step \
      that can't be done fails, and goes on as its `onFailure` says.
      """)

  @Argument(help: "The application.") var application: String
  @Argument(help: "The execution.") var execution: String
  @Argument(help: "The step.") var step: String
  @Option(help: ArgumentHelp("Why it can't be done.", valueName: "reason")) var failed: String?
  @OptionGroup var sender: SenderOptions
  @OptionGroup var setUp: SetUpOptions

  func run() async throws {
    try await reportingFailures {
      var command = sender.command(.done, application)
      command.execution = ExecutionID(execution)
      command.step = StepID(step)
      command.failed = failed
      try await ControlTopic.send(command, setUp, sender)
    }
  }
}

struct AcknowledgeCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "acknowledge",
    abstract: "Says that a person has seen a trigger, or looked into a suspected compromise.",
    discussion: """
      A trigger is quiet until its condition ends; `daruma rearm` arms it earlier. A finding holds no recovery point back \
      any more.
      """)

  @Argument(help: "The application.") var application: String
  @Argument(help: "The trigger.") var trigger: String?
  @Option(help: "The finding that was looked into, instead of a trigger.") var finding: String?
  @OptionGroup var sender: SenderOptions
  @OptionGroup var setUp: SetUpOptions

  func validate() throws {
    guard (trigger == nil) != (finding == nil) else {
      throw ValidationError("name a trigger, or a finding with --finding")
    }
  }

  func run() async throws {
    try await reportingFailures {
      var command = sender.command(.acknowledge, application)
      command.trigger = trigger.map(TriggerName.init(_:))
      command.finding = finding
      try await ControlTopic.send(command, setUp, sender)
    }
  }
}

struct RearmCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "rearm",
    abstract: "Arms triggers anew, or says from where users are served.",
    discussion: """
      What held a trigger off (a cool-down, an acknowledgement, a denial) is over. With --served-from a person says in \
      which region users are served now: after a failback by hand, or where Daruma could not see what became of a cut-over. \
      What people wanted quiet stays quiet then; name the trigger to arm it.
      """)

  @Argument(help: "The application.") var application: String
  @Argument(help: "The trigger; all of them if not given.") var trigger: String?
  @Option(help: "The region from which users are served.") var servedFrom: String?
  @OptionGroup var sender: SenderOptions
  @OptionGroup var setUp: SetUpOptions

  func run() async throws {
    try await reportingFailures {
      var command = sender.command(.rearm, application)
      command.trigger = trigger.map(TriggerName.init(_:))
      command.servedFrom = servedFrom.map(Region.init(_:))
      try await ControlTopic.send(command, setUp, sender)
    }
  }
}

struct OverrideCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "override", abstract: "Lets one guard not count for an hour; needs --comment.",
    discussion: "Guards, and what may come of it:\n"
      + Guard.allCases.compactMap { name in name.risk.map { "  \(name.rawValue): \($0)" } }.joined(separator: "\n"))

  @Argument(help: "The application.") var application: String
  @Option(name: .customLong("guard"), help: "The guard.") var guardName: String
  @OptionGroup var sender: SenderOptions
  @OptionGroup var setUp: SetUpOptions

  func validate() throws {
    guard let name = Guard(rawValue: guardName), name.risk != nil else {
      let known = Guard.allCases.filter { $0.risk != nil }.map(\.rawValue).joined(separator: ", ")
      throw ValidationError("\(guardName) is no guard that can be overridden; those that can are \(known)")
    }
    guard sender.comment?.isEmpty == false else { throw ValidationError("say why with --comment") }
  }

  func run() async throws {
    try await reportingFailures {
      var command = sender.command(.override, application)
      command.guardName = Guard(rawValue: guardName)
      if let risk = command.guardName?.risk { Terminal.errors.line("the risk: \(risk)") }
      try await ControlTopic.send(command, setUp, sender)
    }
  }
}

struct ReconcileCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "reconcile", abstract: "Has everything listed at once that an application's protection rests on.",
    discussion: """
      The worker does so by itself on an interval (reconcile.interval). What differs from what events told is taken in; \
      `daruma status` shows how each listing ended.
      """)

  @Argument(help: "The application.") var application: String
  @OptionGroup var sender: SenderOptions
  @OptionGroup var setUp: SetUpOptions

  func run() async throws {
    try await reportingFailures {
      try await ControlTopic.send(sender.command(.reconcile, application), setUp, sender)
    }
  }
}

/// Which plan is started, and from which data.
struct PlanTarget: ParsableArguments {
  @Argument(help: "The application.") var application: String
  @Argument(help: "The plan.") var plan: String
  @Option(
    help: ArgumentHelp(
      "What is restored must be from before then, such as 2026-11-24T03:00:00Z: the moment of a compromise, or of a mistake.",
      valueName: "time"))
  var before: String?

  func validate() throws {
    if let before, Instant(rfc3339: before) == nil {
      throw ValidationError("--before \(before) is no time; write it as 2026-11-24T03:00:00Z, with its zone")
    }
  }

  func aim(_ command: CommandGiven) -> CommandGiven {
    var command = command
    command.plan = PlanName(plan)
    command.before = before.flatMap { Instant(rfc3339: $0) }
    return command
  }
}

/// Which execution a command is about.
struct ExecutionTarget: ParsableArguments {
  @Argument(help: "The application.") var application: String
  @Option(help: "The execution; the running one if not given.") var execution: String?

  func aim(_ command: CommandGiven) -> CommandGiven {
    var command = command
    command.execution = execution.map(ExecutionID.init(_:))
    return command
  }
}
