extension EffectMachine.Event {
  package enum Kind: String, CaseIterable, Sendable { case sent, done, failed, lost, calledOff }

  private enum Key: String, CodingKey { case outputs, byOther, failure, reason }

  package var kind: Kind {
    switch self {
    case .sent: .sent
    case .done: .done
    case .failed: .failed
    case .lost: .lost
    case .calledOff: .calledOff
    }
  }

  /// Reads the fields of an event of this kind from the object that `decoder` stands on.
  init(kind: Kind, from decoder: any Decoder) throws {
    let fields = try decoder.container(keyedBy: Key.self)
    self =
      switch kind {
      case .sent: .sent
      case .done:
        .done(
          outputs: try fields.decode([String: String].self, forKey: .outputs),
          byOther: try fields.decode(Bool.self, forKey: .byOther))
      case .failed: .failed(try fields.decode(Failure.self, forKey: .failure))
      case .lost: .lost(try fields.decode(Failure.self, forKey: .failure))
      case .calledOff: .calledOff(reason: try fields.decode(String.self, forKey: .reason))
      }
  }

  /// Writes the event's own fields into the object that `encoder` stands on.
  func encodeFields(to encoder: any Encoder) throws {
    var fields = encoder.container(keyedBy: Key.self)
    switch self {
    case .sent: break
    case .done(let outputs, let byOther):
      try fields.encode(outputs, forKey: .outputs)
      try fields.encode(byOther, forKey: .byOther)
    case .failed(let failure), .lost(let failure): try fields.encode(failure, forKey: .failure)
    case .calledOff(let reason): try fields.encode(reason, forKey: .reason)
    }
  }
}
