/// Whether a plan would succeed if it began now, as far as looking can tell. (What the worker has heard is another thing:
/// ``Readiness``.)
///
/// Everything in it stays the same for as long as what is seen does: another look that finds the same is no news, and leaves
/// no trace.
package struct PlanReadiness: Codable, Hashable, Sendable {
  package enum Verdict: String, Codable, Hashable, Sendable, CaseIterable {
    /// Everything that can be looked at is as it must be.
    case ready
    /// Something is seen that would make it fail.
    case notReady
    /// Nothing of that kind is seen, and something could not be looked at: never the same as ready.
    case unknown
  }

  package var plan: PlanName
  package var verdict: Verdict
  /// From when on it is so, as far as is known.
  package var since: Instant
  /// What is not as it must be, and what could not be looked at: the steps in their order.
  package var marks: [PlanMark]
  /// How many more there are; nil where that is none.
  package var further: Int?

  /// Marks that are kept; more say the same: that the plan is not fit.
  package static let mostMarks = 20

  package init(plan: PlanName, verdict: Verdict, since: Instant, marks: [PlanMark], further: Int? = nil) {
    self.plan = plan
    self.verdict = verdict
    self.since = since
    self.marks = marks
    self.further = further
  }

  /// What a look makes of what was known: what is seen again has lasted since it was seen first.
  package init(_ look: PlanLook, after known: PlanReadiness?) {
    let verdict = look.verdict
    var wrong = look.marks.filter { $0.kind == .unmet }
    wrong += look.marks.filter { $0.kind == .unseen }
    self.init(
      plan: look.plan, verdict: verdict, since: known?.verdict == verdict ? known?.since ?? look.at : look.at,
      marks: wrong.prefix(Self.mostMarks).map { mark in
        let mark = mark.bounded(since: look.at)
        return known?.marks.first { $0.isAboutSame(as: mark) } ?? mark
      },
      further: wrong.count > Self.mostMarks ? wrong.count - Self.mostMarks : nil)
  }

  /// Whether it says the same as `other` does.
  package func isNews(after other: PlanReadiness?) -> Bool { self != other }

  /// What would make it fail.
  package var unmet: [PlanMark] { marks.filter { $0.kind == .unmet } }

  /// `not ready: step restore-db, subnet group kaigo-dr-db: does not exist in us-west-2`.
  package var sentence: String {
    let count = marks.count + (further ?? 0)
    let more = count > 1 ? "; and \(count - 1) more" : ""
    return verdict.words + (marks.first.map { ": \($0.sentence)\(more)" } ?? "")
  }
}

extension PlanReadiness.Verdict {
  /// For people.
  package var words: String {
    switch self {
    case .ready: "ready"
    case .notReady: "not ready"
    case .unknown: "not known to be ready"
    }
  }
}

/// One thing that a plan needs and that is not as it must be, or could not be looked at.
package struct PlanMark: Codable, Hashable, Sendable {
  package enum Kind: String, Codable, Hashable, Sendable, CaseIterable {
    /// Seen, and not as it must be.
    case unmet
    /// It could not be seen, which says nothing.
    case unseen
  }

  package var kind: Kind
  /// Nil where it is about the whole plan, such as a permission.
  package var step: StepID?
  /// `subnet group kaigo-dr-db`.
  package var subject: String
  /// How it is, or why that could not be seen.
  package var state: String
  /// The stable code of a fault, whose words differ from look to look; nil where ``state`` says the same each time.
  package var code: String?
  /// What a person does; nil where nothing is known that mends it.
  package var remedy: String?
  package var since: Instant

  /// Longest text of each that is kept, in characters: what services say can be of any length.
  static let longest = 400

  package init(
    _ kind: Kind, step: StepID?, subject: String, state: String, code: String? = nil, remedy: String?, since: Instant
  ) {
    self.kind = kind
    self.step = step
    self.subject = subject
    self.state = state
    self.code = code
    self.remedy = remedy
    self.since = since
  }

  /// Whether both say the same, though perhaps in the words of another request. Why something can't be seen differs from
  /// look to look, and is told anew only where people can do another thing about it.
  func isAboutSame(as other: PlanMark) -> Bool {
    guard kind == other.kind, step == other.step, subject == other.subject else { return false }
    if kind == .unseen { return remedy == other.remedy }
    return code == nil && other.code == nil ? state == other.state : code == other.code
  }

  fileprivate func bounded(since instant: Instant) -> PlanMark {
    func cut(_ text: String) -> String { text.count > Self.longest ? text.prefix(Self.longest) + " ..." : text }
    return PlanMark(
      kind, step: step, subject: cut(subject), state: cut(state), code: code, remedy: remedy.map(cut), since: instant)
  }

  package var sentence: String { (step.map { "step \($0), " } ?? "") + "\(subject): \(state)" }
}

/// What one look at a plan found.
package struct PlanLook: Hashable, Sendable {
  package var plan: PlanName
  /// When it was begun.
  package var at: Instant
  /// Empty where everything is as it must be.
  package var marks: [PlanMark]

  package init(plan: PlanName, at instant: Instant, marks: [PlanMark]) {
    self.plan = plan
    at = instant
    self.marks = marks
  }

  package var verdict: PlanReadiness.Verdict {
    if marks.contains(where: { $0.kind == .unmet }) { return .notReady }
    return marks.isEmpty ? .ready : .unknown
  }
}

extension Application {
  /// Whether `plan` is the same in `other`, and about the same things.
  func meansSame(by plan: PlanName, as other: Application) -> Bool {
    self.plan(plan) == other.plan(plan) && regions == other.regions && account == other.account
      && resources == other.resources
  }

  /// The plans that are looked at all the time: those that a trigger starts, and failovers that people start.
  package var watchedPlans: [Plan] {
    let started = Set(triggers.map(\.run))
    return plans.filter { $0.kind == .failover || started.contains($0.name) }
  }
}
