import DarumaCore

/// An operator's command as a record of the control topic, in the format that the feed of operators' commands reads.
struct CommandRecord: Encodable {
  /// Different for each command: one that arrives twice is carried out once.
  var id: String
  var at: Instant
  var command: CommandGiven

  private enum Key: String, CodingKey { case id, at }

  func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: Key.self)
    try container.encode(id, forKey: .id)
    try container.encode(at, forKey: .at)
    try command.encode(to: encoder)
  }
}
