import DarumaCrypto
import DarumaJournal

/// Bytes on their way to lines.
struct LineReading {
  struct Line {
    var bytes: [UInt8]
    /// Counts from 1.
    var number: Int64
    /// Of this line and all before it: two inputs whose lines up to here are the same have the same, and no others.
    var mark: [UInt8]
  }

  /// What was read before: so many lines, of which the last had this mark. Nil marks are of before marks were kept.
  struct Known {
    var lines: Int64
    var mark: String?
  }

  private static let blanks = [UInt8(ascii: " "), UInt8(ascii: "\t"), UInt8(ascii: "\r")]

  private var partial: [UInt8] = []
  private var ready: [Line] = []
  private var count: Int64 = 0
  private var mark: [UInt8] = []
  private let known: Known
  private var atEnd = false
  /// Whether this is not what was read before: a line differs, or there are fewer.
  private(set) var isAnother = false

  init(after known: Known) { self.known = known }

  /// Everything was read and handed out.
  var isDrained: Bool { atEnd && ready.isEmpty }

  mutating func take(_ chunk: [UInt8]?, of name: String) throws(InputError) {
    guard let chunk else {
      if !partial.isEmpty { finishLine() }
      atEnd = true
      if count < known.lines { isAnother = true }
      return
    }
    for byte in chunk {
      if byte == UInt8(ascii: "\n") {
        finishLine()
      } else {
        guard partial.count < LineSource.longestLine else {
          throw InputError("\(name) line \(count + 1) has more than \(LineSource.longestLine) bytes")
        }
        partial.append(byte)
      }
    }
  }

  mutating func lines(upTo limit: Int) -> [Line] {
    guard !isAnother else { return [] }
    let taken = Array(ready.prefix(limit))
    ready.removeFirst(taken.count)
    return taken
  }

  private mutating func finishLine() {
    count += 1
    mark = SHA256.hash(mark + partial)
    if count == known.lines, let expected = known.mark, Self.written(mark) != expected { isAnother = true }
    defer { partial = [] }
    // A line of control characters is no empty line: it is told of.
    guard count > known.lines, partial.contains(where: { !Self.blanks.contains($0) }) else { return }
    ready.append(Line(bytes: partial, number: count, mark: mark))
  }

  /// As it is kept with a position.
  static func written(_ mark: [UInt8]) -> String { Hex.encode(Array(mark.prefix(InputMark.digits / 2))) }
}
