import DarumaCore
import DarumaCrypto
import DarumaJournal
import Foundation

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

  /// The record's bytes, signed where there is a key.
  func bytes(signedWith key: Ed25519.PrivateKey?) throws -> [UInt8] {
    let bytes = try CanonicalJSON.encode(self)
    let members = try JSONDecoder().decode([String: String].self, from: Data(bytes))
    if let empty = members.keys.sorted().first(where: { members[$0]?.allSatisfy(\.isWhitespace) == true }) {
      throw CommandFailure("\(empty) is empty; give it a text, or leave it out. Nothing was sent")
    }
    guard let key else { return bytes }
    var signed = self
    signed.command.signature = Base64.encode(key.signature(of: Array(CommandText.signed(members).utf8)))
    return try CanonicalJSON.encode(signed)
  }
}
