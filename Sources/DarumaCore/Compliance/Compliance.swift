extension Resource {
  /// Holds what is known against what the file asks of this resource. Unknown is no breach: what nobody has told of may
  /// be in order (``Exposure`` and ``Application/uncovered(_:)`` say that it is unknown).
  package func compliance(
    in application: Application, _ protection: Protection, at now: Instant
  ) -> ComplianceReview {
    let points = protection.points(of: arn).map { DatedPoint(point: $0, takenAt: protection.takenAt($0)) }
    var breaches: [Breach] = []
    // Points of a source whose clock is ahead: until then they are not counted.
    var times = points.compactMap(\.takenAt)
    let known = points.filter { $0.takenAt.map { $0 <= now } ?? true }
    let unbound = application.unboundPoints(of: self, in: protection).map {
      DatedPoint(point: $0, takenAt: protection.takenAt($0))
    }
    for (index, rule) in self.protection.enumerated() {
      var review = RuleReview(
        resource: self, index: index, rule: rule, application: application, protection: protection, points: known,
        unbound: unbound.filter { rule.names($0.point.id) }, now: now)
      review.run()
      breaches += review.breaches
      times += review.times
    }
    return ComplianceReview(breaches: breaches.sorted(), nextAt: times.filter { $0 > now }.min())
  }
}

/// A recovery point, and when its data is from, where that is known.
struct DatedPoint {
  var point: RecoveryPoint
  var takenAt: Instant?
}

/// A look at what one rule asks. The requirements stand in files of their own; none of them looks at the clock: they
/// say from when until when something is a breach, and ``judge(_:_:in:since:until:expected:seen:)`` does the rest, so
/// that ``times`` can't miss a moment.
struct RuleReview {
  let resource: Resource
  let index: Int
  let rule: ProtectionRule
  let application: Application
  let protection: Protection
  /// Of the resource, of every rule.
  let points: [DatedPoint]
  /// What is gone and only by its name one of the rule's; see ``Application/unboundPoints(of:in:)``.
  let unbound: [DatedPoint]
  let now: Instant
  private(set) var breaches: [Breach] = []
  /// When time alone may change what was found.
  private(set) var times: [Instant] = []
  private var counts: [Subject: Int] = [:]

  private struct Subject: Hashable {
    var requirement: Requirement
    var region: Region
  }

  init(
    resource: Resource, index: Int, rule: ProtectionRule, application: Application, protection: Protection,
    points: [DatedPoint], unbound: [DatedPoint], now: Instant
  ) {
    self.resource = resource
    self.index = index
    self.rule = rule
    self.application = application
    self.protection = protection
    self.points = points
    self.unbound = unbound
    self.now = now
  }

  /// Breaches of one requirement that single points make in one region, at the most: the newest. More say the same.
  static let mostPoints = 5

  mutating func run() {
    switch rule.kind {
    case .snapshot, .backup:
      judgeSchedule()
      judgeRetention()
      judgeCopies()
      judgeEncryption()
    case .pitr: judgeContinuity()
    case .replica, .replication: judgeReplication()
    case .versioning: judgeVersions()
    }
  }

  /// Reports a breach if `now` lies in `since..<until`, and otherwise has a look taken when it does. Of several points
  /// the newest has to come first.
  mutating func judge(
    _ requirement: Requirement, _ point: RecoveryPoint? = nil, in region: Region? = nil, since: Instant,
    until: Instant? = nil, expected: @autoclosure () -> String, seen: @autoclosure () -> String
  ) {
    if let until, until <= max(since, now) { return }
    guard since <= now else { return times.append(since) }
    let subject = Subject(requirement: requirement, region: region ?? home)
    guard counts[subject, default: 0] < Self.mostPoints else { return }
    counts[subject, default: 0] += 1
    if let until { times.append(until) }
    breaches.append(
      Breach(
        resource: resource.id, requirement: requirement, rule: index, point: point?.id, expected: expected(),
        seen: seen(), since: since))
  }
}

// MARK: - What looks tell

extension RuleReview {
  /// Judges how the resource is set up. A breach has lasted since the first of the looks without a break that all tell it.
  ///
  /// - Parameter judge: Judges what one look saw.
  mutating func judgeLooks(_ judge: (inout RuleReview, ResourceDescribed, Instant) -> Void) {
    func found(_ look: DescriptionRecord.Look) -> RuleReview {
      var review = RuleReview(
        resource: resource, index: index, rule: rule, application: application, protection: protection, points: points,
        unbound: unbound, now: now)
      judge(&review, look.description, look.at)
      return review
    }
    let looks = protection.looks(at: resource.arn)
    guard let newest = looks.first else { return }
    let review = found(newest)
    times += review.times
    guard !review.breaches.isEmpty else { return }
    let earlier = looks.dropFirst().map { (at: $0.at, breaches: found($0).breaches) }
    for var breach in review.breaches {
      let run = earlier.prefix { look in look.breaches.contains { $0.isAboutSame(as: breach) } }
      breach.since = run.last?.at ?? breach.since
      breaches.append(breach)
    }
  }
}

// MARK: - Which points

extension RuleReview {
  /// Where the resource itself is. (The ARN of a bucket does not say.)
  var home: Region { resource.arn.region.rawValue.isEmpty ? application.regions.primary : resource.arn.region }

  /// The points that the rule means where they are made, the oldest first, those of unknown time before them.
  var originals: [DatedPoint] {
    inOrder(points.filter { $0.point.region == home && $0.point.original == nil && rule.means($0.point) })
  }

  /// What was copied of them to `region`, in the same order; also of an original of which only the name is known.
  func copies(in region: Region) -> [DatedPoint] {
    inOrder(
      points.filter { dated in
        guard dated.point.region == region, dated.point.original != nil else { return false }
        return protection.lineage(of: dated.point).last.map(rule.means) ?? false
      })
  }

  private func inOrder(_ points: [DatedPoint]) -> [DatedPoint] {
    let never = Instant(milliseconds: .min)
    return points.sorted { ($0.takenAt ?? never, $0.point.id) < ($1.takenAt ?? never, $1.point.id) }
  }
}
