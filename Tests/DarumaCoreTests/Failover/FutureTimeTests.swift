import Testing

@testable import DarumaCore

@Suite("What lies ahead of the clock does not count")
struct FutureTimeTests {
  private static let now = Instant.at("04:00")
  private static let ahead = Instant.at("04:02") + Span(milliseconds: 1)

  private static func futures(_ fact: Fact, at: Instant = now, seenAt: Instant = now) -> String? {
    var signal = Signal.sample(fact)
    signal.at = at
    signal.seenAt = seenAt
    return signal.futureTime(at: now, tolerance: FutureTime.tolerance)?.field
  }

  /// A fact of each kind with every time in the past, but for those that may lie ahead.
  private static func past(_ kind: Fact.Kind) -> Fact {
    switch FactSamples.full(kind) {
    case .recoveryPointTaken(var fact):
      fact.takenAt = .at("02:00")
      fact.completedAt = .at("02:20")
      return .recoveryPointTaken(fact)
    case .recoveryPointCopied(var fact):
      fact.completedAt = .at("02:50")
      return .recoveryPointCopied(fact)
    case let fact: return fact
    }
  }

  @Test("of every kind: when it became true and when it was said can't lie ahead", arguments: Fact.Kind.allCases)
  func ofAll(kind: Fact.Kind) {
    let fact = Self.past(kind)
    #expect(Self.futures(fact) == nil)
    #expect(Self.futures(fact, at: Self.ahead) == "at")
    #expect(Self.futures(fact, seenAt: Self.ahead) == "seenAt")
    #expect(Self.futures(fact, at: .at("04:02"), seenAt: .at("04:02")) == nil, "clocks differ a little")
  }

