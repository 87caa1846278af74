/// Decimal numbers as text (`8.77130197E8`), turned into whole numbers of a smaller unit without passing
/// through a binary fraction.
enum DecimalText {
  enum Fault: Error, Hashable, Sendable {
    case notANumber
    case tooLarge
  }

  /// The value times `scale`, rounded up: a lag is never understated.
  ///
  /// - Parameter scale: a power of ten, such as 1000 for seconds into milliseconds.
  static func scaled(_ bytes: UnsafeBufferPointer<UInt8>, by scale: Int64) throws(Fault) -> Int64 {
    var reader = Reader(bytes)
    let isNegative = reader.take(UInt8(ascii: "-"))
    var digits: [UInt8] = []
    var point = 0
    digits.append(contentsOf: reader.digits())
    point = digits.count
    if reader.take(UInt8(ascii: ".")) { digits.append(contentsOf: reader.digits()) }
    guard !digits.isEmpty else { throw .notANumber }
    point += try reader.exponent()
    guard reader.isAtEnd else { throw .notANumber }
    for _ in 0..<String(scale).utf8.count - 1 { point += 1 }
    return try whole(digits, point: point, isNegative: isNegative)
  }

  /// The digits up to `point` (which may lie outside of them) as a whole number, rounded up.
  private static func whole(_ digits: [UInt8], point: Int, isNegative: Bool) throws(Fault) -> Int64 {
    var value: Int64 = 0
    for position in 0..<max(point, 0) {
      let digit = position < digits.count ? Int64(digits[position]) : 0
      if position >= digits.count, value == 0 { break }
      let (product, overflow) = value.multipliedReportingOverflow(by: 10)
      let (sum, carry) = product.addingReportingOverflow(digit)
      guard !overflow, !carry else { throw .tooLarge }
      value = sum
    }
    let hasRest = digits.dropFirst(max(point, 0)).contains { $0 != 0 }
    if isNegative { return -value }
    return hasRest ? value + 1 : value
  }

  private struct Reader {
    private let bytes: UnsafeBufferPointer<UInt8>
    private var position = 0

    init(_ bytes: UnsafeBufferPointer<UInt8>) { self.bytes = bytes }

    var isAtEnd: Bool { position == bytes.count }

    mutating func take(_ byte: UInt8) -> Bool {
      guard position < bytes.count, bytes[position] == byte else { return false }
      position += 1
      return true
    }

    mutating func digits() -> [UInt8] {
      let start = position
      while position < bytes.count, (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(bytes[position]) {
        position += 1
      }
      return bytes[start..<position].map { $0 - UInt8(ascii: "0") }
    }

    /// 0 where there is none.
    mutating func exponent() throws(Fault) -> Int {
      guard take(UInt8(ascii: "e")) || take(UInt8(ascii: "E")) else { return 0 }
      let isNegative = take(UInt8(ascii: "-"))
      if !isNegative { _ = take(UInt8(ascii: "+")) }
      let digits = digits()
      guard !digits.isEmpty else { throw .notANumber }
      let value = digits.reduce(0) { min($0 * 10 + Int($1), 100_000) }
      guard value <= JSONLimits.largestExponent else { throw .tooLarge }
      return isNegative ? -value : value
    }
  }
}
