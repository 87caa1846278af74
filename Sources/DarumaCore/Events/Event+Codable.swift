extension Event: Codable {
  private enum Key: String, CodingKey { case application, sequence, type, at, cause, data }

  package init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: Key.self)
    application = try container.decode(ApplicationName.self, forKey: .application)
    sequence = try container.decode(Int64.self, forKey: .sequence)
    at = try container.decode(Instant.self, forKey: .at)
    cause = try container.decodeIfPresent(SignalID.self, forKey: .cause)
    let type = try container.decode(EventType.self, forKey: .type)
    guard let reader = EventBody.readers[type] else {
      throw DecodingError.dataCorruptedError(
        forKey: .type, in: container,
        debugDescription: "unknown event type \(type): written by a newer version of Daruma?")
    }
    body = try reader(container.superDecoder(forKey: .data))
  }

  package func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: Key.self)
    try container.encode(application, forKey: .application)
    try container.encode(sequence, forKey: .sequence)
    try container.encode(body.type, forKey: .type)
    try container.encode(at, forKey: .at)
    try container.encodeIfPresent(cause, forKey: .cause)
    try body.encodeData(to: container.superEncoder(forKey: .data))
  }
}

extension EventBody {
  private enum Key: String, CodingKey {
    case application, digest, test, since, trigger, execution, step, effect, failure, command, reason, by,
      signal
  }

  /// Writes the `data` object of an event.
  func encodeData(to encoder: any Encoder) throws {
    switch self {
    case .observed(let signal): try signal.encode(to: encoder)
    case .executionStarted(let started): try started.encode(to: encoder)
    case .catalog(let event): try event.encode(to: encoder)
    case .observation(let event): try event.encode(to: encoder)
    case .command(let event): try event.encode(to: encoder)
    case .placement(let event): try event.encodeFields(to: encoder)
    case .notice(let event): try event.encode(to: encoder)
    case .effect(let id, let event):
      var fields = encoder.container(keyedBy: Key.self)
      try fields.encode(id, forKey: .effect)
      try event.encodeFields(to: encoder)
    case .trigger(let name, let event):
      var fields = encoder.container(keyedBy: Key.self)
      try fields.encode(name, forKey: .trigger)
      try event.encodeFields(to: encoder)
    case .execution(let id, let event):
      var fields = encoder.container(keyedBy: Key.self)
      try fields.encode(id, forKey: .execution)
      try event.encodeFields(to: encoder)
    case .step(let id, let step, let event):
      var fields = encoder.container(keyedBy: Key.self)
      try fields.encode(id, forKey: .execution)
      try fields.encode(step, forKey: .step)
      try event.encodeFields(to: encoder)
    case .progress(let id, let event):
      var fields = encoder.container(keyedBy: Key.self)
      try fields.encode(id, forKey: .execution)
      try event.encodeFields(to: encoder)
    }
  }

  typealias Reader = @Sendable (any Decoder) throws -> EventBody

  /// How the data of each known type is read.
  static let readers: [EventType: Reader] = {
    var readers: [EventType: Reader] = [
      "failover.execution-started.v3": { .executionStarted(try ExecutionStarted(from: $0)) }
    ]
    for kind in Fact.Kind.allCases {
      readers[EventType("observed." + kebab(kind.rawValue) + ".v1")] = { .observed(try Signal(from: $0)) }
    }
    for kind in TriggerMachine.Event.Kind.allCases {
      readers[EventType("failover.trigger-" + kebab(kind.rawValue) + ".v1")] = { decoder in
        let fields = try decoder.container(keyedBy: Key.self)
        return .trigger(
          try fields.decode(TriggerName.self, forKey: .trigger),
          try TriggerMachine.Event(kind: kind, from: decoder))
      }
    }
    for kind in ExecutionMachine.Event.Kind.allCases {
      readers[kind.type] = { decoder in
        let fields = try decoder.container(keyedBy: Key.self)
        return .execution(
          try fields.decode(ExecutionID.self, forKey: .execution),
          try ExecutionMachine.Event(kind: kind, from: decoder))
      }
    }
    for kind in StepMachine.Event.Kind.allCases {
      readers[kind.type] = { decoder in
        let fields = try decoder.container(keyedBy: Key.self)
        return .step(
          try fields.decode(ExecutionID.self, forKey: .execution),
          try fields.decode(StepID.self, forKey: .step),
          try StepMachine.Event(kind: kind, from: decoder))
      }
    }
    for kind in EffectMachine.Event.Kind.allCases {
      readers[EventType("effect." + kebab(kind.rawValue) + ".v1")] = { decoder in
        let fields = try decoder.container(keyedBy: Key.self)
        return .effect(
          try fields.decode(EffectID.self, forKey: .effect), try EffectMachine.Event(kind: kind, from: decoder))
      }
    }
    for kind in PlacementMachine.Event.Kind.allCases {
      readers[EventType("placement." + kebab(kind.rawValue) + ".v1")] = {
        .placement(try PlacementMachine.Event(kind: kind, from: $0))
      }
    }
    readers.merge(NoticeEvent.readers) { first, _ in first }
    readers.merge(CatalogEvent.readers) { first, _ in first }
    readers.merge(ObservationEvent.readers) { first, _ in first }
    readers.merge(ProgressEvent.readers) { first, _ in first }
    readers.merge(CommandEvent.readers) { first, _ in first }
    return readers
  }()

