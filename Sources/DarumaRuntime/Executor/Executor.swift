package import DarumaAWS
package import DarumaCore

/// Runs the effects that the state intends: starts what is new, stops what is no longer wanted, and tells what came
/// of each. It decides nothing.
package actor Executor {
  /// Called with each outcome; returns once it is taken in.
  package typealias Delivery = @Sendable (Outcome) async -> Void

  private let cloud: any Cloud
  private let clock: any WorkerClock
  private let pace: EffectPace
  private let mayAsk: EffectRun.Admission
  private let mayAct: EffectRun.Permission
  private let deliver: Delivery
  private let note: @Sendable (EffectNote) -> Void
  private var running: [EffectID: Task<Void, Never>] = [:]
  /// Told, and not yet seen to be gone from the state.
  private var delivered: Set<EffectID> = []

  package init(
    cloud: any Cloud, clock: any WorkerClock, pace: EffectPace,
    mayAsk: @escaping EffectRun.Admission = { _ in nil }, mayAct: @escaping EffectRun.Permission,
    deliver: @escaping Delivery, note: @escaping @Sendable (EffectNote) -> Void
  ) {
    self.cloud = cloud
    self.clock = clock
    self.pace = pace
    self.mayAsk = mayAsk
    self.mayAct = mayAct
    self.deliver = deliver
    self.note = note
  }

  /// Makes what runs equal to what is intended.
  package func reconcile(_ records: [EffectRecord]) {
    let wanted = Set(records.map(\.effect.id))
    for (id, task) in running where !wanted.contains(id) {
      task.cancel()
      running[id] = nil
    }
    delivered.formIntersection(wanted)
    for record in records where running[record.effect.id] == nil && !delivered.contains(record.effect.id) {
      start(record)
    }
  }

  /// Returns once everything that runs now has come to its end, or was called off.
  package func settle() async {
    for task in Array(running.values) { await task.value }
  }

  /// Stops everything. What was begun goes on outside, and is found again by the next process.
  package func stop() async {
    let tasks = Array(running.values)
    running = [:]
    for task in tasks { task.cancel() }
    for task in tasks { await task.value }
  }

  private func start(_ record: EffectRecord) {
    let effect = record.effect
    let run = EffectRun(
      effect: effect, mayHaveBeenSent: record.machine.isUnderWay, cloud: cloud, clock: clock, pace: pace,
      mayAct: mayAct, mayAsk: mayAsk, note: note)
    running[effect.id] = Task { [weak self] in
      guard let result = await run.result() else { return }
      await self?.ended(Outcome(effect: effect.id, result: result))
    }
  }

  private func ended(_ outcome: Outcome) async {
    guard running.removeValue(forKey: outcome.effect) != nil else { return }
    delivered.insert(outcome.effect)
    await deliver(outcome)
  }
}

/// How often the outside is looked at.
package struct EffectPace: Sendable, Equatable {
  /// Between two looks at something that is on its way.
  package var poll: Span
  /// How long something that was begun may be invisible before it is begun again: AWS's lists lag behind its writes.
  package var invisibility: Span

  package init(poll: Span = .seconds(5), invisibility: Span = .minutes(2)) {
    self.poll = poll
    self.invisibility = invisibility
  }
}

/// Something about a running effect that a person may want to see. Not an event: it changes no state.
package struct EffectNote: Sendable {
  package var effect: Effect
  package var text: String
  /// The stable code of a fault; nil where it tells of something else.
  package var reason: String?

  package init(effect: Effect, text: String, reason: String? = nil) {
    self.effect = effect
    self.text = text
    self.reason = reason
  }
}
