extension RuleReview {
  /// A backup as often as the schedule says, in its window, and done in time. Judged by the newest: what is missed is
  /// one breach from the first one missed on, however many follow.
  mutating func judgeSchedule() {
    let made = originals.filter { !protection.isPartialItself($0.point) }
    judgeNextMade(made)
    let dated = made.filter { $0.takenAt != nil && $0.point.thereAt != nil }
    judgeWindow(dated)
    guard let newest = dated.last, let taken = newest.takenAt, let limit = rule.completeWithin,
      let completed = newest.point.completedAt, completed > taken + limit
    else { return }
    judge(
      .backupCompleted, newest.point, since: taken + limit, expected: "a backup done within \(limit)",
      seen: "begun at \(taken), done at \(completed)")
  }

  /// The next backup after the newest. Where there is none yet, after the first word of the resource or the first
  /// listing: of times before nobody can tell.
  private mutating func judgeNextMade(_ made: [DatedPoint]) {
    // Without a known start it began at the latest when it was done, or first heard of.
    // A continuous backup is moved on by each job: whatever the rule calls it, a backup was made.
    let moved =
      rule.name == nil && rule.origin != .manual
      ? points.filter { $0.point.isContinuousBackup && $0.point.region == home && $0.point.exists }.compactMap(
        \.takenAt) : []
    let newest = (made.compactMap { $0.takenAt ?? $0.point.completedAt ?? $0.point.firstWordAt } + moved).max()
    let firstLooked = protection.firstListedAt(resource.arn, in: home)
    guard let base = newest ?? (points.compactMap(\.point.firstWordAt) + [firstLooked].compactMap(\.self)).min(),
      let next = rule.nextStart(afterBackupOf: base, in: application)
    else { return }
    let deadline = next + rule.allowance
    let asked = "a backup \(rule.scheduleWords): one of \(next), there by \(deadline)"
    let found = (newest.map { "the newest began at \($0)" } ?? "none is known") + jobWords(since: next)
    judge(.backupMade, since: deadline, expected: asked, seen: found)
  }

  /// In each round of the schedule one backup must begin in the window; others may be made besides.
  private mutating func judgeWindow(_ made: [DatedPoint]) {
    guard let newest = made.last?.takenAt,
      let round = rule.every == nil
        ? newest : rule.lastStart(before: rule.counted(newest, in: application), in: application)
    else { return }
    let members = made.filter { $0.takenAt.map { rule.counted($0, in: application) >= round } ?? false }
    guard members.allSatisfy({ $0.takenAt.map(isOutside) ?? true }), let first = members.first,
      let taken = first.takenAt
    else { return }
    let asked = "a backup \(rule.scheduleWords)"
    judge(.backupInWindow, first.point, since: taken, expected: asked, seen: "it began at \(taken)")
  }

  private func isOutside(_ taken: Instant) -> Bool {
    rule.isOpen(at: taken, in: application) == false
      && rule.isOpen(at: taken + application.begunEarly, in: application) == false
  }

  /// How the newest job ended, if without a backup and since it was due.
  private func jobWords(since due: Instant) -> String {
    guard let job = protection.job(of: resource.arn), job.at >= due else { return "" }
    switch job.state {
    case .failed, .aborted, .missedWindow:
      return "; job \(job.job) \(job.state.rawValue) at \(job.at)" + (job.reason.map { ": \($0)" } ?? "")
    case .created, .pending, .running: return ""
    }
  }
}
