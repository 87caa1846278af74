@testable import DarumaCore

/// What is observed, put together by hand: no machine, no journal.
struct Scene {
  var observed = Observed(application: .kaigo)
  private var count = 0

  init() {
    observed.silences.follow(.at("03:00"))
  }

  mutating func say(
    _ fact: Fact, at instant: Instant, seenAt: Instant? = nil, region: Region = "us-east-1", resource: ARN? = nil
  ) {
    count += 1
    let signal = Signal(
      id: SignalID("s-\(count)"), at: instant, seenAt: seenAt ?? instant, source: "scene", account: "123456789012",
      region: region, resource: resource, fact: fact)
    observed.world.absorb(signal)
    observed.protection.absorb(signal)
  }

  mutating func alarm(
    _ name: String, _ state: AlarmChanged.State, since: Instant, seenAt: Instant? = nil, region: Region = "us-east-1",
    was previous: AlarmChanged.State? = nil
  ) {
    say(
      .alarmChanged(
        AlarmChanged(
          alarm: name, alarmArn: ARN("arn:aws:cloudwatch:\(region):123456789012:alarm:\(name)"), state: state,
          previous: previous, since: since)), at: since, seenAt: seenAt, region: region)
  }

  mutating func notice(
    _ name: String = "n", _ status: HealthNoticed.Status = .open, region: Region = "us-east-1", service: String = "EC2",
    from: Instant, until: Instant? = nil, seenAt: Instant? = nil, expected: Span? = nil,
    scope: HealthNoticed.Scope? = .everyone, category: HealthNoticed.Category? = .issue
  ) {
    say(
      .healthNoticed(
        HealthNoticed(
          notice: name, service: service, impactedRegion: region, status: status, startedAt: from, endedAt: until,
          code: "AWS_\(service)_ISSUE", expectedDuration: expected, scope: scope, category: category)),
      at: from, seenAt: seenAt ?? from, region: region)
  }

  mutating func heartbeat(_ source: SourceName, at instant: Instant) {
    say(.sourceSpoke(SourceSpoke(from: source)), at: instant, region: "us-west-2")
  }

  mutating func zone(_ name: String, _ state: String = "inProgress", at instant: Instant, drill: Bool = false) {
    say(.zoneShifted(ZoneShifted(zone: name, state: state, drill: drill)), at: instant)
  }

  mutating func change(_ change: ResourceChanged.Change, at instant: Instant) {
    say(.resourceChanged(ResourceChanged(change: change)), at: instant, resource: Self.database)
  }

  static let database: ARN = "arn:aws:rds:us-east-1:123456789012:db:kaigo-prod"

  func read(_ leaf: Leaf, at now: Instant) -> LeafReading { leaf.test.reading(observed, at: now) }
  func evaluate(_ condition: Condition, at now: Instant, linger: Span = .zero) -> Evaluation {
    condition.evaluate(observed, at: now, linger: linger)
  }
}