  /// Every event type that this version writes and reads.
  package static var knownTypes: [EventType] { readers.keys.sorted() }
}

extension CatalogEvent {
  private enum Key: String, CodingKey { case application, digest, by }

  func encode(to encoder: any Encoder) throws {
    var fields = encoder.container(keyedBy: Key.self)
    switch self {
    case .declared(let application, let digest):
      try fields.encode(application, forKey: .application)
      try fields.encode(digest, forKey: .digest)
    case .withdrawn(let person): try fields.encode(person, forKey: .by)
    }
  }

  static let readers: [EventType: EventBody.Reader] = [
    "catalog.application-declared.v2": { decoder in
      let fields = try decoder.container(keyedBy: Key.self)
      return .catalog(
        .declared(
          try fields.decode(Application.self, forKey: .application),
          digest: try fields.decode(String.self, forKey: .digest)))
    },
    "catalog.application-withdrawn.v1": { decoder in
      let fields = try decoder.container(keyedBy: Key.self)
      return .catalog(.withdrawn(by: try fields.decode(String.self, forKey: .by)))
    },
  ]
}

extension ObservationEvent {
  private enum Key: String, CodingKey { case source, duration, since, before, after, fact, by }

  func encode(to encoder: any Encoder) throws {
    switch self {
    case .readinessChanged(let change): try change.encode(to: encoder)
    case .readinessOverdue(let since):
      var fields = encoder.container(keyedBy: Key.self)
      try fields.encode(since, forKey: .since)
    case .futureForgotten(let instant):
      var fields = encoder.container(keyedBy: Key.self)
      try fields.encode(instant, forKey: .after)
    case .journalAccepted(let acceptance): try acceptance.encode(to: encoder)
    case .recordsLost(let lost): try lost.encode(to: encoder)
    case .callerChanged(let caller): try caller.encode(to: encoder)
    case .planReadinessChanged(let found): try found.encode(to: encoder)
    case .planReadinessTurned(let turn): try turn.encode(to: encoder)
    case .exposureChanged(let exposure): try exposure.encode(to: encoder)
    case .applicationExposureChanged(let exposure): try exposure.encode(to: encoder)
    case .complianceChanged(let change): try change.encode(to: encoder)
    case .pastForgotten(let instant):
      var fields = encoder.container(keyedBy: Key.self)
      try fields.encode(instant, forKey: .before)
    case .unownedSeen(let resource): try resource.encode(to: encoder)
    case .pointBound(let binding): try binding.encode(to: encoder)
    case .fellSilent(let test, let since):
      try test.encode(to: encoder)
      var fields = encoder.container(keyedBy: Key.self)
      try fields.encode(since, forKey: .since)
    case .spokeAgain(let test): try test.encode(to: encoder)
    case .wordGiven(let fact, let word):
      try word.encode(to: encoder)
      var fields = encoder.container(keyedBy: Key.self)
      try fields.encode(fact, forKey: .fact)
    case .wordWithdrawn(let fact, let person):
      var fields = encoder.container(keyedBy: Key.self)
      try fields.encode(fact, forKey: .fact)
      try fields.encode(person, forKey: .by)
    }
  }

