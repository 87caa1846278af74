extension StepMachine.Event {
  package enum Kind: String, CaseIterable, Sendable {
    case ready, started, succeeded, adopted, attemptFailed, failed, skipped, stopped
  }

  private enum Key: String, CodingKey {
    case attempt, lastAttempt, notBefore, effect, outputs, failure, retryAt, reason, by
  }

  package var kind: Kind {
    switch self {
    case .ready: .ready
    case .started: .started
    case .succeeded: .succeeded
    case .adopted: .adopted
    case .attemptFailed: .attemptFailed
    case .failed: .failed
    case .skipped: .skipped
    case .stopped: .stopped
    }
  }

  /// Reads the fields of an event of this kind from the object that `decoder` stands on.
  init(kind: Kind, from decoder: any Decoder) throws {
    let fields = try decoder.container(keyedBy: Key.self)
    self =
      switch kind {
      case .ready:
        .ready(
          attempt: try fields.decode(Int.self, forKey: .attempt),
          lastAttempt: try fields.decode(Int.self, forKey: .lastAttempt),
          notBefore: try fields.decode(Instant.self, forKey: .notBefore))
      case .started:
        .started(
          try fields.decode(Effect.self, forKey: .effect),
          lastAttempt: try fields.decode(Int.self, forKey: .lastAttempt))
      case .succeeded: .succeeded(outputs: try fields.decode([String: String].self, forKey: .outputs))
      case .adopted: .adopted(outputs: try fields.decode([String: String].self, forKey: .outputs))
      case .attemptFailed:
        .attemptFailed(
          try fields.decode(Failure.self, forKey: .failure),
          attempt: try fields.decode(Int.self, forKey: .attempt),
          lastAttempt: try fields.decode(Int.self, forKey: .lastAttempt),
          retryAt: try fields.decode(Instant.self, forKey: .retryAt))
      case .failed:
        .failed(
          try fields.decode(Failure.self, forKey: .failure),
          attempt: try fields.decode(Int.self, forKey: .attempt))
      case .stopped: .stopped
      case .skipped:
        .skipped(
          reason: try fields.decode(String.self, forKey: .reason),
          by: try fields.decode(String.self, forKey: .by))
      }
  }

  /// Writes the event's own fields into the object that `encoder` stands on.
  func encodeFields(to encoder: any Encoder) throws {
    var fields = encoder.container(keyedBy: Key.self)
    switch self {
    case .ready(let attempt, let lastAttempt, let notBefore):
      try fields.encode(attempt, forKey: .attempt)
      try fields.encode(lastAttempt, forKey: .lastAttempt)
      try fields.encode(notBefore, forKey: .notBefore)
    case .started(let effect, let lastAttempt):
      try fields.encode(effect, forKey: .effect)
      try fields.encode(lastAttempt, forKey: .lastAttempt)
    case .succeeded(let outputs), .adopted(let outputs): try fields.encode(outputs, forKey: .outputs)
    case .attemptFailed(let failure, let attempt, let lastAttempt, let retryAt):
      try fields.encode(failure, forKey: .failure)
      try fields.encode(attempt, forKey: .attempt)
      try fields.encode(lastAttempt, forKey: .lastAttempt)
      try fields.encode(retryAt, forKey: .retryAt)
    case .failed(let failure, let attempt):
      try fields.encode(failure, forKey: .failure)
      try fields.encode(attempt, forKey: .attempt)
    case .stopped: break
    case .skipped(let reason, let person):
      try fields.encode(reason, forKey: .reason)
      try fields.encode(person, forKey: .by)
    }
  }
}
