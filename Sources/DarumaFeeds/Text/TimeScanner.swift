/// Reads the parts of a time from ASCII.
struct TimeScanner {
  private let bytes: UnsafeBufferPointer<UInt8>
  private var position = 0

  init(_ bytes: UnsafeBufferPointer<UInt8>) { self.bytes = bytes }

  var isAtEnd: Bool { position == bytes.count }
  var peek: UInt8? { position < bytes.count ? bytes[position] : nil }

  mutating func take(_ byte: UInt8) -> Bool {
    guard peek == byte else { return false }
    position += 1
    return true
  }

  mutating func skipSpaces() {
    while peek == UInt8(ascii: " ") { position += 1 }
  }

  /// Just so many digits.
  mutating func digits(_ count: Int) -> Int64? {
    let start = position
    guard let value = number(upTo: count), position - start == count else { return nil }
    return value
  }

  /// One digit or more, at most `limit`.
  mutating func number(upTo limit: Int) -> Int64? {
    var value: Int64 = 0
    let start = position
    while position - start < limit, let digit = peek, (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(digit) {
      value = value * 10 + Int64(digit - UInt8(ascii: "0"))
      position += 1
    }
    return position > start ? value : nil
  }

  struct TimeOfDay {
    var hour: Int64
    var minute: Int64
    var second: Int64
    /// Of the second; further digits are cut off.
    var milliseconds: Int64
  }

  /// `21:41`, `21:41:05`, `9:39:07`, `21:41:05.921448221`, `12: 36: 15.490`.
  mutating func timeOfDay() -> TimeOfDay? {
    guard let hour = number(upTo: 2), take(UInt8(ascii: ":")) else { return nil }
    skipSpaces()
    guard let minute = digits(2) else { return nil }
    guard take(UInt8(ascii: ":")) else {
      return TimeOfDay(hour: hour, minute: minute, second: 0, milliseconds: 0)
    }
    skipSpaces()
    guard let second = digits(2) else { return nil }
    guard take(UInt8(ascii: ".")) else {
      return TimeOfDay(hour: hour, minute: minute, second: second, milliseconds: 0)
    }
    let start = position
    guard var fraction = number(upTo: 3) else { return nil }
    for _ in position - start..<3 { fraction *= 10 }
    while let digit = peek, (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(digit) { position += 1 }
    return TimeOfDay(hour: hour, minute: minute, second: second, milliseconds: fraction)
  }

  /// `Z`, `+0000`, `-05:00`, in minutes east of UTC.
  mutating func offset() -> Int64? {
    if take(UInt8(ascii: "Z")) || take(UInt8(ascii: "z")) { return 0 }
    let sign: Int64
    if take(UInt8(ascii: "+")) {
      sign = 1
    } else if take(UInt8(ascii: "-")) {
      sign = -1
    } else {
      return nil
    }
    guard let hours = digits(2) else { return nil }
    _ = take(UInt8(ascii: ":"))
    guard let minutes = digits(2), hours < 24, minutes < 60 else { return nil }
    return sign * (hours * 60 + minutes)
  }

  /// `GMT`, `UTC`, or an offset.
  mutating func takeUniversalZone() -> Bool {
    guard let word = word() else { return offset() == 0 }
    return word == "GMT" || word == "UTC"
  }

  /// Up to eight letters, packed; compares with a literal without allocating.
  struct Word: Equatable, ExpressibleByStringLiteral {
    private var packed: UInt64 = 0
    init() {}
    init(stringLiteral text: String) { for byte in text.utf8 { append(byte) } }
    mutating func append(_ letter: UInt8) { packed = packed << 8 | UInt64(letter) }
  }

  mutating func word() -> Word? {
    var word = Word()
    let start = position
    while let letter = peek, (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(letter | 0x20) {
      guard position - start < 8 else { return nil }
      word.append(letter)
      position += 1
    }
    return position > start ? word : nil
  }

  static func month(_ word: Word) -> Int64? {
    months.firstIndex(of: word).map { Int64($0) + 1 }
  }

  static func isWeekday(_ word: Word) -> Bool { weekdays.contains(word) }

  private static let months: [Word] = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
  ]
  private static let weekdays: [Word] = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]
}