  static let readers: [EventType: EventBody.Reader] = [
    "observation.readiness-changed.v1": { .observation(.readinessChanged(try Readiness.Change(from: $0))) },
    "observation.readiness-overdue.v1": { decoder in
      let fields = try decoder.container(keyedBy: Key.self)
      return .observation(.readinessOverdue(since: try fields.decode(Instant.self, forKey: .since)))
    },
    "observation.future-forgotten.v1": { decoder in
      let fields = try decoder.container(keyedBy: Key.self)
      return .observation(.futureForgotten(after: try fields.decode(Instant.self, forKey: .after)))
    },
    "observation.journal-accepted.v1": { .observation(.journalAccepted(try JournalAcceptance(from: $0))) },
    "observation.records-lost.v1": { .observation(.recordsLost(try RecordsLost(from: $0))) },
    "observation.caller-changed.v1": { .observation(.callerChanged(try Caller(from: $0))) },
    "observation.plan-readiness-changed.v1": { .observation(.planReadinessChanged(try PlanReadiness(from: $0))) },
    "observation.plan-readiness-turned.v1": { .observation(.planReadinessTurned(try PlanTurn(from: $0))) },
    "observation.source-fell-silent.v1": { decoder in
      let fields = try decoder.container(keyedBy: Key.self)
      return .observation(
        .fellSilent(try SilenceTest(from: decoder), since: try fields.decode(Instant.self, forKey: .since)))
    },
    "observation.source-spoke-again.v1": { .observation(.spokeAgain(try SilenceTest(from: $0))) },
    "observation.word-given.v1": { decoder in
      let fields = try decoder.container(keyedBy: Key.self)
      return .observation(
        .wordGiven(try fields.decode(WordName.self, forKey: .fact), try Word(from: decoder)))
    },
    "observation.word-withdrawn.v1": { decoder in
      let fields = try decoder.container(keyedBy: Key.self)
      return .observation(
        .wordWithdrawn(
          try fields.decode(WordName.self, forKey: .fact), by: try fields.decode(String.self, forKey: .by)))
    },
    "protection.exposure-changed.v2": { .observation(.exposureChanged(try Exposure(from: $0))) },
    "protection.application-exposure-changed.v1": {
      .observation(.applicationExposureChanged(try ApplicationExposure(from: $0)))
    },
    "protection.compliance-changed.v1": { .observation(.complianceChanged(try ComplianceChange(from: $0))) },
    "protection.past-forgotten.v1": { decoder in
      let fields = try decoder.container(keyedBy: Key.self)
      return .observation(.pastForgotten(before: try fields.decode(Instant.self, forKey: .before)))
    },
    "protection.unowned-resource-seen.v1": { .observation(.unownedSeen(try UnownedResource(from: $0))) },
    "protection.point-bound.v1": { .observation(.pointBound(try PointBinding(from: $0))) },
  ]
}

extension ProgressEvent {
  private enum Key: String, CodingKey { case execution, effect, id, step, failure }

  func encodeFields(to encoder: any Encoder) throws {
    var fields = encoder.container(keyedBy: Key.self)
    switch self {
    case .noticeDue(let effect), .verificationDue(let effect): try fields.encode(effect, forKey: .effect)
    case .noticeSent(let id): try fields.encode(id, forKey: .id)
    case .noticeFailed(let id, let failure):
      try fields.encode(id, forKey: .id)
      try fields.encode(failure, forKey: .failure)
    case .stepVerified(let step): try fields.encode(step, forKey: .step)
    case .verificationFailed(let step, let failure):
      try fields.encode(step, forKey: .step)
      try fields.encode(failure, forKey: .failure)
    }
  }

  private static func reader(
    _ read: @escaping @Sendable (KeyedDecodingContainer<Key>) throws -> ProgressEvent
  ) -> EventBody.Reader {
    { decoder in
      let fields = try decoder.container(keyedBy: Key.self)
      return .progress(try fields.decode(ExecutionID.self, forKey: .execution), try read(fields))
    }
  }

  static let readers: [EventType: EventBody.Reader] = [
    "failover.notice-due.v2": reader { .noticeDue(try $0.decode(Effect.self, forKey: .effect)) },
    "failover.notice-sent.v1": reader { .noticeSent(try $0.decode(EffectID.self, forKey: .id)) },
    "failover.notice-failed.v1": reader {
      .noticeFailed(try $0.decode(EffectID.self, forKey: .id), try $0.decode(Failure.self, forKey: .failure))
    },
    "failover.verification-due.v2": reader { .verificationDue(try $0.decode(Effect.self, forKey: .effect)) },
    "failover.verification-passed.v1": reader { .stepVerified(try $0.decode(StepID.self, forKey: .step)) },
    "failover.verification-failed.v1": reader {
      .verificationFailed(
        try $0.decode(StepID.self, forKey: .step), try $0.decode(Failure.self, forKey: .failure))
    },
  ]
}

