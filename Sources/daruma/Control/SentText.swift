import ArgumentParser
import DarumaCore

/// What a person types and a command carries: only what is seen is sent, so that what is journaled and signed is what they
/// meant, and the worker does not refuse the record as one that it can't read.
enum SentText {
  /// Why `text` can't be sent; nil where it can. Prose may join letters as some scripts do; a name may not.
  static func fault(_ text: String, isProse: Bool = false) -> String? {
    guard let hidden = text.unicodeScalars.first(where: { isProse ? isHiddenInProse($0) : isHidden($0) }) else {
      return nil
    }
    let code = String(hidden.value, radix: 16, uppercase: true)
    let number = String(repeating: "0", count: max(0, 4 - code.count)) + code
    let name = hidden.properties.name.map { ", \($0)" } ?? (hidden == "\n" || hidden == "\r" ? ", a line break" : "")
    return "holds a character that nobody sees (U+\(number)\(name))"
  }

  static let remedy = "type it anew without it, on one line"

  /// - Throws: `ValidationError` that names the option.
  static func check(_ option: String, _ text: String?, isProse: Bool = false) throws {
    guard let text, let fault = fault(text, isProse: isProse) else { return }
    throw ValidationError("\(option) \(fault); \(remedy). Nothing was sent")
  }

  private static func isHidden(_ scalar: Unicode.Scalar) -> Bool {
    OutsideText.replacement(of: scalar) != nil || scalar.properties.isDefaultIgnorableCodePoint
  }

  /// Zero-width joiner and non-joiner are part of how some scripts, and emoji, are written.
  private static func isHiddenInProse(_ scalar: Unicode.Scalar) -> Bool {
    OutsideText.replacement(of: scalar) != nil && scalar != "\u{200C}" && scalar != "\u{200D}"
  }
}
