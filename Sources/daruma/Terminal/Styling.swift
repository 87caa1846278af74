import DarumaCore

/// Colours inside of a text that is made fit to be shown afterwards: marks that nobody outside can write, because they are
/// drawn anew by each process.
enum Styling {
  /// Noncharacters (U+FDD0 to U+FDEF): they stand for nothing in any text.
  private static let marks: [Unicode.Scalar] = (0xFDD0...0xFDEF).compactMap { Unicode.Scalar($0 as UInt32) }
  private static let secret = (0..<12).compactMap { _ in marks.randomElement() }
  private static let styles = Terminal.Style.allCases
  /// The mark that ends a style; those before it begin the styles in order.
  private static let endMark = marks[styles.count]

  static func begin(_ style: Terminal.Style) -> String {
    mark(marks[styles.firstIndex(of: style) ?? styles.count])
  }

  static let end = mark(endMark)

  private static func mark(_ last: Unicode.Scalar) -> String {
    var text = ""
    text.unicodeScalars.append(contentsOf: secret + [last])
    return text
  }

  /// `text` as a terminal shows it: colours where they were marked, and everything else plain.
  static func shown(_ text: String) -> String {
    let scalars = Array(text.unicodeScalars)
    var shown = ""
    var index = 0
    while index < scalars.count {
      let scalar = scalars[index]
      if scalar == secret.first, let code = code(in: scalars, at: index) {
        shown += "\u{1B}[\(code)m"
        index += secret.count + 1
        continue
      }
      if let instead = OutsideText.replacement(of: scalar) {
        shown += instead
      } else {
        shown.unicodeScalars.append(scalar)
      }
      index += 1
    }
    return shown
  }

  /// What the mark at `index` means; nil where none is there.
  private static func code(in scalars: [Unicode.Scalar], at index: Int) -> String? {
    let end = index + secret.count
    guard end < scalars.count, scalars[index..<end].elementsEqual(secret),
      let last = marks.firstIndex(of: scalars[end]), last <= styles.count
    else { return nil }
    return last == styles.count ? "0" : styles[last].rawValue
  }
}
