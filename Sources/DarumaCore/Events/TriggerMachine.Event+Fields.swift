extension TriggerMachine.Event {
  package enum Kind: String, CaseIterable, Sendable {
    case held, released, suppressed, fired, cooled, cleared, acknowledged
  }

  private enum Key: String, CodingKey { case since, by, execution, until }

  package var kind: Kind {
    switch self {
    case .held: .held
    case .released: .released
    case .suppressed: .suppressed
    case .fired: .fired
    case .cooled: .cooled
    case .cleared: .cleared
    case .acknowledged: .acknowledged
    }
  }

  /// Reads the fields of an event of this kind from the object that `decoder` stands on.
  init(kind: Kind, from decoder: any Decoder) throws {
    let fields = try decoder.container(keyedBy: Key.self)
    self =
      switch kind {
      case .held: .held(since: try fields.decode(Instant.self, forKey: .since))
      case .released: .released
      case .suppressed: .suppressed(by: try fields.decode(Block.self, forKey: .by))
      case .fired: .fired(try fields.decode(ExecutionID.self, forKey: .execution))
      case .cooled: .cooled(until: try fields.decode(Instant.self, forKey: .until))
      case .cleared: .cleared
      case .acknowledged: .acknowledged(by: try fields.decode(String.self, forKey: .by))
      }
  }

  /// Writes the event's own fields into the object that `encoder` stands on.
  func encodeFields(to encoder: any Encoder) throws {
    var fields = encoder.container(keyedBy: Key.self)
    switch self {
    case .held(let since): try fields.encode(since, forKey: .since)
    case .released, .cleared: break
    case .suppressed(let block): try fields.encode(block, forKey: .by)
    case .fired(let execution): try fields.encode(execution, forKey: .execution)
    case .cooled(let until): try fields.encode(until, forKey: .until)
    case .acknowledged(let person): try fields.encode(person, forKey: .by)
    }
  }
}