extension NoticeEvent {
  private enum Key: String, CodingKey { case effect, telling }

  func encode(to encoder: any Encoder) throws {
    var fields = encoder.container(keyedBy: Key.self)
    switch self {
    case .due(let effect, let telling):
      try fields.encode(effect, forKey: .effect)
      try fields.encode(telling, forKey: .telling)
    case .told(let telling): try fields.encode(telling, forKey: .telling)
    }
  }

  static let readers: [EventType: EventBody.Reader] = [
    "notice.due.v2": { decoder in
      let fields = try decoder.container(keyedBy: Key.self)
      return .notice(
        .due(try fields.decode(Effect.self, forKey: .effect), try fields.decode(Telling.self, forKey: .telling)))
    },
    "notice.told.v1": { decoder in
      .notice(.told(try decoder.container(keyedBy: Key.self).decode(Telling.self, forKey: .telling)))
    },
  ]
}

extension CommandEvent {
  private enum Key: String, CodingKey { case signal, command, reason, by, finding }

  func encode(to encoder: any Encoder) throws {
    if case .guardOverridden(let override) = self { return try override.encode(to: encoder) }
    var fields = encoder.container(keyedBy: Key.self)
    switch self {
    case .guardOverridden: break
    case .taken(let signal, let command), .accepted(let signal, let command):
      try fields.encode(signal, forKey: .signal)
      try fields.encode(command, forKey: .command)
    case .rejected(let signal, let command, let reason), .refused(let signal, let command, let reason):
      try fields.encode(signal, forKey: .signal)
      try fields.encode(command, forKey: .command)
      try fields.encode(reason, forKey: .reason)
    case .automationPaused(let person), .automationResumed(let person), .reconciliationAsked(let person),
      .rearmed(let person):
      try fields.encode(person, forKey: .by)
    case .findingCleared(let finding, let person):
      try fields.encode(finding, forKey: .finding)
      try fields.encode(person, forKey: .by)
    }
  }

  static let readers: [EventType: EventBody.Reader] = [
    "command.taken.v1": { decoder in
      let fields = try decoder.container(keyedBy: Key.self)
      return .command(
        .taken(
          try fields.decode(SignalID.self, forKey: .signal),
          try fields.decode(CommandGiven.self, forKey: .command)))
    },
    "command.guard-overridden.v1": { .command(.guardOverridden(try GuardOverride(from: $0))) },
    "command.rearmed.v1": { decoder in
      let fields = try decoder.container(keyedBy: Key.self)
      return .command(.rearmed(by: try fields.decode(String.self, forKey: .by)))
    },
    "command.accepted.v1": { decoder in
      let fields = try decoder.container(keyedBy: Key.self)
      return .command(
        .accepted(
          try fields.decode(SignalID.self, forKey: .signal),
          try fields.decode(CommandGiven.self, forKey: .command)))
    },
    "command.rejected.v1": { decoder in
      let fields = try decoder.container(keyedBy: Key.self)
      return .command(
        .rejected(
          try fields.decode(SignalID.self, forKey: .signal),
          try fields.decode(CommandGiven.self, forKey: .command),
          reason: try fields.decode(String.self, forKey: .reason)))
    },
    "command.refused.v1": { decoder in
      let fields = try decoder.container(keyedBy: Key.self)
      return .command(
        .refused(
          try fields.decode(SignalID.self, forKey: .signal),
          try fields.decode(CommandGiven.self, forKey: .command),
          reason: try fields.decode(String.self, forKey: .reason)))
    },
    "command.automation-paused.v1": { decoder in
      let fields = try decoder.container(keyedBy: Key.self)
      return .command(.automationPaused(by: try fields.decode(String.self, forKey: .by)))
    },
    "command.automation-resumed.v1": { decoder in
      let fields = try decoder.container(keyedBy: Key.self)
      return .command(.automationResumed(by: try fields.decode(String.self, forKey: .by)))
    },
    "command.finding-cleared.v1": { decoder in
      let fields = try decoder.container(keyedBy: Key.self)
      return .command(
        .findingCleared(
          try fields.decode(String.self, forKey: .finding), by: try fields.decode(String.self, forKey: .by)))
    },
    "command.reconciliation-asked.v1": { decoder in
      let fields = try decoder.container(keyedBy: Key.self)
      return .command(.reconciliationAsked(by: try fields.decode(String.self, forKey: .by)))
    },
  ]
}
