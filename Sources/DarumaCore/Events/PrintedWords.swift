/// The words by which programs are told of events (`daruma journal tail --json`, `explain --json`): each names things of one
/// type, whatever it stands in.
///
/// Stored and exported events keep for ever the words that they were written with, and some of those name now a text and
/// now an object. What is printed is renamed where that is so. Times are always RFC 3339 and lengths of time ISO 8601. The
/// application file keeps its own words: those of its schema.
package enum PrintedWords {
  /// What a word names.
  package enum Kind: Hashable, Sendable { case text, number, truth, object, list }

  /// The application file inside of an event; nothing in it is renamed.
  package static let file = "applicationFile"

  private static let renamed: [String: [Kind: String]] = [
    "application": [.object: file],
    "command": [.object: "given"],
    "effect": [.object: "intended"],
    "action": [.object: "doing"],
    "loss": [.object: "losses"],
    "by": [.object: "block"],
    "place": [.object: "movedTo"],
    // Of a listing: why it failed. Elsewhere a failure has a code too.
    "failure": [.text: "reason"],
    // What a notice is about.
    "_0": [.text: "about", .object: "news"],
    "_1": [.text: "detail", .object: "because"],
    "began": [.object: "begun"],
    // What is known of a point, each with the time of who said it.
    "point": [.object: "pointKnown"],
    "encrypted": [.object: "encryptedKnown"],
    "expiresAt": [.object: "expiresAtKnown"],
    "key": [.object: "keyKnown"],
    "message": [.object: "messageKnown"],
    "value": [.number: "degree"],
    "from": [.list: "roles"],
  ]

  /// What is written in place of `word` where it names a `kind`.
  package static func word(_ word: String, naming kind: Kind) -> String { renamed[word]?[kind] ?? word }
}