  @Test("the facts' own times, by the name that they bear in the record")
  func ownTimes() {
    let ahead = Self.ahead
    func taken(_ change: (inout RecoveryPointTaken) -> Void) -> Fact {
      var fact = RecoveryPointTaken(recoveryPoint: "p", takenAt: nil, expiresAt: .at("23:00"))
      change(&fact)
      return .recoveryPointTaken(fact)
    }
    let facts: [(Fact, String)] = [
      (taken { $0.takenAt = ahead }, "takenAt"), (taken { $0.completedAt = ahead }, "completedAt"),
      (taken { $0.window = RestorableWindow(from: ahead, until: Self.now) }, "window.from"),
      (taken { $0.window = RestorableWindow(from: nil, until: ahead) }, "window.until"),
      (
        .recoveryPointCopied(
          RecoveryPointCopied(recoveryPoint: "p", of: "o", toRegion: "us-west-2", completedAt: ahead)), "completedAt"
      ),
      (.alarmChanged(AlarmChanged(alarm: "a", state: .ok, since: ahead)), "since"),
      (.threatFound(ThreatFound(finding: "f", severity: 1, firstSeen: ahead)), "firstSeen"),
      (
        .healthNoticed(
          HealthNoticed(
            notice: "n", service: "EC2", impactedRegion: "us-east-1", status: .open, startedAt: ahead, code: "c")),
        "startedAt"
      ),
    ]
    for (fact, field) in facts { #expect(Self.futures(fact) == field) }
  }

  @Test("what is announced or planned begins later, and is told of now")
  func announced() {
    func notice(_ status: HealthNoticed.Status, _ category: HealthNoticed.Category?) -> Fact {
      .healthNoticed(
        HealthNoticed(
          notice: "n", service: "EC2", impactedRegion: "us-east-1", status: status, startedAt: .at("09:00"),
          endedAt: .at("11:00"), code: "c", category: category))
    }
    #expect(Self.futures(notice(.upcoming, nil), at: .at("09:00")) == nil)
    #expect(Self.futures(notice(.open, .scheduledChange), at: .at("09:00")) == nil)
    #expect(Self.futures(notice(.upcoming, nil), at: .at("09:00"), seenAt: Self.ahead) == "seenAt")
  }

  /// A state as a journal of before holds it: it took in whatever came.
  private static func poisoned() -> Story {
    var story = Story(.kaigo.changed { $0.triggers[0].when = .any([.regionAlarm, .syntheticsSilent]) })
    story.heartbeat(at: .at("23:00"))
    story.alarm(.ok, since: .at("22:00"))
    story.backUp(takenAt: .at("21:00"), "tomorrow")
    story.say(
      .replicationMeasured(ReplicationMeasured(toRegion: "us-west-2", lag: .seconds(5), metric: "ReplicaLag")),
      at: .at("20:00"), resource: "arn:aws:rds:us-east-1:123456789012:db:kaigo-prod")
    story.give(.readiness(.catchingUp))
    return story
  }

  @Test("a state that holds times ahead heals when the worker becomes current: the next true word counts")
  func heals() {
    var story = Self.poisoned()
    story.skipTelling()
    story.give(.readiness(.current))
    #expect(story.tellDecisions() == "03:00:00 forgotten after 03:02:00\n03:00:00 current")
    #expect(story.state.projection.world.heartbeats == [:])
    func alarms() -> [AlarmRecord] { story.state.projection.world.alarms.values.filter { $0.region == "us-east-1" } }
    #expect(alarms().isEmpty)
    #expect(story.state.projection.protection.replicas.isEmpty)
    #expect(story.state.exposures["db"]?.takenAt == nil)
    story.heartbeat()
    story.wait(.minutes(4))
    #expect(story.state.silences.begun.count == 1)
    story.alarm(.alarm)
    #expect(alarms().map(\.state) == [.alarm])
  }

  @Test("of the world: faults of replication, looks at alarms, and alarms that were heard ahead go; the rest stays")
  func ofWorld() {
    let now = Self.now
    func world(_ times: [Instant]) -> World {
      var world = World()
      for (index, time) in times.enumerated() {
        let resource = ARN("arn:aws:s3:::bucket-\(index)")
        let region = Region("us-east-\(index)")
        for fact in [
          Fact.replicationFaulted(ReplicationFaulted(object: "o", state: .failed)),
          .listingCompleted(ListingCompleted(kind: .cloudWatchAlarms, found: 1, alarms: ["a*"])),
        ] {
          var signal = Signal.sample(fact)
          (signal.at, signal.seenAt, signal.resource, signal.region) = (time, time, resource, region)
          world.absorb(signal)
        }
        var alarm = Signal.sample(.alarmChanged(AlarmChanged(alarm: "a\(index)", state: .ok, since: .at("02:00"))))
        (alarm.at, alarm.seenAt) = (.at("02:00"), time)
        world.absorb(alarm)
      }
      return world
    }
    var healed = world([.at("03:00"), .at("23:00")])
    #expect(healed.faults.count == 2 && healed.listings.count == 2 && healed.alarms.count == 2)
    healed.forgetFuture(after: now)
    #expect(healed == world([.at("03:00")]))
  }

  @Test("a word that was given ahead goes; one that was taken back ahead stays taken back")
  func words() {
    var words = Words()
    words.give("tomorrow", Word(by: "ann", at: .at("23:00"), expiresAt: .at("23:30")))
    words.give("today", Word(by: "ann", at: .at("03:00"), expiresAt: .at("23:30")))
    words.withdraw("today", by: "bob", at: .at("23:00"))
    words.forgetFuture(after: Self.now)
    #expect(words.all.map(\.fact) == ["today"])
    #expect(words["today"]?.withdrawn == Word.Withdrawal(by: "bob", at: Self.now))
  }

  @Test("a compromise that was repeated ahead stays suspected, and a person may clear it")
  func threats() {
    func found(_ first: Instant, at said: Instant, _ finding: String) -> Signal {
      var signal = Signal.sample(.threatFound(ThreatFound(finding: finding, severity: 8, firstSeen: first)))
      (signal.at, signal.seenAt, signal.resource) = (said, said, "arn:aws:rds:us-east-1:123456789012:db:kaigo-prod")
      return signal
    }
    var protection = Protection()
    protection.absorb(found(.at("02:00"), at: .at("23:00"), "old"))
    protection.absorb(found(.at("22:00"), at: .at("23:00"), "tomorrow"))
    protection.clear(finding: "old", by: "ann")
    protection.forgetFuture(after: Self.now)
    let known = protection.threats.values.flatMap(\.self)
    #expect(known.map(\.key) == ["old"] && known.map(\.value.saidAt) == [Self.now])
    #expect(protection.clearedFindings["old"]?.known?.saidAt == Self.now, "what is said from now on counts anew")
  }

  @Test("the lineage of a point outlives its times, also where it was named with several originals")
  func lineage() {
    var point = RecoveryPoint(id: "copy")
    point.joinOriginals([("a", .at("01:00")), ("b", .at("01:00"))])
    point.heardAt = .at("23:00")
    #expect(point.saysOfFuture(after: Self.now))
    #expect(point.withoutTimes.original == "a" && point.withoutTimes.otherOriginals == ["b"])
  }

  @Test("a hold-down that began tomorrow begins anew")
  func hold() {
    var story = Story(.kaigo.changed { $0.triggers[0].when = .regionAlarm })
    story.sleep(.days(1))
    story.alarm(.alarm)
    #expect(story.state.triggers["region-outage"]?.heldSince == Instant.at("03:00") + .days(1))
    var state = story.state
    state.forgetFuture(after: .at("03:02"))
    #expect(state.triggers["region-outage"]?.heldSince == nil)
  }

  @Test("any part of the healing, and then all of it again, leads to the same state")
  func prefixes() {
    let story = Self.poisoned()
    let whole = Story.machine.decide(story.state, .readiness(.current), at: .at("03:01"))
    #expect(whole.count > 1)
    var healed = story.state
    for event in whole { healed.apply(event) }
    for length in 0..<whole.count {
      var state = story.state
      for event in whole.prefix(length) { state.apply(event) }
      for event in Story.machine.decide(state, .readiness(.current), at: .at("03:01")) { state.apply(event) }
      #expect(state == healed, "after \(length) of \(whole.map(\.line))")
    }
  }

  @Test(
    "the newest time of the journal stays, however the clock was set back; healed, it is today's, and all is listed anew"
  )
  func newest() {
    var story = Story()
    let latest = story.now
    story.sleep(.zero - .hours(2))
    story.give(.readiness(.deaf(.journalAhead)))
    #expect(story.state.newestEventAt == latest)
    story.give(.readiness(.current))
    #expect(story.state.newestEventAt == story.now && story.state.reconciliationAskedAt == story.now)
  }

  @Test("what people and executions began by a clock ahead lasts no longer than by a right one")
  func healed() {
    var story = Story()
    story.sleep(.days(365))
    story.give(.readiness(.catchingUp))
    story.give(.readiness(.current))
    story.backUp(takenAt: story.now)
    story.order(.override, guardName: .coolingDown, comment: "by a clock ahead")
    story.order(.rearm)
    story.order(.failover, plan: "region-failover")
    story.approve()
    story.send("restore-db/1")
    story.sleep(.zero - .days(365))
    story.give(.readiness(.deaf(.journalAhead)))
    story.give(.readiness(.current))
    let latest = story.now + FutureTime.tolerance
    #expect(story.state.overrides.isEmpty)
    #expect(story.state.rearmedAt.map { $0 <= latest } ?? true)
    #expect(story.state.effects.open.allSatisfy { $0.effect.deadline <= latest + .hours(2) })
    story.wait(.hours(3))
    #expect(story.state.effects.of(story.execution?.id ?? "", "restore-db").first?.machine.hasEnded == true)
  }
}
