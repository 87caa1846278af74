import DarumaCore

/// What conditions and guards ask for, as it was last heard, each with its age.
struct EvidenceStatus: Encodable {
  struct Alarm: Encodable {
    var name: String
    var region: Region
    var state: String
    var since: Instant
    /// When it was last said: by an event, a repeat, or a listing.
    var lastWord: Instant
    var age: Span
  }

  struct Notice: Encodable {
    var notice: String
    var service: String
    var region: Region
    var code: String
    var isOpen: Bool
    /// Whether it is a fault of the region as a whole.
    var isOfRegion: Bool
    var lastWord: Instant
    var age: Span
  }

  struct Source: Encodable {
    var source: SourceName
    /// Missing: it was never heard.
    var lastHeard: Instant?
    var age: Span?
  }

  struct Said: Encodable {
    var fact: WordName
    var by: String?
    var at: Instant?
    var expiresAt: Instant?
    var stands: Bool
  }

  var alarms: [Alarm]
  /// Names of alarms that are asked for and that nobody ever heard of.
  var unheardAlarms: [NamePattern]
  var notices: [Notice]
  var sources: [Source]
  var words: [Said]
  /// Why nothing should be carried over to the recovery region; missing where it is healthy.
  var recoveryRegionBlocked: String?

  init(_ state: ApplicationState, at now: Instant) {
    let world = state.projection.world
    let interests = state.interests
    let asked = world.alarms.values.filter { interests.asks(forAlarm: $0.name) }
    alarms = asked.map { record in
      let lastWord = world.lastWord(of: record)
      return Alarm(
        name: record.name, region: record.region, state: record.state.label, since: record.since, lastWord: lastWord,
        age: max(.zero, now - lastWord))
    }.sorted { ($0.name, $0.region) < ($1.name, $1.region) }
    unheardAlarms = Set(interests.alarms.map(\.name))
      .filter { pattern in !asked.contains { pattern.matches($0.name) } }.sorted()
    let regions = interests.noticeRegions.union([state.catalog?.regions.recovery].compactMap(\.self))
    notices = world.notices.values.filter { regions.contains($0.fact.impactedRegion) }.map { record in
      let lastWord = world.lastWord(of: record)
      return Notice(
        notice: record.fact.notice, service: record.fact.service, region: record.fact.impactedRegion,
        code: record.fact.code, isOpen: record.isOpen(at: now),
        isOfRegion: record.concernsEveryone(in: record.fact.impactedRegion), lastWord: lastWord,
        age: max(.zero, now - lastWord))
    }.sorted { $0.notice < $1.notice }
    sources = interests.sources.sorted().map { source in
      let heard = world.heartbeats[source]
      return Source(source: source, lastHeard: heard, age: heard.map { max(.zero, now - $0) })
    }
    words = interests.words.sorted().map { fact in
      let word = state.words[fact]
      return Said(
        fact: fact, by: word?.by, at: word?.at, expiresAt: word?.expiresAt,
        stands: word.map { $0.withdrawn == nil && now < $0.expiresAt } ?? false)
    }
    let plans = state.catalog?.plans.filter { $0.kind == .failover } ?? []
    recoveryRegionBlocked =
      plans.lazy
      .compactMap { RecoveryRegionHealth(for: $0, state.observed, at: now).blocked?.reason }.first
  }
}
