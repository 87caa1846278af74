import DarumaCore
import DarumaCrypto
import DarumaFeeds
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

  /// The record's bytes, signed where there is a key. The worker can read them.
  func bytes(signedWith key: Ed25519.PrivateKey?) throws -> [UInt8] {
    let members = try checkedMembers()
    var signed = self
    if let key {
      signed.command.signature = Base64.encode(key.signature(of: Array(CommandText.signed(members).utf8)))
    }
    let bytes = try CanonicalJSON.encode(signed)
    try checkIsRead(bytes)
    return bytes
  }

  /// Every text of it, by its member's name.
  ///
  /// - Throws: ``CommandFailure`` where one is empty, ``Refusal`` where one holds what nobody sees.
  @discardableResult
  func checkedMembers() throws -> [String: String] {
    let members = try JSONDecoder().decode([String: String].self, from: Data(try CanonicalJSON.encode(self)))
    for (name, text) in members.sorted(by: { $0.key < $1.key }) {
      guard !text.allSatisfy(\.isWhitespace) else {
        throw CommandFailure("\(name) is empty; give it a text, or leave it out. Nothing was sent")
      }
      guard let fault = SentText.fault(text, isProse: Self.prose.contains(name)) else { continue }
      throw Refusal(word: "rejected", message: "nothing was sent: \(name) \(fault)", remedy: SentText.remedy)
    }
    return members
  }

  /// The members that are prose, and no name.
  private static let prose: Set<String> = ["comment", "failed"]

  /// A record that the worker can't read gets no answer: it is a dead letter.
  private func checkIsRead(_ bytes: [UInt8]) throws {
    let record = RawRecord(
      value: bytes[...], origin: .line(file: "command", number: 1), receivedAt: at, road: .control)
    guard let problem = FeedDecoder().decode(record).problems.first else { return }
    throw Refusal(
      word: "rejected", message: "nothing was sent: \(problem.place) \(problem.reason)", remedy: problem.remedy)
  }
}
