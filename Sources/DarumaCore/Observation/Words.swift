/// What an operator can say, such as `provider-expects-4h`.
package struct WordName: Name {
  package let rawValue: String
  package init(rawValue: String) { self.rawValue = rawValue }
}

/// What a person said: it counts until it expires, or is taken back.
package struct Word: Codable, Hashable, Sendable {
  package var by: String
  package var at: Instant
  package var expiresAt: Instant
  package var comment: String?
  /// Who took it back, and when; nil while it stands.
  package var withdrawn: Withdrawal?

  package struct Withdrawal: Codable, Hashable, Sendable {
    package var by: String
    package var at: Instant

    package init(by person: String, at instant: Instant) {
      by = person
      at = instant
    }
  }

  package init(by person: String, at: Instant, expiresAt: Instant, comment: String? = nil) {
    by = person
    self.at = at
    self.expiresAt = expiresAt
    self.comment = comment
  }

  /// The longest that a word may stand: what is true for longer belongs in the application file.
  package static let longest = Span.days(7)
}

/// The words of operators that an application was given.
package struct Words: Codable, Hashable, Sendable {
  private var words: [WordName: Word] = [:]

  /// Words that are kept; beyond that those go that ended first.
  package static let mostKept = 100

  package init() {}

  package subscript(fact: WordName) -> Word? { words[fact] }
  /// In order.
  package var all: [(fact: WordName, word: Word)] {
    words.sorted { $0.key < $1.key }.map { (fact: $0.key, word: $0.value) }
  }

  mutating func give(_ fact: WordName, _ word: Word) {
    words[fact] = word
    guard words.count > Self.mostKept else { return }
    let first = words.filter { $0.key != fact }.min { ($0.value.expiresAt, $0.key) < ($1.value.expiresAt, $1.key) }
    if let first { words[first.key] = nil }
  }

  mutating func withdraw(_ fact: WordName, by person: String, at instant: Instant) {
    words[fact]?.withdrawn = Word.Withdrawal(by: person, at: instant)
  }

  /// A word that was given after `instant` would stand longer than it was meant to; one that was taken back stays so.
  mutating func forgetFuture(after instant: Instant) {
    words = words.filter { $0.value.at <= instant }.mapValues { word in
      var word = word
      if let withdrawn = word.withdrawn {
        word.withdrawn = Word.Withdrawal(by: withdrawn.by, at: min(withdrawn.at, instant))
      }
      return word
    }
  }
}
