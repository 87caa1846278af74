/// The numbers of JSON: where one ends, and whether any reader could hold it.
enum JSONNumber {
  /// Finds the end of the number at `start`.
  static func scan(
    _ bytes: UnsafeBufferPointer<UInt8>, from start: Int, limit: Int
  ) throws(JSONFault) -> Int {
    var position = start
    if bytes[position] == UInt8(ascii: "-") { position += 1 }
    let whole = digits(bytes, from: position)
    guard whole > position else { throw JSONFault(.malformedNumber, at: start) }
    guard bytes[position] != UInt8(ascii: "0") || whole == position + 1 else {
      throw JSONFault(.malformedNumber, at: start)
    }
    let wholeDigits = whole - position
    position = whole
    if position < bytes.count, bytes[position] == UInt8(ascii: ".") {
      let fraction = digits(bytes, from: position + 1)
      guard fraction > position + 1 else { throw JSONFault(.malformedNumber, at: start) }
      position = fraction
    }
    var exponent = 0
    if position < bytes.count, bytes[position] | 0x20 == UInt8(ascii: "e") {
      (position, exponent) = try self.exponent(bytes, at: position, ofNumberAt: start)
    }
    guard position - start <= limit, wholeDigits + exponent <= JSONLimits.largestExponent + 1 else {
      throw JSONFault(.numberTooLarge, at: start)
    }
    return position
  }

  /// The exponent that begins with the `e` at `position`, capped far above what is allowed.
  private static func exponent(
    _ bytes: UnsafeBufferPointer<UInt8>, at position: Int, ofNumberAt start: Int
  ) throws(JSONFault) -> (end: Int, value: Int) {
    var first = position + 1
    var isNegative = false
    if first < bytes.count, bytes[first] == UInt8(ascii: "-") || bytes[first] == UInt8(ascii: "+") {
      isNegative = bytes[first] == UInt8(ascii: "-")
      first += 1
    }
    let end = digits(bytes, from: first)
    guard end > first else { throw JSONFault(.malformedNumber, at: start) }
    let value = bytes[first..<end].reduce(0) { min($0 * 10 + Int($1 - UInt8(ascii: "0")), 1_000_000) }
    return (end, isNegative ? -value : value)
  }

  private static func digits(_ bytes: UnsafeBufferPointer<UInt8>, from start: Int) -> Int {
    var position = start
    while position < bytes.count, (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(bytes[position]) {
      position += 1
    }
    return position
  }
}
