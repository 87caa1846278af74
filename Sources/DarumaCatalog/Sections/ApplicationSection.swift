import DarumaCore

/// The whole file, as read: what is missing or unusable is nil or left out, and reported.
struct ApplicationDraft: Sendable {
  var name: Located<ApplicationName>?
  var account: Account?
  var regions: RegionsDraft
  var objectives: Objectives?
  var resources: [ResourceDraft]
  var triggers: [TriggerDraft]
  var plans: [PlanDraft]
  var guards: GuardPolicy
  var contacts: [ContactDraft]
  var operators: [OperatorDraft]
  var allowances: Allowances?

  /// Nil where something that it needs is missing.
  func application() -> Application? {
    guard let name, let account, let regions = regions.pair, let objectives else { return nil }
    let resources = self.resources.compactMap { $0.resource() }
    let triggers = self.triggers.compactMap { $0.trigger() }
    let contacts = self.contacts.compactMap { $0.contact() }
    let operators = self.operators.compactMap { $0.operator() }
    let plans = self.plans.compactMap { plan in
      plan.plan { step, action in action.action(in: setting(of: step, action, in: plan)) }
    }
    guard resources.count == self.resources.count, triggers.count == self.triggers.count,
      contacts.count == self.contacts.count, operators.count == self.operators.count, plans.count == self.plans.count
    else { return nil }
    guard let zones = Self.zones(namedBy: resources, triggers.map(\.when) + plans.flatMap(\.awaitedConditions)) else {
      return nil
    }
    return Application(
      name: name.value, account: account, regions: regions, objectives: objectives,
      resources: resources, triggers: triggers, plans: plans.sorted { $0.name < $1.name }, guards: guards,
      contacts: contacts, zones: zones.isEmpty ? nil : zones, operators: operators.isEmpty ? nil : operators,
      allowances: allowances)
  }

  /// What the steps have to themselves.
  var claims: [Claim] { plans.flatMap(\.steps).compactMap(\.action).flatMap(\.wanted.claims) }

  /// The plan that `trigger` starts.
  func plan(of trigger: TriggerDraft) -> PlanDraft? {
    trigger.run.flatMap { run in plans.first { $0.name?.value == run.value } }
  }

  /// Who must agree to what `trigger` starts.
  func approval(of trigger: TriggerDraft) -> ApprovalDraft? { trigger.approval ?? plan(of: trigger)?.approval }

  /// Those of rules and conditions, but UTC, by name; nil where one is not in the database, which the reader has refused by then.
  private static func zones(namedBy resources: [Resource], _ conditions: [Condition]) -> [String: Zone]? {
    var zones: [String: Zone] = [:]
    let ofRules = Set(resources.flatMap(\.protection).compactMap(\.timeZone))
    for name in ofRules.union(conditions.flatMap(\.timeZones)) where name != Zone.utc.name {
      guard let zone = ZoneTable.zone(named: name) else { return nil }
      zones[name] = zone
    }
    return zones
  }
}

enum ApplicationSection {
  static let version = "daruma.dev/v1"
  /// As many as decisions are measured with. What an event of the journal holds is the narrower bound; see ``SizeCheck``.
  static let mostResources = 10_000
  static let mostTriggers = 50
  static let mostPlans = 50
  static let mostContacts = 50
  static let mostOperators = 200

  private static let apiVersion = Key.required(
    "apiVersion", Form<String>.choice([(version, version)]), "The version of this format.")
  private static let name = Key.required(
    "application", Form<ApplicationName>.name("the name of an application").located,
    "The name of what fails over as one unit.")
  private static let account = Key.required(
    "account", Form<Account>.account, "The AWS account: twelve digits in quotes.")
  private static let regions = Key.required(
    "regions", RegionsSection.form, "Where the application runs, and where it recovers.")
  private static let objectives = Key.required(
    "objectives", ObjectivesSection.form, "How much data may be lost, and how long the service may be away.")
  private static let resources = Key.optional(
    "resources", Form<[ResourceDraft]>.list(of: ResourceSection.form, count: 0...mostResources),
    "What is protected.")
  private static let triggers = Key.optional(
    "triggers", Form<[TriggerDraft]>.list(of: TriggerSection.form, count: 0...mostTriggers),
    "When a plan is to start.")
  private static let plans = Key.optional(
    "plans",
    Form<[(name: Located<String>, value: PlanDraft)]>.dictionary(
      keys: Form<PlanName>.name("the name of a plan").map(\.rawValue), of: PlanSection.form,
      count: 0...mostPlans
    ).map { plans in plans.map { $0.value.named($0.name) } },
    "What is done then: the plans by name.")
  private static let guards = Key.optional(
    "guards", GuardSection.form, "The numbers that stop a failover from making things worse.")
  private static let contacts = Key.optional(
    "contacts", Form<[ContactDraft]>.list(of: ContactSection.form, count: 0...mostContacts),
    "How people of a role are reached.")
  private static let operators = Key.optional(
    "operators", Form<[OperatorDraft]>.list(of: OperatorSection.form, count: 0...mostOperators),
    "Who may command, each command signed with their key. Without it: whoever may write to the control topic.")

  private static let allowances = Key.optional(
    "allowances", AllowanceSection.form, "By how much reality may miss the clock before it is a breach.")

  static let form = Form<ApplicationDraft>.mapping(
    KeyTable(
      title: "an application file",
      keys: [
        apiVersion, name, account, regions, objectives, resources, triggers, plans, guards, contacts, operators,
        allowances,
      ])
  ) { fields in
    _ = fields.value(apiVersion)
    return ApplicationDraft(
      name: fields.value(name), account: fields.value(account),
      regions: fields.value(regions) ?? RegionsDraft(),
      objectives: fields.value(objectives), resources: fields.value(resources) ?? [],
      triggers: fields.value(triggers) ?? [], plans: fields.value(plans) ?? [],
      guards: fields.value(guards) ?? GuardPolicy(), contacts: fields.value(contacts) ?? [],
      operators: fields.value(operators) ?? [], allowances: fields.value(allowances))
  }
}
