/// What fails over as one unit: its resources, objectives, triggers and plans. One application file.
package struct Application: Codable, Hashable, Sendable {
  package var name: ApplicationName
  package var account: Account
  package var regions: Regions
  package var objectives: Objectives
  package var resources: [Resource]
  package var triggers: [Trigger]
  /// In order of name.
  package var plans: [Plan]
  package var guards: GuardPolicy
  /// Who is told when a decision is asked for.
  package var contacts: [Contact]
  /// The time zones that protection rules name, by name. Part of the file in force, so that a newer zone database
  /// changes nothing that was decided before. Nil where no rule names one.
  package var zones: [String: Zone]?
  /// Who may command; nil or none: whoever may write to the control topic.
  package var operators: [Operator]?
  /// By how much reality may miss the clock; nil: the defaults.
  package var allowances: Allowances?

  package init(
    name: ApplicationName, account: Account, regions: Regions, objectives: Objectives,
    resources: [Resource] = [],
    triggers: [Trigger] = [], plans: [Plan] = [], guards: GuardPolicy = GuardPolicy(),
    contacts: [Contact] = [], zones: [String: Zone]? = nil, operators: [Operator]? = nil,
    allowances: Allowances? = nil
  ) {
    self.name = name
    self.account = account
    self.regions = regions
    self.objectives = objectives
    self.resources = resources
    self.triggers = triggers
    self.plans = plans
    self.guards = guards
    self.contacts = contacts
    self.zones = zones
    self.operators = operators
    self.allowances = allowances
  }

  package func resource(_ id: ResourceID) -> Resource? { resources.first { $0.id == id } }
  package func resource(arn: ARN) -> Resource? { resources.first { $0.arn == arn } }
  package func plan(_ name: PlanName) -> Plan? { plans.first { $0.name == name } }
  package func zone(_ name: String) -> Zone? { name == Zone.utc.name ? .utc : zones?[name] }
  package func trigger(_ name: TriggerName) -> Trigger? { triggers.first { $0.name == name } }
}

/// Where the application runs, and where it recovers.
package struct Regions: Codable, Hashable, Sendable {
  package var primary: Region
  package var recovery: Region

  package init(primary: Region, recovery: Region) {
    self.primary = primary
    self.recovery = recovery
  }
}

/// How much data may be lost, and how long the service may be away.
package struct Objectives: Codable, Hashable, Sendable {
  package var rpo: Span
  package var rto: Span

  package init(rpo: Span, rto: Span) {
    self.rpo = rpo
    self.rto = rto
  }

  package var words: String { "an RTO of \(rto) and an RPO of \(rpo)" }
}

/// What stops a failover that would make things worse. Every guard of ``Guard`` holds always; these are the numbers
/// that owners choose.
package struct GuardPolicy: Codable, Hashable, Sendable {
  /// The most data that a failover may lose. Nil: the RPO where nobody is asked, no limit where a person approves
  /// (the approval states the loss).
  package var maximumLoss: Span?
  /// Failovers that may start within 24 hours.
  package var failoversPerDay: Int
  /// Whether a worker that can't become current within ``Readiness/patience`` acts on what it knows: an all-clear, a
  /// denial or a pause may then wait unread.
  package var actDeaf: Bool
  /// Alarms of the recovery region: each must be known and OK before anything is carried over there.
  package var recoveryAlarms: [NamePattern]

  /// What must be known of a plan before it begins (``PlanReadiness``); nil: nothing.
  package var planReadiness: PlanReadinessDemand?

  package static let defaultFailoversPerDay = 2

  package init(
    maximumLoss: Span? = nil, failoversPerDay: Int = GuardPolicy.defaultFailoversPerDay,
    recoveryAlarms: [NamePattern] = [], actDeaf: Bool = false, planReadiness: PlanReadinessDemand? = nil
  ) {
    self.maximumLoss = maximumLoss
    self.failoversPerDay = failoversPerDay
    self.recoveryAlarms = recoveryAlarms
    self.actDeaf = actDeaf
    self.planReadiness = planReadiness
  }

  private enum CodingKeys: String, CodingKey {
    case maximumLoss, failoversPerDay, recoveryAlarms, actDeaf, planReadiness
  }

  package init(from decoder: any Decoder) throws {
    let fields = try decoder.container(keyedBy: CodingKeys.self)
    maximumLoss = try fields.decodeIfPresent(Span.self, forKey: .maximumLoss)
    failoversPerDay = try fields.decode(Int.self, forKey: .failoversPerDay)
    // Files that were journaled before it could be said do not say it.
    actDeaf = try fields.decodeIfPresent(Bool.self, forKey: .actDeaf) ?? false
    // Files of before have none, and are written as they were.
    recoveryAlarms = try fields.decodeIfPresent([NamePattern].self, forKey: .recoveryAlarms) ?? []
    planReadiness = try fields.decodeIfPresent(PlanReadinessDemand.self, forKey: .planReadiness)
  }

  package func encode(to encoder: any Encoder) throws {
    var fields = encoder.container(keyedBy: CodingKeys.self)
    try fields.encodeIfPresent(maximumLoss, forKey: .maximumLoss)
    try fields.encode(failoversPerDay, forKey: .failoversPerDay)
    if !recoveryAlarms.isEmpty { try fields.encode(recoveryAlarms, forKey: .recoveryAlarms) }
    if actDeaf { try fields.encode(actDeaf, forKey: .actDeaf) }
    try fields.encodeIfPresent(planReadiness, forKey: .planReadiness)
  }
}

/// What must be known of a plan's readiness before it begins.
package enum PlanReadinessDemand: String, Codable, Hashable, Sendable, CaseIterable {
  /// Nothing may be seen that would make it fail. What could not be looked at keeps nobody from failing over.
  case required
  /// Everything that can be looked at was seen to be as it must be.
  case proven
}

/// How people of a role are reached.
package struct Contact: Codable, Hashable, Sendable {
  package var role: Role
  package var channel: Channel

  package init(role: Role, channel: Channel) {
    self.role = role
    self.channel = channel
  }
}

/// Where a message to people goes.
package enum Channel: Codable, Hashable, Sendable {
  /// An SNS topic; it should not live in the primary region.
  case sns(topic: ARN)
  /// An HTTP POST of a JSON object.
  case webhook(url: String)
}
