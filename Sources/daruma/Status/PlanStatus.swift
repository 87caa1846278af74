import DarumaCore

/// Whether one plan would succeed, as far as looking can tell, and what is in the way.
struct PlanStatus: Encodable {
  struct Mark: Encodable {
    /// `unmet`, or `unseen` where it could not be looked at.
    var kind: PlanMark.Kind
    /// Missing where it is about the whole plan.
    var step: StepID?
    var subject: String
    var state: String
    /// What mends it; missing where nothing is known that does.
    var remedy: String?
    var since: Instant
    /// The same for people.
    var words: String
  }

  var plan: PlanName
  var readiness: PlanReadiness.Verdict
  /// The same for people.
  var words: String
  /// Missing where nobody has looked yet.
  var since: Instant?
  var marks: [Mark]
  /// Marks beyond those.
  var further: Int?

  static func all(_ state: ApplicationState) -> [PlanStatus] {
    (state.catalog?.watchedPlans ?? []).map { plan in
      guard let known = state.planReadiness[plan.name]?.readiness else {
        return PlanStatus(
          plan: plan.name, readiness: .unknown, words: "not known to be ready: nobody has looked yet", since: nil,
          marks: [])
      }
      return PlanStatus(
        plan: plan.name, readiness: known.verdict, words: known.verdict.words, since: known.since,
        marks: known.marks.map(Mark.init), further: known.further)
    }
  }
}

extension PlanStatus.Mark {
  init(_ mark: PlanMark) {
    kind = mark.kind
    step = mark.step
    subject = mark.subject
    state = mark.state
    remedy = mark.remedy
    since = mark.since
    words = (mark.kind == .unseen ? "not seen: " : "") + mark.sentence
  }
}
