/// An address of IPv6, in whatever form it is written (RFC 4291, section 2.2): `2001:db8::1`.
package struct IPv6Address: Hashable, Sendable {
  private static let groupCount = 8
  private let groups: [UInt16]

  /// Nil for what is none. The form that ends in an IPv4 address is not read: no name server gives it.
  package init?(_ text: String) {
    // `::` stands once for all groups that are zero there.
    let halves = Self.split(text)
    guard (1...2).contains(halves.count) else { return nil }
    var read: [[UInt16]] = []
    for half in halves {
      guard let groups = Self.groups(half) else { return nil }
      read.append(groups)
    }
    let count = read.reduce(0) { $0 + $1.count }
    guard halves.count == 2 ? count < Self.groupCount : count == Self.groupCount else { return nil }
    let zeros = [UInt16](repeating: 0, count: Self.groupCount - count)
    groups = read[0] + zeros + (halves.count == 2 ? read[1] : [])
  }

  /// At `::`; three pieces or more where it stands more than once.
  private static func split(_ text: String) -> [[UInt8]] {
    var pieces: [[UInt8]] = [[]]
    var rest = Array(text.utf8)[...]
    while let byte = rest.popFirst() {
      if byte == UInt8(ascii: ":"), rest.first == UInt8(ascii: ":") {
        rest = rest.dropFirst()
        pieces.append([])
      } else {
        pieces[pieces.count - 1].append(byte)
      }
    }
    return pieces
  }

  /// Nil where one is none; empty where there are none.
  private static func groups(_ half: [UInt8]) -> [UInt16]? {
    guard !half.isEmpty else { return [] }
    var groups: [UInt16] = []
    for digits in half.split(separator: UInt8(ascii: ":"), omittingEmptySubsequences: false) {
      let text = String(decoding: digits, as: UTF8.self)
      guard (1...4).contains(digits.count), text.utf8.first != UInt8(ascii: "+"), let group = UInt16(text, radix: 16)
      else { return nil }
      groups.append(group)
    }
    return groups
  }
}
