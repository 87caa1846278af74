/// Bytes on their way to lines.
struct LineReading {
  struct Line {
    var bytes: [UInt8]
    /// Counts from 1.
    var number: Int64
  }

  private var partial: [UInt8] = []
  private var ready: [Line] = []
  private var count: Int64 = 0
  private let skip: Int64
  private var atEnd = false

  init(skip: Int64) { self.skip = skip }

  /// Everything was read and handed out.
  var isDrained: Bool { atEnd && ready.isEmpty }

  mutating func take(_ chunk: [UInt8]?, of name: String) throws(InputError) {
    guard let chunk else {
      if !partial.isEmpty { finishLine() }
      atEnd = true
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
    let taken = Array(ready.prefix(limit))
    ready.removeFirst(taken.count)
    return taken
  }

  private mutating func finishLine() {
    count += 1
    defer { partial = [] }
    guard count > skip, partial.contains(where: { $0 > UInt8(ascii: " ") }) else { return }
    ready.append(Line(bytes: partial, number: count))
  }
}
