extension PlacementMachine.Event {
  package enum Kind: String, CaseIterable, Sendable { case departed, arrived, stayed, lost, told }

  private enum Key: String, CodingKey { case execution, place, reason, by }

  package var kind: Kind {
    switch self {
    case .departed: .departed
    case .arrived: .arrived
    case .stayed: .stayed
    case .lost: .lost
    case .told: .told
    }
  }

  /// Reads the fields of an event of this kind from the object that `decoder` stands on.
  init(kind: Kind, from decoder: any Decoder) throws {
    let fields = try decoder.container(keyedBy: Key.self)
    self =
      switch kind {
      case .departed: .departed(try fields.decode(ExecutionID.self, forKey: .execution))
      case .arrived: .arrived(try fields.decode(PlacementMachine.Place.self, forKey: .place))
      case .stayed: .stayed(try fields.decode(PlacementMachine.Place.self, forKey: .place))
      case .lost: .lost(reason: try fields.decode(String.self, forKey: .reason))
      case .told:
        .told(
          try fields.decode(PlacementMachine.Place.self, forKey: .place),
          by: try fields.decode(String.self, forKey: .by))
      }
  }

  /// Writes the event's own fields into the object that `encoder` stands on.
  func encodeFields(to encoder: any Encoder) throws {
    var fields = encoder.container(keyedBy: Key.self)
    switch self {
    case .departed(let execution): try fields.encode(execution, forKey: .execution)
    case .arrived(let place), .stayed(let place): try fields.encode(place, forKey: .place)
    case .lost(let reason): try fields.encode(reason, forKey: .reason)
    case .told(let place, let person):
      try fields.encode(place, forKey: .place)
      try fields.encode(person, forKey: .by)
    }
  }
}

/// Written as `"primary"`, or as the recovery region: `{"recovery": "us-west-2"}`.
extension PlacementMachine.Place {
  private enum Key: String, CodingKey { case recovery }
  private static let primaryWord = "primary"

  package init(from decoder: any Decoder) throws {
    if let fields = try? decoder.container(keyedBy: Key.self) {
      self = .recovery(try fields.decode(Region.self, forKey: .recovery))
      return
    }
    let container = try decoder.singleValueContainer()
    guard try container.decode(String.self) == Self.primaryWord else {
      throw DecodingError.dataCorruptedError(in: container, debugDescription: "neither primary nor a recovery region")
    }
    self = .primary
  }

  package func encode(to encoder: any Encoder) throws {
    switch self {
    case .primary:
      var container = encoder.singleValueContainer()
      try container.encode(Self.primaryWord)
    case .recovery(let region):
      var fields = encoder.container(keyedBy: Key.self)
      try fields.encode(region, forKey: .recovery)
    }
  }
}
