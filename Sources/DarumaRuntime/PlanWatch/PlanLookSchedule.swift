import DarumaCore

/// Which plans are to be looked at, and when. Pure: it has no clock, and asks nobody.
///
/// A plan is looked at an interval after the last look began, and a short pause after it where something has touched its
/// application since. What has waited longest comes first, so that many plans take turns where there is not time for all.
struct PlanLookSchedule {
  struct Subject: Hashable, Comparable {
    var application: ApplicationName
    var plan: PlanName

    static func < (left: Subject, right: Subject) -> Bool {
      (left.application, left.plan) < (right.application, right.plan)
    }
  }

  private let settings: PlanWatchSettings
  /// When the last look at each was begun.
  private var begun: [Subject: Instant] = [:]
  /// When something touched an application since the last look at one of its plans was begun.
  private var touched: Set<Subject> = []

  init(_ settings: PlanWatchSettings) { self.settings = settings }

  /// Something happened to all plans of `application`.
  mutating func touch(_ application: ApplicationName) {
    for subject in begun.keys where subject.application == application { touched.insert(subject) }
  }

  mutating func begin(_ subject: Subject, at now: Instant) {
    begun[subject] = now
    touched.remove(subject)
  }

  /// Forgets all others: their plans are no more.
  mutating func keep(_ subjects: Set<Subject>) {
    begun = begun.filter { subjects.contains($0.key) }
    touched.formIntersection(subjects)
  }

  /// Those of `subjects` whose turn it is, in the order in which they are looked at.
  func due(_ subjects: [Subject], at now: Instant) -> [Subject] {
    subjects.compactMap { subject in dueAt(subject, now).map { (at: $0, subject: subject) } }
      .filter { $0.at <= now }
      .sorted { ($0.at, $0.subject) < ($1.at, $1.subject) }
      .map(\.subject)
  }

  /// When the first of `subjects` is due; nil where there are none.
  func next(_ subjects: [Subject], at now: Instant) -> Instant? { subjects.compactMap { dueAt($0, now) }.min() }

  private func dueAt(_ subject: Subject, _ now: Instant) -> Instant? {
    guard let last = begun[subject] else { return .distantPast }
    // A clock that was ahead must not keep it from being looked at.
    return min(last, now) + (touched.contains(subject) ? settings.pause : settings.interval)
  }
}
