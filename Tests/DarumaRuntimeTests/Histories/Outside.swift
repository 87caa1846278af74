import DarumaAWS
import DarumaCore
import TestSupport
import DarumaFeeds
import DarumaJournal
import DarumaRuntime

/// What lies outside of the worker and outlives it: a topic, and what is really so at the provider. It knows the truth
/// that the worker can only hear of.
struct Outside {
  /// From where users are really served.
  enum Serving: Equatable {
    case primary
    case moved(ExecutionID)
    case byHand
  }

  struct Call {
    var effect: Effect
    var sentAt: Instant
    /// Nil: it is lost, and nothing comes of it.
    var landsAt: Instant?
  }

  static let topicName = "events"
  private(set) var topic: [IncomingRecord] = []
  private(set) var calls: [Call] = []
  private(set) var serving: [ApplicationName: Serving] = [:]
  /// The recovery points that are there, and when their data is from.
  private(set) var points: [RecoveryPointID: Instant] = [:]
  /// Of every point that there ever was.
  private(set) var moments: [RecoveryPointID: Instant] = [:]
  /// Restored databases by name, and what made them.
  private(set) var databases: [String: EffectID] = [:]
  /// Every effect that was ever asked for.
  private(set) var asked: Set<EffectID> = []
  private var landed: Set<EffectID> = []
  private(set) var isAlarmed = false
  var isControlPlaneDown = false

  /// A record as it stands in the topic, stamped with `now`.
  mutating func put(_ text: String, at now: Instant) {
    let offset = Int64(topic.count)
    topic.append(
      IncomingRecord(
        raw: RawRecord(
          value: Array(text.utf8)[...], origin: .record(topic: Self.topicName, partition: 0, offset: offset),
          receivedAt: now, road: .lines),
        position: InputPosition(topic: Self.topicName, partition: 0, nextOffset: offset + 1)))
  }

  mutating func alarm(_ isAlarmed: Bool, at now: Instant) {
    self.isAlarmed = isAlarmed
    put(TestRecords.alarm(isAlarmed ? "ALARM" : "OK", since: now), at: now)
  }

  /// A recovery point in the recovery region, of data of `moment`.
  mutating func copy(_ application: ApplicationName, of moment: Instant, at now: Instant) {
    let name = "\(application)-\(moment.milliseconds)"
    let point = RecoveryPointID("arn:aws:rds:us-west-2:123456789012:snapshot:awsbackup:copyjob-\(name)")
    guard moments[point] == nil else { return }
    points[point] = moment
    moments[point] = moment
    put(TestRecords.backup(application, name, began: moment, at: now), at: now)
    put(TestRecords.copy(application, name, at: now), at: now)
  }

  /// - Parameter isTold: Whether AWS says so, too.
  mutating func delete(_ point: RecoveryPointID, isTold: Bool, at now: Instant) {
    points[point] = nil
    if isTold { put(TestRecords.deletion(point, at: now), at: now) }
  }

  /// Somebody moves users by hand.
  mutating func moveByHand(_ application: ApplicationName, to serving: Serving) { self.serving[application] = serving }

  /// What was sent and has come through by now is so.
  mutating func land(at now: Instant) {
    for call in calls {
      guard let landsAt = call.landsAt, landsAt <= now else { continue }
      landed.insert(call.effect.id)
      if let identifier = call.effect.action.identifier {
        databases[identifier] = databases[identifier] ?? call.effect.id
      } else if call.effect.action.traits.movesUsers {
        serving[call.effect.application] = call.effect.execution.map(Serving.moved)
      }
    }
    calls.removeAll { $0.landsAt.map { $0 <= now } ?? false }
  }

  func observe(_ effect: Effect) -> Observation {
    switch effect.action.traits.nature {
    case .creates, .remakes:
      let names = [effect.action.identifier].compactMap(\.self) + effect.action.earlierIdentifiers
      guard let name = names.first(where: { databases[$0] != nil }) else { return .absent }
      return .done(outputs: ["endpoint": "\(name).example"], by: .daruma)
    case .movesUsers:
      let isSo = effect.execution.map { serving[effect.application] == .moved($0) } ?? false
      return isSo ? .done(outputs: [:], by: .unknown) : .absent
    case .changes, .destroys:
      return landed.contains(effect.id) ? .done(outputs: [:], by: .unknown) : .absent
    case .looks, .tells: return .absent
    }
  }

  /// Takes a request in. What comes of it is the world's choice.
  mutating func send(_ effect: Effect, landsAt: Instant?, at now: Instant) {
    asked.insert(effect.id)
    calls.append(Call(effect: effect, sentAt: now, landsAt: landsAt))
  }

  /// Whether something that moves this application's users may still come through.
  func isMoving(_ application: ApplicationName, exceptBy execution: ExecutionID?) -> Bool {
    calls.contains { call in
      guard call.effect.action.traits.movesUsers, call.landsAt != nil else { return false }
      return call.effect.application == application && call.effect.execution != execution
    }
  }
}
