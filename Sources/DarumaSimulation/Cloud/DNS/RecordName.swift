/// A DNS name as Route 53 keeps it: lower case, with the trailing dot, `*` written as `\052`.
package struct RecordName: Sendable, Hashable, Comparable {
  package let text: String

  package init(_ name: String) {
    let lower = name.lowercased().replacing("*", with: "\\052")
    text = lower.hasSuffix(".") ? lower : lower + "."
  }

  /// Whether it is `zone` or a name below it.
  func isIn(_ zone: RecordName) -> Bool {
    self == zone || text.hasSuffix("." + zone.text)
  }

  /// Route 53 lists names in ASCII order with the labels reversed: `example.com.` before `www.example.com.`.
  private var reversed: String {
    text.split(separator: ".").reversed().joined(separator: ".") + "."
  }

  package static func < (left: RecordName, right: RecordName) -> Bool {
    left.reversed.utf8.lexicographicallyPrecedes(right.reversed.utf8)
  }
}
