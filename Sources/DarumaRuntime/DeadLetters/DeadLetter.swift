package import DarumaCore
import DarumaJournal

/// A record that could not be handled, or parts of it could not: its bytes once, where it came from, and why.
package struct DeadLetter: Sendable {
  /// One thing that is wrong with it.
  package struct Problem: Hashable, Sendable {
    /// Stable, without dynamic parts.
    package var code: String
    /// What is wrong, where in the record, and what would be right.
    package var reason: String

    package init(code: String, reason: String) {
      self.code = code
      self.reason = reason
    }
  }

  /// Problems of one record that are written out; the others are counted.
  package static let mostProblems = 10
  /// Characters of one reason; the rest is cut off.
  package static let longestReason = 1_000
  /// Bytes of the letters that are sent or written at once; a single larger one goes alone.
  package static let bytesAtOnce = 32 * 1024 * 1024
  /// The code of a record that leads to an event which fits into no commit.
  package static let tooLarge = "too-large"
  /// The code of a record that leads to an event which can't be journaled.
  package static let unwritable = "unwritable"

  /// Why what a record leads to was refused.
  static func code(of reason: JournalError) -> String {
    if case .eventUnwritable = reason { unwritable } else { tooLarge }
  }

  package var bytes: [UInt8]
  package var key: [UInt8]?
  package var headers: [(name: String, value: [UInt8])]
  package var origin: Origin
  /// The first ones; never empty.
  package private(set) var problems: [Problem]
  /// How many there are.
  package private(set) var count: Int
  package var at: Instant

  /// - Parameter problems: All of them; at least one.
  package init(
    bytes: [UInt8], key: [UInt8]?, headers: [(name: String, value: [UInt8])], origin: Origin, problems: [Problem],
    at: Instant
  ) {
    self.bytes = bytes
    self.key = key
    self.headers = headers
    self.origin = origin
    self.problems = problems.prefix(Self.mostProblems).map {
      Problem(code: $0.code, reason: String($0.reason.prefix(Self.longestReason)))
    }
    count = problems.count
    self.at = at
  }

  /// As it was kept; nil where its origin is no origin.
  package init?(_ line: DeadLetterLine) {
    guard let origin = Origin(line.origin) else { return nil }
    self.init(
      bytes: Array(line.bytes), key: line.key.map(Array.init),
      headers: (line.headers ?? []).map { ($0.name, Array($0.value)) }, origin: origin,
      problems: [Problem(code: line.code, reason: line.reason)], at: line.at)
    count = line.count
  }

  /// How many problems there were, where only the first ones are known.
  package mutating func noteCount(_ count: Int) { self.count = max(count, problems.count) }

  /// Of the first problem.
  package var code: String { problems.first?.code ?? "" }

  /// In one text; the further ones are counted.
  package var reason: String {
    let more = problems.count < Self.mostProblems ? 0 : count - problems.count
    return problems.map(\.reason).joined(separator: "; ") + (more > 0 ? "; and \(more) more" : "")
  }

  /// About as many as it takes of memory.
  fileprivate var size: Int {
    bytes.count + (key?.count ?? 0) + headers.reduce(0) { $0 + $1.name.utf8.count + $1.value.count }
      + problems.reduce(0) { $0 + $1.reason.utf8.count }
  }
}

extension [DeadLetter] {
  /// In order, in portions of at most ``DeadLetter/bytesAtOnce``.
  package func portions(of bytes: Int = DeadLetter.bytesAtOnce) -> [ArraySlice<DeadLetter>] {
    var portions: [ArraySlice<DeadLetter>] = []
    var start = startIndex
    var held = 0
    for index in indices {
      if index > start, held + self[index].size > bytes {
        portions.append(self[start..<index])
        start = index
        held = 0
      }
      held += self[index].size
    }
    if start < endIndex { portions.append(self[start...]) }
    return portions
  }
}

/// Where dead letters go. Durable on return: only then do the input positions move on, so that nothing is dropped.
package protocol DeadLetterSink: Sendable {
  func put(_ letters: [DeadLetter]) async throws
  func close() async
}
