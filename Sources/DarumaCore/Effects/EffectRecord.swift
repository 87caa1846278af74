/// An effect and what became of it. It belongs to the application and outlives its execution.
package struct EffectRecord: Codable, Hashable, Sendable {
  package internal(set) var effect: Effect
  package internal(set) var machine = EffectMachine()
  /// What a message tells of; nil for an effect of a step.
  package let telling: Telling?

  package init(_ effect: Effect, telling: Telling? = nil) {
    self.effect = effect
    self.telling = telling
  }
}

/// The effects of one application, by id.
package struct EffectTable: Codable, Hashable, Sendable {
  private var records: [EffectID: EffectRecord] = [:]
  /// The ids of those without an end, in order: they are asked for at every turn.
  private var openIDs: [EffectID] = []

  package init() {}

  package subscript(id: EffectID) -> EffectRecord? { records[id] }

  /// In order of id.
  package var all: [EffectRecord] { records.values.sorted { $0.effect.id < $1.effect.id } }

  /// Those without an end, in order of id.
  package var open: [EffectRecord] {
    openIDs.compactMap { records[$0] }
  }

  /// Those of a step, in order of attempt.
  package func of(_ execution: ExecutionID, _ step: StepID) -> [EffectRecord] {
    records.values.filter {
      $0.effect.execution == execution && $0.effect.step == step && $0.effect.purpose == .perform
    }.sorted { $0.effect.attempt < $1.effect.attempt }
  }

  /// Those that an execution intended for its steps and their verification.
  package func of(_ execution: ExecutionID) -> [EffectRecord] {
    records.values.filter { $0.effect.execution == execution && $0.telling == nil }
      .sorted { $0.effect.id < $1.effect.id }
  }

  mutating func intend(_ effect: Effect, telling: Telling? = nil) {
    guard records[effect.id] == nil else { return }
    records[effect.id] = EffectRecord(effect, telling: telling)
    let place = openIDs.firstIndex { effect.id < $0 } ?? openIDs.endIndex
    openIDs.insert(effect.id, at: place)
  }

  mutating func apply(_ event: EffectMachine.Event, to id: EffectID, at now: Instant) {
    records[id]?.machine.apply(event, at: now)
    if records[id]?.machine.hasEnded ?? true { openIDs.removeAll { $0 == id } }
  }

  /// No open effect has more time than `limit` gives it: its deadline may be of a clock that was ahead.
  mutating func shorten(to limit: (Effect) -> Instant) {
    for id in openIDs {
      guard let effect = records[id]?.effect else { continue }
      records[id]?.effect.deadline = min(effect.deadline, limit(effect))
    }
  }

  mutating func forget(_ id: EffectID) {
    records[id] = nil
    openIDs.removeAll { $0 == id }
  }

  mutating func forget(execution: ExecutionID) {
    records = records.filter { $0.value.effect.execution != execution || !$0.value.machine.hasEnded }
  }
}
