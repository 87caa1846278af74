/// What a trigger or a plan states for itself of ``Objectives``; what it leaves out is as for the whole application. At least
/// one of the two is there.
package struct OwnObjectives: Codable, Hashable, Sendable {
  package var rpo: Span?
  package var rto: Span?

  /// - Returns: nil where neither is stated.
  package init?(rpo: Span? = nil, rto: Span? = nil) {
    guard rpo != nil || rto != nil else { return nil }
    self.rpo = rpo
    self.rto = rto
  }
}

extension Objectives {
  /// The same, with what is stated in `own`.
  package func with(_ own: OwnObjectives?) -> Objectives {
    Objectives(rpo: own?.rpo ?? rpo, rto: own?.rto ?? rto)
  }
}

extension Application {
  /// What an execution of `plan` is held against: what its trigger states, else the plan, else the application.
  /// `trigger`: nil where a person starts it.
  package func objectives(of plan: Plan, by trigger: Trigger?) -> Objectives {
    objectives.with(plan.objectives).with(trigger?.objectives)
  }

  /// Who must agree to an execution of `plan` that `trigger` starts: as the trigger says, else the plan. Nil: nobody is asked.
  package func approval(of plan: Plan, by trigger: Trigger) -> ApprovalPolicy? { trigger.approval ?? plan.approval }

  /// Who must agree where a person starts `plan`. What some trigger starts only with approval needs it whoever starts it:
  /// of several policies, the one that asks the most people.
  package func approvalByHand(of plan: Plan) -> ApprovalPolicy? {
    (triggers.filter { $0.run == plan.name }.map(\.approval) + [plan.approval]).compactMap(\.self)
      .max { $0.required < $1.required }
  }
}

extension Execution {
  /// What it is held against.
  package var objectives: Objectives {
    application.objectives(of: plan, by: trigger.flatMap(application.trigger))
  }

  /// The same where it is not what holds for the whole application.
  var ownObjectives: Objectives? { objectives == application.objectives ? nil : objectives }

  /// Until when the service is to be back.
  package var dueAt: Instant { onset + objectives.rto }
}
