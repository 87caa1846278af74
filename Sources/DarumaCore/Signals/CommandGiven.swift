/// An operator's command.
package struct CommandGiven: Codable, Hashable, Sendable {
  package enum Command: String, Codable, Hashable, Sendable, CaseIterable {
    case failover, approve, deny, abort, pause, resume, retry, skip, acknowledge, rearm, override, reconcile, say
    case done, restore
  }

  package var command: Command
  package var application: ApplicationName
  /// Who sent it, as they named themselves.
  package var by: String
  /// In which role, where they named one: an approval counts only from a role that the policy names.
  package var role: Role?
  /// The execution it is about; nil means the application's running one (for `pause` and `resume`: automation).
  package var execution: ExecutionID?
  package var plan: PlanName?
  package var trigger: TriggerName?
  package var step: StepID?
  /// The finding that is acknowledged: it was looked into, and holds no recovery point back any more.
  package var finding: String?
  /// The guard that is overridden.
  package var guardName: Guard?
  /// From where a person says that users are served.
  package var servedFrom: Region?
  package var comment: String?
  /// Why what a step asks of people can't be done (`done`); nil where it is done.
  package var failed: String?
  /// The digest of the terms that an approval approves.
  package var digest: String?
  /// What is said (`say`), such as `provider-expects-4h`.
  package var fact: WordName?
  /// The data must be from before then: of a plan that is started.
  package var before: Instant?
  /// Until when it counts; nil takes the word back.
  package var until: Instant?
  /// Until when the command may lie in the topic, where that is shorter than ``CommandValidity/longest``.
  package var validUntil: Instant?
  /// Base64 of the Ed25519 signature of ``text``; nil where the command is not signed.
  package var signature: String?
  /// The whole record as the text that a signature covers (``CommandText``), so that the journal can be verified; nil in
  /// old journals.
  package var text: String?

  package init(
    command: Command, application: ApplicationName, by: String, role: Role? = nil,
    execution: ExecutionID? = nil,
    plan: PlanName? = nil, trigger: TriggerName? = nil, step: StepID? = nil, finding: String? = nil,
    guardName: Guard? = nil, servedFrom: Region? = nil, comment: String? = nil, failed: String? = nil,
    digest: String? = nil, fact: WordName? = nil, until: Instant? = nil, before: Instant? = nil,
    validUntil: Instant? = nil,
    signature: String? = nil,
    text: String? = nil
  ) {
    self.command = command
    self.application = application
    self.by = by
    self.role = role
    self.execution = execution
    self.plan = plan
    self.trigger = trigger
    self.step = step
    self.finding = finding
    self.guardName = guardName
    self.servedFrom = servedFrom
    self.comment = comment
    self.failed = failed
    self.digest = digest
    self.fact = fact
    self.until = until
    self.before = before
    self.validUntil = validUntil
    self.signature = signature
    self.text = text
  }

  private enum CodingKeys: String, CodingKey {
    case command, application, by, role, execution, plan, trigger, step, finding, comment, failed, digest
    case guardName = "guard"
    case servedFrom, fact, until, before, validUntil, signature, text
  }
}
