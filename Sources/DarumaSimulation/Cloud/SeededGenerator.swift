/// SplitMix64 (Steele, Lea, Flood 2014): the model's only source of chance, so that a seed reproduces a run.
package struct SeededGenerator: RandomNumberGenerator, Sendable {
  private var state: UInt64

  package init(seed: UInt64) {
    state = seed
  }

  package mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}

/// Identifiers in the shapes in which AWS gives them out.
extension SeededGenerator {
  /// Like `5f0c1f6e-93f1-4c5e-8a51-0d3c3c1f2b7a`.
  package mutating func uuid() -> String {
    let digits = Array(text(32, from: Self.hexadecimal))
    let groups = [digits[0..<8], digits[8..<12], digits[12..<16], digits[16..<20], digits[20..<32]]
    return groups.map { String($0) }.joined(separator: "-")
  }

  /// Capital letters and digits, as in a hosted zone's, a change's or a DB instance's resource id.
  package mutating func capitals(_ count: Int) -> String {
    text(count, from: Self.capitalsAndDigits)
  }

  /// Decimal digits, as in a deployment's id.
  package mutating func digits(_ count: Int) -> String {
    text(count, from: Self.decimal)
  }

  /// Hexadecimal digits, as in a file system's id.
  package mutating func hexadecimals(_ count: Int) -> String {
    text(count, from: Self.hexadecimal)
  }

  private mutating func text(_ count: Int, from alphabet: [Character]) -> String {
    var text = ""
    for _ in 0..<count {
      text.append(alphabet[Int(next() % UInt64(alphabet.count))])
    }
    return text
  }

  private static let hexadecimal = Array("0123456789abcdef")
  private static let decimal = Array("0123456789")
  private static let capitalsAndDigits = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789")
}
